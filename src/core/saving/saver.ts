import { isUnreached, type Problem, type Result } from '../../shared/problem.ts';
import type { Online, Random } from '../ports.ts';
import type { Progress } from '../tasks/task-view.ts';
import { type AttemptOptions, createAttempts } from './attempts.ts';
import { dropped, dueNow, isOpen, paused, resumed, retried } from './item-commands.ts';
import type { SaveItemRecord } from './item-store.ts';
import { createLinks } from './links.ts';
import { afterAttempt, afterNoLink, doubtsLink, reopened } from './next-try.ts';
import { inTurn } from './order.ts';
import { createParts } from './parts.ts';

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
  /** By the ids of items. Retry: now, whatever was planned, impossible, paused and dropped ones too, and saved ones that the library lost. */
  retry(ids: readonly string[]): void;
  /** Ends what is under way, without counting it, and keeps the items until they are resumed. */
  pause(ids: readonly string[]): void;
  resume(ids: readonly string[]): void;
  /** Not wanted any more; retry takes it back. */
  dropItems(ids: readonly string[]): void;
  /** Calls off what is under way for tasks that are off the list. */
  drop(taskIds: readonly string[]): void;
  progressOf(itemId: string): Progress | null;
  /** Ends what is under way and keeps still until the returned function is called. */
  hold(): Promise<() => void>;
}

export interface SaverOptions extends AttemptOptions {
  random: Random;
  online: Online;
  /** Nothing that is done now could be kept (the database refuses): wait. */
  isBlocked: () => boolean;
  /** Is there a key to ask for links with? Without one, items that need a link wait and lose nothing. */
  canAsk: () => boolean;
  /** Asks the task again for a fresh link; its answer is in the item when this resolves. */
  askTask: (taskId: string) => Promise<Result<void>>;
  /** An item moved on. */
  onChange: (taskId: string) => void;
}

const atOnce = 3;
/** After a fault of our own an item rests for so long. ms. */
const restMs = 15_000;
/** A clock that goes back by more than this was set. ms. */
const backwardsMs = 1000;

