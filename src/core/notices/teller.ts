import type { Notice } from '../../shared/snapshot.ts';
import type { ItemStore } from '../saving/item-store.ts';
import { isTerminal } from '../tasks/task-record.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import { noticeOf } from './notice-of.ts';
import type { Notices } from './notices.ts';

/** Tells the user of trouble once and of the end once, and keeps what was told. */
export interface Teller {
  /** A task moved on: is there something to tell? */
  look(taskId: string): void;
  /** Something that concerns no task. */
  tell(notice: Omit<Notice, 'id' | 'at' | 'read'>): void;
  /** Ends that a crash kept from being told. */
  catchUp(): void;
  onNotice(listener: (notice: Notice) => void): () => void;
}

export const createTeller = (options: {
  tasks: TaskStore;
  items: ItemStore;
  notices: Notices;
  /** All or nothing, in memory as on disk. */
  atomically: <T>(work: () => T) => T;
  onChange: () => void;
}): Teller => {
  const { tasks, items, notices, atomically, onChange } = options;
  const listeners = new Set<(notice: Notice) => void>();

  const show = (notice: Notice): void => {
    onChange();
    listeners.forEach((listener) => listener(notice));
  };

  const look = (taskId: string): void => {
    const task = tasks.get(taskId);
    const due = task === undefined ? null : noticeOf(task, items.ofTask(taskId));
    if (task === undefined || due === null) return;
    const notice = atomically(() => {
      tasks.write({ ...task, noticed: due.kind === 'trouble' ? 'trouble' : 'end' });
      return notices.add(due);
    });
    show(notice);
  };

  return {
    look,
    tell: (notice) => show(notices.add(notice)),
    catchUp: () =>
      tasks.all().forEach((task) => isTerminal(task.status) && task.noticed !== 'end' && look(task.id)),
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
