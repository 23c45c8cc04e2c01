import type { Problem, Result } from '../../shared/problem.ts';
import type { Online, Random } from '../ports.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import type { Progress } from '../tasks/task-view.ts';
import { shortId } from './file-names.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import { createLinks } from './links.ts';
import { afterAttempt, afterNoLink, type Ending, lookAgainMs } from './next-try.ts';
import { partFolder, saveClip, type SaveClipPorts, type SavedFiles } from './save-clip.ts';

/** The queue from results to files: three at a time, each item until it is saved. */
export interface Saver {
  /** Removes part files that a crash left behind, then begins. */
  start(): Promise<void>;
  /** Calls off what is under way and waits for it. */
  stop(): Promise<void>;
  /** Something may be due: looks again. */
  pump(): void;
  /** Tries unsaved items at once, whatever was planned for them. */
  tryNow(wanted: (item: SaveItemRecord) => boolean): void;
  /** By the ids of items. Retry: now, whatever was planned, impossible and dropped ones too. */
  retry(ids: readonly string[]): void;
  pause(ids: readonly string[]): void;
  resume(ids: readonly string[]): void;
  dropItems(ids: readonly string[]): void;
  /** Calls off what is under way for tasks that are off the list. */
  drop(taskIds: readonly string[]): void;
  progressOf(itemId: string): Progress | null;
  /** Ends what is under way and keeps still until the returned function is called. */
  hold(): Promise<() => void>;
}

export interface SaverOptions extends SaveClipPorts {
  random: Random;
  online: Online;
  items: ItemStore;
  /** Distinguishes our part files from those of another computer on the same folder. */
  profileId: string;
  libraryFolder: () => string;
  taskOf: (taskId: string) => TaskRecord | undefined;
  /** Is there a key to ask for links with? Without one, items that need a link wait and lose nothing. */
  canAsk: () => boolean;
  /** Asks the task again for a fresh link; its answer is in the item when this resolves. */
  askTask: (taskId: string) => Promise<Result<void>>;
  /** One durable commit: the clip (or sheet) is in the library and its item is saved. */
  commit: (task: TaskRecord | undefined, item: SaveItemRecord, files: SavedFiles | null) => void;
  /** Does the library hold this clip already? */
  isSaved: (clipId: string) => boolean;
  /** How the last attempt left the library folder: a problem of it, or none. */
  onFolder: (problem: Problem | null) => void;
  onChange: (taskId: string) => void;
}

const atOnce = 3;
const tellEveryMs = 200;
const open: readonly string[] = ['waiting', 'retrying', 'needs_user'];

