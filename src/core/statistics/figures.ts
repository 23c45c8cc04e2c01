import { numberOf, textOf } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';

/** What the clips in the library come to, of one model and type. */
export interface ClipFigures {
  model: string;
  type: string;
  clips: number;
  seconds: number;
  bytes: number;
}

/** Tasks of one kind that took equally long. */
export interface TaskFigures {
  /** Did they give clips? Then the model is that of these, else the one that was asked for. */
  gave: boolean;
  model: string;
  type: string;
  /** The API's word; empty where it has not answered yet. */
  status: string;
  /** Whole seconds; null where it is not known. */
  wait: number | null;
  tasks: number;
  credits: number;
}

/** Reads sums over a time, from one ms up to another; nothing is read clip by clip. */
export interface Figures {
  /** When the first and the last clip or task was made (ms since the epoch); null where there is none. */
  made(): { first: number; last: number } | null;
  /** When the next clip or task was made at or after this moment; null when there is none. */
  next(from: number): number | null;
  clips(from: number, to: number): ClipFigures[];
  /**
   * Tasks, those that gave clips by what these say of them: clips outlive a task that was forgotten, and the trash gives
   * no credits back.
   */
  tasks(from: number, to: number): TaskFigures[];
}

const text = (row: SqlRow, column: string): string => textOf(row, column) ?? '';
const number = (row: SqlRow, column: string): number => {
  const value = numberOf(row, column);
  return value !== null && Number.isFinite(value) ? value : 0;
};
/** Over a migrated database. */
export const createFigures = (sql: Sql): Figures => {
  const one = (query: string, params: number[] = []): number | null =>
    numberOf(sql.all(query, params)[0] ?? {}, 'at');
  const known = (...values: (number | null)[]): number[] => values.filter((value) => value !== null);
  return {
    made() {
      const of = (pick: 'min' | 'max'): number[] =>
        known(
          one(`SELECT ${pick}(created_at) AS at FROM clip_figures`),
          one(`SELECT ${pick}(made_at) AS at FROM task_figures`),
        );
      const all = of('min');
      return all.length === 0 ? null : { first: Math.min(...all), last: Math.max(...of('max')) };
    },
    next(from) {
      const all = known(
        one('SELECT min(created_at) AS at FROM clip_figures WHERE created_at >= ?', [from]),
        one('SELECT min(made_at) AS at FROM task_figures WHERE made_at >= ?', [from]),
      );
      return all.length === 0 ? null : Math.min(...all);
    },
    clips: (from, to) =>
      sql
        .all(
          `SELECT model, type, count(*) AS clips, sum(duration) AS seconds, sum(bytes) AS bytes FROM clip_figures
           WHERE created_at >= ? AND created_at < ? AND here = 1 GROUP BY model, type`,
          [from, to],
        )
        .map((row) => ({
          ...{ model: text(row, 'model'), type: text(row, 'type'), clips: number(row, 'clips') },
          ...{ seconds: number(row, 'seconds'), bytes: number(row, 'bytes') },
        })),
    tasks: (from, to) =>
      sql
        .all(
          `SELECT model, type, status, gave, wait, count(*) AS tasks, sum(credits) AS credits FROM task_figures
           WHERE made_at >= ? AND made_at < ? GROUP BY model, type, status, gave, wait`,
          [from, to],
        )
        .map((row) => ({
          ...{ gave: number(row, 'gave') === 1, model: text(row, 'model'), type: text(row, 'type') },
          ...{ status: text(row, 'status'), wait: numberOf(row, 'wait') },
          ...{ tasks: number(row, 'tasks'), credits: number(row, 'credits') },
        })),
  };
};
