import { isMissing } from '../../shared/attention.ts';
import type { AddReport } from '../../shared/contract.ts';
import type { ItemStore } from '../saving/item-store.ts';
import type { Clock } from '../ports.ts';
import type { AddedIds } from './added-ids.ts';
import { findIds } from './find-ids.ts';
import { isTerminal, newTask, type TaskRecord } from './task-record.ts';
import type { TaskStore } from './task-store.ts';

/** What the user does to the watch list. Each change is on disk before anything is asked. */
export interface WatchList {
  preview(text: string): AddReport;
  /** Those that are on the list already stay as they are, but for tasks that the API did not know: they are watched again. */
  add(text: string): AddReport;
  stop(ids: readonly string[]): void;
  resume(ids: readonly string[]): void;
  forget(ids: readonly string[]): void;
  /**
   * Makes the list and the journal of added ids agree again, at each start: what a crash, or a lost database, left
   * half done is completed. Gives how many ids only the journal still knew; they are watched again.
   */
  agree(): number;
  /** These came in another way than by `add` (an archive): the journal hears of them. Gives how many they are. */
  remember(ids: readonly string[]): number;
}

interface WatchListOptions {
  clock: Clock;
  tasks: TaskStore;
  items: ItemStore;
  added: AddedIds;
  onChanged: (ids: readonly string[]) => void;
  onGone: (ids: readonly string[]) => void;
}

export const createWatchList = ({
  clock,
  tasks,
  items,
  added,
  onChanged,
  onGone,
}: WatchListOptions): WatchList => {
  const preview = (text: string): AddReport => {
    const { ids, rejected } = findIds(text);
    return {
      added: ids.filter((id) => tasks.get(id) === undefined),
      known: ids.filter((id) => tasks.get(id) !== undefined),
      rejected,
    };
  };

  const known = (ids: readonly string[]): TaskRecord[] =>
    ids.map((id) => tasks.get(id)).filter((task) => task !== undefined);

  const change = (ids: readonly string[], how: (task: TaskRecord) => TaskRecord): void => {
    const changed = known(ids).map(how);
    tasks.put(changed);
    onChanged(changed.map((task) => task.id));
  };

  const resumed = (task: TaskRecord): TaskRecord => ({
    ...task,
    ...{ watch: 'active', nextCheckAt: clock.now(), failures: 0, problem: null, noticed: 'nothing' },
  });

  /** The journal has the last word already; when the database refuses to follow, it takes it back. */
  const orTakeBack = (ids: readonly string[], last: 'added' | 'forgotten', work: () => void): void => {
    try {
      work();
    } catch (error) {
      added.takeBack(ids, last);
      throw error;
    }
  };

  const removed = (ids: readonly string[]): void => {
    items.dropTasks(ids);
    onGone(ids);
  };

  return {
    preview,
    add(text) {
      const report = preview(text);
      const now = clock.now();
      added.added(report.added);
      // The first of a list is shown on top of it.
      const fresh = report.added.map((id, index) => newTask(id, now - index));
      // Who names a task that the API did not know wants it to be asked for again.
      const again = known(report.known).filter(isMissing).map(resumed);
      orTakeBack(report.added, 'added', () => tasks.put([...fresh, ...again]));
      onChanged([...fresh, ...again].map(({ id }) => id));
      return report;
    },
    stop: (ids) =>
      change(ids, (task) =>
        task.watch === 'active' ? { ...task, watch: 'stopped', nextCheckAt: null } : task,
      ),
    resume: (ids) => change(ids, (task) => (isTerminal(task.status) ? task : resumed(task))),
    forget(ids) {
      const there = known(ids).map(({ id }) => id);
      added.forgotten(there);
      orTakeBack(there, 'forgotten', () => tasks.remove(there));
      removed(ids);
    },
    agree() {
      const words = added.read();
      const there = tasks.ids();
      const lost = [...words].filter(([id, word]) => word.added && !there.has(id));
      // From so long ago that each is due at once; the budget spreads them.
      tasks.put(lost.map(([id, word]) => newTask(id, word.at === 0 ? clock.now() : word.at)));
      const forgotten = [...there].filter((id) => words.get(id)?.added === false);
      tasks.remove(forgotten);
      removed(forgotten);
      added.added([...there].filter((id) => !words.has(id)));
      added.compact();
      onChanged(lost.map(([id]) => id));
      return lost.length;
    },
    remember(ids) {
      added.added(ids);
      return ids.length;
    },
  };
};
