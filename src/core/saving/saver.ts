import type { Problem, Result } from '../../shared/problem.ts';
import type { Clock, Files, Log, Online, Random } from '../ports.ts';
import type { Progress } from '../tasks/task-view.ts';
import { pauseAfter } from '../watching/schedule.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import { partFolder, saveClip, type SaveClipPorts, type SavedFiles } from './save-clip.ts';

/** The queue from results to files: three at a time, each item until it is saved. */
export interface Saver {
  /** Removes part files that a crash left behind, then begins. */
  start(): Promise<void>;
  /** Calls off what is under way and waits for it. */
  stop(): Promise<void>;
  /** Something may be due: looks again. */
  pump(): void;
  /** Tries the tasks' unsaved items at once. */
  saveNow(taskIds: readonly string[]): void;
  progressOf(itemId: string): Progress | null;
  /** Ends what is under way and keeps still until the returned function is called. */
  hold(): Promise<() => void>;
}

export interface SaverOptions extends SaveClipPorts {
  clock: Clock;
  random: Random;
  online: Online;
  files: Files;
  log: Log;
  items: ItemStore;
  /** Distinguishes our part files from those of another computer on the same folder. */
  profileId: string;
  libraryFolder: () => string;
  /** Asks the task again for a fresh link; its answer is in the item when this resolves. */
  askTask: (taskId: string) => Promise<Result<void>>;
  /** One durable commit: the clip (or sheet) is in the library and its item is saved. */
  commit: (item: SaveItemRecord, files: SavedFiles | null) => void;
  /** Does the library hold this clip already? */
  isSaved: (clipId: string) => boolean;
  /** How the last attempt left the library folder: a problem of it, or none. */
  onFolder: (problem: Problem | null) => void;
  onChange: (taskId: string) => void;
}

const atOnce = 3;
const firstPauseMs = 2_500;
const longestPauseMs = 3_600_000;
/** How often we look whether somebody made room or gave a right. */
const lookAgainMs = 15_000;
const tellEveryMs = 200;

type Ending = { kind: 'saved' } | { kind: 'off' } | { kind: 'again' | 'ask' | 'user'; problem: Problem };

