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
  add(text: string): AddReport;
  stop(ids: readonly string[]): void;
  resume(ids: readonly string[]): void;
  forget(ids: readonly string[]): void;
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

  const change = (ids: readonly string[], how: (task: TaskRecord) => TaskRecord): void => {
    const changed = ids
      .map((id) => tasks.get(id))
      .filter((task) => task !== undefined)
      .map(how);
    tasks.put(changed);
    onChanged(changed.map((task) => task.id));
  };

  return {
    preview,
    add(text) {
      const report = preview(text);
      const now = clock.now();
      added.added(report.added);
      // The first of a list is shown on top of it.
      tasks.put(report.added.map((id, index) => newTask(id, now - index)));
      onChanged(report.added);
      return report;
    },
    stop: (ids) =>
      change(ids, (task) =>
        task.watch === 'active' ? { ...task, watch: 'stopped', nextCheckAt: null } : task,
      ),
    resume: (ids) =>
      change(ids, (task) =>
        isTerminal(task.status)
          ? task
          : { ...task, watch: 'active', nextCheckAt: clock.now(), failures: 0, problem: null },
      ),
    forget(ids) {
      added.forgotten(ids);
      tasks.remove(ids);
      items.dropTasks(ids);
      onGone(ids);
    },
  };
};