export const createSaver = (options: SaverOptions): Saver => {
  const { clock, random, online, files, log, items, commit, isSaved, onFolder, onChange } = options;
  const underWay = new Map<string, { taskId: string; controller: AbortController; done: Promise<void> }>();
  const progress = new Map<string, Progress & { toldAt: number }>();
  /** After a fault of our own (the database refuses) an item rests in memory, because its plan cannot be kept. */
  const resting = new Map<string, number>();
  let parts = 0;
  let running = false;
  let holds = 0;
  let callOff = (): void => undefined;
  let stopListening = (): void => undefined;

  const update = (item: SaveItemRecord): void => {
    items.write(item);
    onChange(item.taskId);
  };

  const onProgress = (item: SaveItemRecord, received: number, total: number | null): void => {
    const last = progress.get(item.id);
    const now = clock.now();
    const tell = last === undefined || now - last.toldAt >= tellEveryMs || received === total;
    progress.set(item.id, { received, total, toldAt: tell ? now : (last?.toldAt ?? now) });
    if (tell) onChange(item.taskId);
  };

  /** null: saved. */
  const attempt = async (item: SaveItemRecord, signal: AbortSignal): Promise<Ending | null> => {
    // Kept from the start: the task may be forgotten meanwhile, and the clip should still say where it comes from.
    const task = options.taskOf(item.taskId);
    const { source } = item;
    if (source.kind === 'lyrics' || isSaved(source.clip.id)) {
      commit(task, item, null);
      return null;
    }
    parts += 1;
    const outcome = await saveClip(options, {
      clip: source.clip,
      title: item.title,
      libraryFolder: options.libraryFolder(),
      partName: `${options.profileId}-${shortId(source.clip.id)}-${parts}`,
      ...{ part: null, onPart: () => undefined },
      signal,
      onProgress: (received, total) => onProgress(item, received, total),
    });
    if (outcome.kind === 'saved') {
      commit(task, item, outcome.files);
      return null;
    }
    return signal.aborted ? { kind: 'off' } : outcome;
  };

  const work = async (before: SaveItemRecord, signal: AbortSignal): Promise<void> => {
    const item: SaveItemRecord = {
      ...before,
      state: 'saving',
      attempts: before.attempts + 1,
      nextTryAt: null,
    };
    update(item);
    const ending = await attempt(item, signal);
    progress.delete(item.id);
    if (ending === null || ending.kind === 'user') onFolder(ending?.problem ?? null);
    const now = items.get(item.id);
    if (ending !== null && now !== undefined) {
      if (ending.kind !== 'off') {
        const { code, detail } = ending.problem;
        log.warn('not saved yet', { item: item.id, ending: ending.kind, code, detail });
      }
      update(afterAttempt({ ...now, attempts: item.attempts }, ending, clock.now(), random()));
    }
    onChange(item.taskId);
  };

  const begin = (item: SaveItemRecord): void => {
    const controller = new AbortController();
    const done = work(item, controller.signal)
      .catch((error: unknown) => {
        // The file may be in its place already; the next try finds it there.
        log.error('saving broke', { item: item.id, detail: String(error) });
        resting.set(item.id, clock.now() + lookAgainMs);
        items.reload();
      })
      .catch((error: unknown) => log.error('items not read', { detail: String(error) }))
      .then(() => {
        progress.delete(item.id);
        underWay.delete(item.id);
        pump();
      });
    underWay.set(item.id, { taskId: item.taskId, controller, done });
  };

  const links = createLinks(options.askTask, (taskId, result) => {
    if (!running) return;
    for (const item of items.ofTask(taskId)) {
      if (!item.needsLink || !open.includes(item.state)) continue;
      // An answer that does not name the clip any more is as good as none.
      const problem: Problem = result.ok
        ? { code: 'link_dead', detail: 'the task gives no link any more' }
        : result.problem;
      update(afterNoLink(item, problem, clock.now(), random()));
    }
    pump();
  });

  const pump = (): void => {
    callOff();
    if (!running || holds > 0) return;
    const now = clock.now();
    let wakeAt = Infinity;
    for (const item of items.all()) {
      if (!open.includes(item.state) || underWay.has(item.id)) continue;
      if (item.source.kind === 'clip' && !online.isOnline()) continue;
      const due = Math.max(item.nextTryAt ?? 0, resting.get(item.id) ?? 0);
      if (due > now) wakeAt = Math.min(wakeAt, due);
      else if (!item.needsLink) {
        if (underWay.size < atOnce) begin(item);
      } else if (options.canAsk()) links.refresh(item.taskId);
    }
    if (wakeAt < Infinity) callOff = clock.after(wakeAt - now, pump);
  };

  const tryNow = (wanted: (item: SaveItemRecord) => boolean): void => {
    resting.clear();
    for (const item of items.all()) {
      if (open.includes(item.state) && !underWay.has(item.id) && wanted(item))
        update({ ...item, nextTryAt: null });
    }
    pump();
  };

  const sweep = async (): Promise<void> => {
    const folder = partFolder(files, options.libraryFolder());
    const left = (await files.list(folder)).filter((name) => name.startsWith(`${options.profileId}-`));
    await Promise.all(left.map((name) => files.remove(files.join(folder, name))));
  };

  const quiet = async (): Promise<void> => {
    underWay.forEach(({ controller }) => controller.abort());
    await Promise.all([...underWay.values()].map(({ done }) => done));
  };

  return {
    async start() {
      await sweep();
      running = true;
      stopListening = online.onChange(() => {
        if (online.isOnline()) tryNow((item) => ['offline', 'timed_out'].includes(item.problem?.code ?? ''));
      });
      // A new start is a new chance, and plans of the last run may have been made by another clock.
      tryNow((item) => item.nextTryAt !== null);
    },
    async stop() {
      running = false;
      callOff();
      stopListening();
      await quiet();
    },
    pump,
    tryNow,
    retry: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    dropItems: () => undefined,
    drop(taskIds) {
      for (const { taskId, controller } of underWay.values())
        if (taskIds.includes(taskId)) controller.abort();
    },
    progressOf: (itemId) => progress.get(itemId) ?? null,
    async hold() {
      holds += 1;
      await quiet();
      return () => {
        holds -= 1;
        pump();
      };
    },
  };
};
