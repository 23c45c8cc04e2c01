import { namesOf } from '../../database/columns.ts';
import { eachNumber, numbersIn } from '../../database/packed.ts';
import type { Sql } from '../../ports.ts';
import { type Compiled, whereOf } from './compile.ts';
import { inOrder, type Order } from './orders.ts';

/** Groups by their keys, and how many clips each has. */
export interface Counted {
  keys: string[];
  counts: number[];
}

/**
 * The tasks of a list, the one first whose first clip comes first; what belongs to none comes last.
 *
 * A hundred thousand clips have fifty thousand tasks, and most of what these take is handing out so many rows: they come
 * as one text. Where nothing is left out, not one row of a clip is read either: indexes know which clips a task has, and
 * in which order all clips are.
 */
export const tasksInOrder = (index: Sql, compiled: Compiled, order: Order): Counted => {
  const where = whereOf(compiled);
  const sorted = inOrder(order);

  const ofSome = (): Counted => {
    const [row = {}] = index.all(
      `SELECT json_group_array(task) AS tasks FROM (SELECT c.task FROM clips c WHERE ${where.sql} ORDER BY ${sorted.sql})`,
      [...where.params, ...sorted.params],
    );
    // Each stays where it was first.
    const counts = new Map<string, number>();
    for (const task of namesOf(row, 'tasks')) counts.set(task, (counts.get(task) ?? 0) + 1);
    return { keys: [...counts.keys()], counts: [...counts.values()] };
  };

  const ofAllByTime = (): Counted => {
    const [row = {}] = index.all(
      `SELECT json_group_array(task) AS tasks, group_concat(n) AS counts FROM (
         SELECT task, count(*) AS n FROM clips GROUP BY task ORDER BY ${order.newestFirst ? 'max(ord) DESC' : 'min(ord)'})`,
    );
    return { keys: namesOf(row, 'tasks'), counts: numbersIn(row, 'counts') };
  };

  const ofAll = (): Counted => {
    const [row = {}] = index.all(
      `SELECT json_group_array(task) AS tasks, group_concat(ords, ' ') AS clips
       FROM (SELECT task, group_concat(ord) AS ords FROM clips GROUP BY task)`,
    );
    const tasks = namesOf(row, 'tasks');
    const taskOf = new Map<number, number>();
    const clips = new Uint32Array(tasks.length);
    eachNumber(row, 'clips', (ord, task) => {
      taskOf.set(ord, task);
      clips[task] = (clips[task] ?? 0) + 1;
    });
    const [list = {}] = index.all(
      `SELECT group_concat(ord) AS clips FROM (SELECT c.ord FROM clips c ORDER BY ${sorted.sql})`,
      sorted.params,
    );
    const found: Counted = { keys: [], counts: [] };
    eachNumber(list, 'clips', (ord) => {
      const task = taskOf.get(ord) ?? 0;
      const count = clips[task] ?? 0;
      if (count === 0) return;
      // Only its first clip counts.
      clips[task] = 0;
      found.keys.push(tasks[task] ?? '');
      found.counts.push(count);
    });
    return found;
  };

  const found = where.sql !== '(1)' ? ofSome() : order.by === null ? ofAllByTime() : ofAll();
  const none = found.keys.indexOf('');
  for (const list of none < 0 ? [] : [found.keys, found.counts])
    list.push(...(list.splice(none, 1) as never[]));
  return found;
};
