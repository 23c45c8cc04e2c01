import { patience } from '../../shared/attention.ts';
import type { Notice } from '../../shared/snapshot.ts';
import { isUnsaved } from '../../shared/task.ts';
import type { Clock, Log, Sql } from '../ports.ts';
import { isOpen } from '../saving/item-commands.ts';
import type { ItemStore, SaveItemRecord } from '../saving/item-store.ts';
import { isFolderProblem } from '../saving/problem-kinds.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import { nextAlarm, noticeOf } from './notice-of.ts';
import type { Notices } from './notices.ts';
import { createOnce, type Once } from './once.ts';

type NewNotice = Omit<Notice, 'id' | 'at' | 'read'>;

/**
 * Tells the user of what needs a person and of each end, once and not with every try, and keeps what was told.
 * Nothing here throws: a notice that cannot be kept is told later, and saving goes on.
 */
export interface Teller {
  /** Tells what a crash or the time without us kept from being told, and begins to look at the time. */
  start(): void;
  stop(): void;
  /** A task moved on: is there something to tell? */
  look(taskId: string): void;
  /** Something that concerns no task, as it happens. */
  tell(notice: NewNotice): void;
  /** The API refused the key. */
  keyRefused(): void;
  /** The API took the key: a refusal after this is news again. */
  keyWorks(): void;
  onNotice(listener: (notice: Notice) => void): () => void;
}

/** No timer is longer: the clock may be set, and the computer may sleep. ms. */
const longestWaitMs = 3_600_000;

export const createTeller = (options: {
  clock: Clock;
  log: Log;
  sql: Sql;
  tasks: TaskStore;
  items: ItemStore;
  notices: Notices;
  libraryFolder: () => string;
  /** All or nothing, in memory as on disk. */
  atomically: <T>(work: () => T) => T;
  onChange: () => void;
}): Teller => {
  const { clock, log, sql, tasks, items, notices, atomically, onChange } = options;
  const listeners = new Set<(notice: Notice) => void>();
  const folder = createOnce(sql, 'told.folder');
  const key = createOnce(sql, 'told.key');
  let running = false;
  let wakeAt = Infinity;
  let callOff = (): void => undefined;

  const safely = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.error('not told', { detail: String(error) });
    }
  };

  /** The notice and what counts as told with it, in one commit; then everybody hears it. */
  const keep = (notice: NewNotice, mark: () => void): void => {
    const kept = atomically(() => {
      mark();
      return notices.add(notice);
    });
    onChange();
    listeners.forEach((listener) => listener(kept));
  };

  const setOnce = (once: Once, told: boolean, notice: NewNotice | null): void =>
    safely(() => {
      try {
        if (notice === null) once.write(told);
        else keep(notice, () => once.write(told));
      } catch (error) {
        once.reload();
        throw error;
      }
    });

  const hasFolderProblem = (item: SaveItemRecord): boolean =>
    (isOpen(item) || item.state === 'saving') && isFolderProblem(item.problem);

  /** The folder or its disk: one notice for all tasks, and the next one only after all was well. */
  const lookAtFolder = (taskId: string): void => {
    if (folder.isTold()) {
      if (!items.unsaved().some(hasFolderProblem)) setOnce(folder, false, null);
      return;
    }
    const item = items.ofTask(taskId).find(hasFolderProblem);
    const code = item?.problem?.code;
    // Virus scanners hold a new file for a moment.
    if (item === undefined || code === undefined || (code === 'file_locked' && item.attempts < patience))
      return;
    const title = options.libraryFolder();
    setOnce(folder, true, { kind: 'folder', taskId: null, clipId: null, title, detail: code });
  };

  const plan = (at: number): void => {
    if (!running || at >= wakeAt) return;
    callOff();
    wakeAt = at;
    callOff = clock.after(Math.min(Math.max(0, at - clock.now()), longestWaitMs), () => {
      wakeAt = Infinity;
      new Set(items.unsaved().map((item) => item.taskId)).forEach(look);
    });
  };

  const look = (taskId: string): void =>
    safely(() => {
      lookAtFolder(taskId);
      const task = tasks.get(taskId);
      if (task === undefined) return;
      const now = clock.now();
      const due = noticeOf(task, items.ofTask(taskId), now);
      if (due !== null) {
        const mark = (): void => tasks.write({ ...task, noticed: due.noticed });
        if (due.notice === null) atomically(mark);
        else keep(due.notice, mark);
      }
      plan(nextAlarm(tasks.get(taskId) ?? task, items.ofTask(taskId), now));
      if (items.unsaved().length > 0) return;
      callOff();
      wakeAt = Infinity;
    });

  return {
    start() {
      running = true;
      tasks
        .atHand()
        .filter(({ id, noticed }) => noticed !== 'end' || items.ofTask(id).some(isUnsaved))
        .forEach(({ id }) => look(id));
    },
    stop() {
      running = false;
      callOff();
    },
    look,
    tell: (notice) => safely(() => keep(notice, () => undefined)),
    keyRefused() {
      if (key.isTold()) return;
      setOnce(key, true, { kind: 'key_refused', taskId: null, clipId: null, title: '', detail: null });
    },
    keyWorks() {
      if (key.isTold()) setOnce(key, false, null);
    },
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