export const createSaver = (options: SaverOptions): Saver => {
  const {
    clock,
    random,
    online,
    files,
    log,
    items,
    profileId,
    libraryFolder,
    askTask,
    commit,
    isSaved,
    onFolder,
    onChange,
  } = options;
  const underWay = new Map<string, { controller: AbortController; done: Promise<void> }>();
  const progress = new Map<string, Progress & { toldAt: number }>();
  let running = false;
  let holds = 0;
  let callOff = (): void => undefined;
  let stopListening = (): void => undefined;

  const update = (item: SaveItemRecord): void => {
    items.write(item);
    onChange(item.taskId);
  };

  const plan = (item: SaveItemRecord, ending: Ending): SaveItemRecord => {
    if (ending.kind === 'saved') return item;
    if (ending.kind === 'off') return { ...item, state: 'waiting', attempts: item.attempts - 1 };
    const pause = pauseAfter(
      item.attempts,
      firstPauseMs,
      random(),
      ending.kind === 'user' ? lookAgainMs : longestPauseMs,
    );
    const nextTryAt = Math.max(clock.now() + pause, ending.problem.retryAt ?? 0);
    return {
      ...item,
      state: ending.kind === 'user' ? 'needs_user' : 'retrying',
      needsLink: ending.kind === 'ask' || (ending.kind === 'again' && item.needsLink),
      nextTryAt,
      problem: { ...ending.problem, retryAt: nextTryAt },
    };
  };

  const onProgress = (item: SaveItemRecord, received: number, total: number | null): void => {
    const last = progress.get(item.id);
    const now = clock.now();
    const tell = last === undefined || now - last.toldAt >= tellEveryMs || received === total;
    progress.set(item.id, { received, total, toldAt: tell ? now : (last?.toldAt ?? now) });
    if (tell) onChange(item.taskId);
  };

  const attempt = async (item: SaveItemRecord, signal: AbortSignal): Promise<Ending> => {
    if (item.needsLink) {
      const asked = await askTask(item.taskId);
      if (!asked.ok) return { kind: 'ask', problem: asked.problem };
    }
    const fresh = items.get(item.id) ?? item;
    if (fresh.source.kind === 'lyrics' || isSaved(fresh.source.clip.id)) {
      commit(fresh, null);
      return { kind: 'saved' };
    }
    const outcome = await saveClip(options, {
      clip: fresh.source.clip,
      title: fresh.title,
      libraryFolder: libraryFolder(),
      partName: `${profileId}-${item.id.replace(/[^A-Za-z0-9-]/g, '').slice(0, 40)}-${item.attempts}`,
      signal,
      onProgress: (received, total) => onProgress(item, received, total),
    });
    if (outcome.kind === 'saved') {
      commit(fresh, outcome.files);
      return outcome;
    }
    return signal.aborted ? { kind: 'off' } : outcome;
  };

  const work = async (itemId: string, signal: AbortSignal): Promise<void> => {
    const before = items.get(itemId);
    if (before === undefined) return;
    const item: SaveItemRecord = {
      ...before,
      state: 'saving',
      attempts: before.attempts + 1,
      nextTryAt: null,
    };
    let ending: Ending;
    try {
      update(item);
      ending = await attempt(item, signal);
    } catch (error) {
      // The database or a fault of ours: the item stays, and the next try may find the file already there.
      ending = { kind: 'again', problem: { code: 'internal', detail: String(error) } };
    }
    if (ending.kind !== 'saved' && ending.kind !== 'off') {
      log.warn('not saved yet', {
        item: itemId,
        ending: ending.kind,
        code: ending.problem.code,
        detail: ending.problem.detail,
      });
    }
    if (ending.kind === 'saved') onFolder(null);
    if (ending.kind === 'user') onFolder(ending.problem);
    progress.delete(itemId);
    const now = items.get(itemId);
    if (now !== undefined && ending.kind !== 'saved')
      update(plan({ ...now, attempts: item.attempts }, ending));
    onChange(item.taskId);
  };

  const begin = (itemId: string): void => {
    const controller = new AbortController();
    const done = work(itemId, controller.signal)
      .catch((error: unknown) => log.error('saving broke', { item: itemId, detail: String(error) }))
      .then(() => {
        underWay.delete(itemId);
        pump();
      });
    underWay.set(itemId, { controller, done });
  };

  const pump = (): void => {
    callOff();
    if (!running || holds > 0) return;
    const now = clock.now();
    let wakeAt = Infinity;
    for (const item of items.all()) {
      if (!['waiting', 'retrying', 'needs_user'].includes(item.state) || underWay.has(item.id)) continue;
      if (item.source.kind === 'clip' && !online.isOnline()) continue;
      const due = item.nextTryAt ?? 0;
      if (due > now) wakeAt = Math.min(wakeAt, due);
      else if (underWay.size < atOnce) begin(item.id);
    }
    if (wakeAt < Infinity) callOff = clock.after(wakeAt - now, pump);
  };

  const tryAtOnce = (wanted: (item: SaveItemRecord) => boolean): void => {
    for (const item of items
      .all()
      .filter((one) => ['retrying', 'needs_user', 'waiting'].includes(one.state) && wanted(one))) {
      if (!underWay.has(item.id)) update({ ...item, nextTryAt: null });
    }
    pump();
  };

  const sweep = async (): Promise<void> => {
    const folder = partFolder(files, libraryFolder());
    const left = (await files.list(folder)).filter((name) => name.startsWith(`${profileId}-`));
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
        if (online.isOnline())
          tryAtOnce((item) => item.problem?.code === 'offline' || item.problem?.code === 'timed_out');
      });
      pump();
    },
    async stop() {
      running = false;
      callOff();
      stopListening();
      await quiet();
    },
    pump,
    saveNow: (taskIds) => tryAtOnce((item) => taskIds.includes(item.taskId)),
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
