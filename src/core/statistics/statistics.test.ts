import { describe, expect, it } from 'vitest';
import {
  clipOf,
  createStatisticsWorld as createWorld,
  dayMs as day,
  madeTask as made,
  statisticsNow as now,
} from '../../../tests/fakes/statistics-world.ts';
import type { StatisticsQuery } from '../../shared/statistics.ts';
import { newTask } from '../tasks/task-record.ts';

describe('Statistics', () => {
  it('have nothing to say of an empty library', async () => {
    const { get } = createWorld();
    expect(await get()).toMatchObject({
      unit: 'month',
      periods: [],
      models: [],
      types: [],
      styles: [],
      waits: [],
    });
    const { periods, totals } = await get({ span: 'months' });
    expect([periods.length, periods[0]?.name, periods[11]?.name]).toEqual([12, '2025-12', '2026-11']);
    expect(totals).toEqual({
      ...{ clips: 0, seconds: 0, credits: 0, bytes: 0, refunded: 0, held: 0 },
      outcomes: { success: 0, failure: 0, timeout: 0, underWay: 0, other: 0 },
    });
    expect((await get({ span: 'days' })).periods).toHaveLength(30);
  });

  it('count each task once, however many clips it gave, and its credits once', async () => {
    const { get, clips, tasks } = createWorld();
    const task = made('a', now - day);
    tasks.put([task]);
    [0, 1].forEach((n) => clips.add(clipOf(task, n)));
    expect((await get()).totals).toMatchObject({
      clips: 2,
      seconds: 240,
      credits: 10,
      bytes: 2000,
      outcomes: { success: 1 },
    });
  });

  it('give credits of failures and timeouts back, and hold those of what is under way', async () => {
    const { get, tasks } = createWorld();
    tasks.put([
      made('f', now - day, { status: 'failure', credits: 10 }),
      made('t', now - day, { status: 'timeout', credits: 5 }),
      made('p', now - day, { status: 'pending', credits: 3 }, null),
      made('r', now - day, { status: 'running', credits: 4 }, null),
      made('odd', now - day, { status: 'in_review', credits: 100 }, null),
      newTask('new', now - day),
    ]);
    expect((await get()).totals).toMatchObject({
      ...{ credits: 0, refunded: 15, held: 7 },
      outcomes: { success: 0, failure: 1, timeout: 1, underWay: 2, other: 2 },
    });
  });

  it('keep what was spent when a clip goes to the trash or a task is forgotten', async () => {
    const { get, clips, tasks, places } = createWorld();
    const [one, two] = [made('a', now - day), made('b', now - 2 * day)];
    tasks.put([one, two]);
    [one, two].forEach((task) => clips.add(clipOf(task, 0)));
    const before = await get();
    tasks.remove(['b']);
    expect(await get()).toEqual(before);
    places.remove(['a-0'], now);
    const after = await get();
    expect(after.totals).toMatchObject({
      clips: 1,
      seconds: 120,
      bytes: 1000,
      credits: 20,
      outcomes: { success: 2 },
    });
    places.restore(['a-0']);
    expect(await get()).toEqual(before);
  });

  it('follow a task from its id to its end', async () => {
    const { get, tasks } = createWorld();
    const outcomes = async () => (await get()).totals.outcomes;
    tasks.put([newTask('a', now)]);
    expect(await outcomes()).toMatchObject({ other: 1 });
    tasks.put([made('a', now - 40 * day, { status: 'running' }, null)]);
    expect(await outcomes()).toMatchObject({ other: 0, underWay: 1 });
    tasks.put([made('a', now - 40 * day, { status: 'success', type: 'lyrics', credits: 2 }, 20)]);
    const { periods, models, types, waits } = await get();
    expect(periods.map(({ name, credits }) => [name, credits])).toEqual([
      ['2026-10', 2],
      ['2026-11', 0],
    ]);
    // What gave no clip has no model of a clip.
    expect(models).toEqual([{ model: null, clips: 0, seconds: 0, credits: 2 }]);
    expect(types).toEqual([{ type: 'lyrics', clips: 0, seconds: 0, credits: 2 }]);
    expect(waits).toEqual([{ model: 'suno', type: 'lyrics', tasks: 1, median: 20, ninth: null }]);
  });

  it('fill the months between, and put a clip into the month of the user', async () => {
    const { get, clips } = createWorld();
    const at = Date.UTC(2026, 7, 31, 23);
    clips.add(clipOf(made('a', at), 0));
    clips.add(clipOf(made('b', now), 0));
    const names = async (zone: string): Promise<string[]> =>
      (await get({ zone })).periods.map(({ name, clips: n }) => `${name}: ${String(n)}`);
    expect(await names('UTC')).toEqual(['2026-08: 1', '2026-09: 0', '2026-10: 0', '2026-11: 1']);
    expect(await names('Europe/Berlin')).toEqual(['2026-09: 1', '2026-10: 0', '2026-11: 1']);
  });

  it('say nine of ten only where enough tasks are known', async () => {
    const { get, tasks } = createWorld();
    const waited = async (seconds: number[]) => {
      tasks.put(seconds.map((wait, n) => made(String(n), now - day, {}, wait)));
      return (await get()).waits;
    };
    expect(await waited([9, 1, 2, 3, 4, 5, 6, 7, 8])).toMatchObject([{ tasks: 9, median: 5, ninth: null }]);
    expect(await waited([9, 1, 2, 3, 4, 5, 6, 7, 8, 50])).toMatchObject([{ tasks: 10, median: 5, ninth: 9 }]);
    // A clock was wrong, or somebody else made it long ago.
    expect(await waited([-5, 0, 90_000])).toMatchObject([{ tasks: 7 }]);
  });

  it('name styles by the clips that have them, of the time that was asked for', async () => {
    const { get, clips } = createWorld();
    clips.add(clipOf(made('a', now - day), 0, { style: 'City Pop, waltz' }));
    clips.add(clipOf(made('b', now - 90 * day), 0, { style: 'waltz, oud' }));
    clips.add(clipOf(made('c', now - 90 * day), 0, { style: 'oud; Waltz' }));
    const styles = async (span: StatisticsQuery['span']) =>
      (await get({ span })).styles.map(({ name, clips: n }) => [name.toLowerCase(), n]);
    expect(await styles('all')).toEqual([
      ['waltz', 3],
      ['oud', 2],
      ['city pop', 1],
    ]);
    expect(await styles('days')).toEqual([
      ['city pop', 1],
      ['waltz', 1],
    ]);
  });

  it('answer whoever asks meanwhile with the same reading, and stop with the program', async () => {
    const { room, clock, clips, sql } = createWorld();
    clips.add(clipOf(made('a', now), 0));
    const asked = room.get({ span: 'all', zone: 'UTC' });
    expect(room.get({ span: 'all', zone: 'UTC' })).toBe(asked);
    expect(room.get({ span: 'days', zone: 'UTC' })).not.toBe(asked);
    room.stop();
    sql.close();
    await clock.advance(1000);
    expect(clock.pending()).toBe(0);
  });

  it('take dates that are none as the day of adding, and amounts that are none as nothing', async () => {
    const { get, tasks, clips, sql } = createWorld();
    tasks.put([made('a', now, { createdAt: 'now', completedAt: 'tomorrow', credits: null })]);
    clips.add(clipOf(made('b', now), 0));
    sql.run("UPDATE clips SET provenance_json = '{'");
    expect(await get()).toMatchObject({
      totals: { clips: 1, credits: 0, outcomes: { success: 2 } },
      waits: [],
    });
    sql.run(
      `UPDATE clips SET provenance_json = '{"credits":"many","taskCreatedAt":"now","taskCompletedAt":7}'`,
    );
    expect(await get()).toMatchObject({
      totals: { clips: 1, credits: 0, outcomes: { success: 2 } },
      waits: [],
    });
  });
});
