import * as v from 'valibot';
import { migrate } from '../../src/core/database/migrations.ts';
import { createClipPlaces } from '../../src/core/library/clip-places.ts';
import { type ClipRecord, createClipStore } from '../../src/core/library/clip-store.ts';
import { createStatistics } from '../../src/core/statistics/statistics.ts';
import { newTask, type TaskRecord } from '../../src/core/tasks/task-record.ts';
import { createTaskStore } from '../../src/core/tasks/task-store.ts';
import { type Statistics, type StatisticsQuery, statisticsSchema } from '../../src/shared/statistics.ts';
import { createFakeClock } from './clock.ts';
import { indexOf } from './library-index.ts';
import { someClip } from './library.ts';
import { memorySql } from './sql.ts';

/** The moment that they are asked for, ms since the epoch. */
export const statisticsNow = Date.UTC(2026, 10, 23, 20);
export const dayMs = 86_400_000;

/** Statistics over a database in memory, with the stores that fill it. */
export const createStatisticsWorld = () => {
  const sql = memorySql();
  migrate(sql);
  const clock = createFakeClock(statisticsNow);
  const room = createStatistics({ clock, sql, index: indexOf(sql) });
  const get = async (query: Partial<StatisticsQuery> = {}): Promise<Statistics> => {
    const asked = room.get({ span: 'all', zone: 'UTC', ...query });
    let isHere = false;
    void asked.then(() => (isHere = true));
    while (!isHere) await clock.advance(1);
    return v.parse(statisticsSchema, await asked);
  };
  const [clips, tasks, places] = [createClipStore(sql), createTaskStore(sql), createClipPlaces(sql)];
  return { sql, clock, room, get, clips, tasks, places };
};

/** A task that was made at a moment and took so many seconds; null while it goes on. */
export const madeTask = (
  id: string,
  at: number,
  more: Partial<TaskRecord> = {},
  wait: number | null = 100,
): TaskRecord => ({
  ...newTask(id, at + 5000),
  ...{ type: 'music', model: 'suno', status: 'success', credits: 10, watch: 'done' },
  createdAt: new Date(at).toISOString(),
  completedAt: wait === null ? null : new Date(at + wait * 1000).toISOString(),
  ...more,
});

/** A clip that a task gave. */
export const clipOf = (task: TaskRecord, position: number, more: Partial<ClipRecord> = {}): ClipRecord =>
  someClip(`${task.id}-${String(position)}`, {
    ...{ taskId: task.id, position, type: task.type ?? '', model: 'chirp-fenix', duration: 120, bytes: 1000 },
    createdAt: Date.parse(task.createdAt ?? ''),
    provenance: {
      ...{ input: null, taskModel: task.model, credits: task.credits },
      ...{ taskCreatedAt: task.createdAt, taskCompletedAt: task.completedAt },
    },
    ...more,
  });