export const createSaver = (options: SaverOptions): Saver => {
  const { clock, random, online, log, items, onChange } = options;
  const underWay = new Map<string, { taskId: string; controller: AbortController; done: Promise<void> }>();
  /** After a fault of our own (the database refuses) an item rests in memory, because its plan cannot be kept. */
  const resting = new Map<string, number>();
  const parts = createParts(options);
  const attempts = createAttempts(options, parts);
  let running = false;
  let holds = 0;
  let lastNow = -Infinity;
  let callOff = (): void => undefined;
  let stopListening = (): void => undefined;

  const write = (changed: readonly SaveItemRecord[], durable?: 'soon'): void => {
    options.atomically(() => changed.forEach((item) => items.write(item)), durable);
    new Set(changed.map((item) => item.taskId)).forEach((taskId) => onChange(taskId));
  };
  const update = (...changed: SaveItemRecord[]): void => write(changed);

  const work = async (before: SaveItemRecord, signal: AbortSignal): Promise<void> => {
    const item: SaveItemRecord = {
      ...before,
      state: 'saving',
      attempts: before.attempts + 1,
      nextTryAt: null,
    };
    write([item], 'soon');
    const ending = await attempts.run(item, signal);
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
        resting.set(item.id, clock.now() + restMs);
        items.reload();
        return parts.sweep(); // What could not be remembered of a part is nobody's.
      })
      .catch((error: unknown) => log.error('items not read', { detail: String(error) }))
      .then(() => {
        underWay.delete(item.id);
        pump();
      });
    underWay.set(item.id, { taskId: item.taskId, controller, done });
  };

  const links = createLinks(options.askTask, (taskId, result) => {
    if (!running) return;
    // An answer that does not name the clip any more is as good as none.
    const problem: Problem = result.ok
      ? { code: 'link_dead', detail: 'the task gives no link any more' }
      : result.problem;
    const left = items.ofTask(taskId).filter((item) => item.needsLink && isOpen(item));
    try {
      update(...left.map((item) => afterNoLink(item, problem, clock.now(), random())));
    } catch (error) {
      log.error('answer not kept', { task: taskId, detail: String(error) });
      left.forEach((item) => resting.set(item.id, clock.now() + restMs));
    }
    pump();
  });

  const dueAt = (item: SaveItemRecord): number => Math.max(item.nextTryAt ?? 0, resting.get(item.id) ?? 0);

  /** Whatever a database that refused left in memory: what nobody works on is not being saved. */
  const asItIs = (item: SaveItemRecord): SaveItemRecord =>
    item.state === 'saving' && !underWay.has(item.id) ? { ...item, state: 'waiting' } : item;

  /** Changes plans in memory and on disk; a database that refuses leaves them as they were. */
  const replan = (how: (item: SaveItemRecord) => SaveItemRecord | null): void => {
    resting.clear();
    const idle = items.unsaved().filter((item) => !underWay.has(item.id));
    try {
      update(...idle.flatMap((item) => how(item) ?? []));
    } catch (error) {
      log.error('plans not changed', { detail: String(error) });
    }
  };

  /** What was planned, and given up, by a clock that was ahead. */
  const planAnew = (): void => replan((item) => reopened(item, clock.now()) ?? dueNow(item));

  const noticeClock = (): void => {
    const now = clock.now();
    const back = now < lastNow - backwardsMs;
    lastNow = now;
    if (back) planAnew();
  };

  const pump = (): void => {
    callOff();
    if (!running || holds > 0 || options.isBlocked()) return;
    noticeClock();
    const now = clock.now();
    const able = items
      .unsaved()
      .map(asItIs)
      .filter((item) => isOpen(item) && !underWay.has(item.id))
      .filter((item) => item.source.kind === 'lyrics' || online.isOnline());
    const wakeAt = Math.min(...able.map(dueAt).filter((due) => due > now));
    for (const item of inTurn(
      able.filter((each) => dueAt(each) <= now),
      now,
    )) {
      if (!item.needsLink) {
        if (underWay.size >= atOnce) continue;
        // Beside the try, not before it: without an answer of the API the link that we have is all there is.
        if (doubtsLink(item) && options.canAsk()) links.refresh(item.taskId);
        begin(item);
      } else if (options.canAsk()) links.refresh(item.taskId);
    }
    if (wakeAt < Infinity) callOff = clock.after(wakeAt - now, pump);
  };

  const tryNow = (wanted: (item: SaveItemRecord) => boolean): void => {
    replan((item) => (wanted(item) ? dueNow(item) : null));
    pump();
  };

  /** What the user says of some items; what is under way is called off where the item is not to go on. */
  const say = (ids: readonly string[], how: (item: SaveItemRecord) => SaveItemRecord | null): void => {
    const changed = [...new Set(ids)].flatMap((id) => {
      const item = items.get(id);
      return item === undefined ? [] : (how(asItIs(item)) ?? []);
    });
    update(...changed);
    for (const item of changed) {
      resting.delete(item.id);
      if (!isOpen(item)) underWay.get(item.id)?.controller.abort();
    }
    pump();
  };

  const isHeld = ({ source }: SaveItemRecord): boolean =>
    source.kind === 'lyrics' || options.isSaved(source.clip);

  const quiet = async (): Promise<void> => {
    underWay.forEach(({ controller }) => controller.abort());
    await Promise.all([...underWay.values()].map(({ done }) => done));
  };

  return {
    async start() {
      await parts.sweep();
      running = true;
      stopListening = online.onChange(() => {
        if (online.isOnline()) tryNow((item) => isUnreached(item.problem?.code));
      });
      // A new start is a new chance, and plans of the last run may have been made by another clock.
      planAnew();
      pump();
    },
    async stop() {
      running = false;
      callOff();
      stopListening();
      await quiet();
    },
    pump,
    tryNow,
    retry: (ids) => say(ids, (item) => retried(item, isHeld(item))),
    pause: (ids) => say(ids, paused),
    resume: (ids) => say(ids, resumed),
    dropItems(ids) {
      const names = ids.flatMap((id) => items.get(id)?.part?.name ?? []);
      say(ids, dropped);
      // The files of what was under way are closed by then.
      void Promise.all(ids.map((id) => underWay.get(id)?.done)).then(() => parts.remove(names));
    },
    drop(taskIds) {
      for (const { taskId, controller } of underWay.values())
        if (taskIds.includes(taskId)) controller.abort();
    },
    progressOf: attempts.progressOf,
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
