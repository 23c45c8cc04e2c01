import { describe, expect, it } from 'vitest';
import { clipReply, createWorld, doneReply, taskId, taskReply } from '../../tests/fakes/engine.ts';
import { memorySql } from '../../tests/fakes/sql.ts';
import type { Sql } from './ports.ts';
import { migrate } from './database/migrations.ts';

const minute = 60_000;
const [first, second] = [taskId(1), taskId(2)];

/** The tasks, items and clips of one database, in another: a backup. */
const backupOf = (sql: Sql): Sql => {
  const copy = memorySql();
  migrate(copy);
  for (const table of ['tasks', 'save_items', 'clips', 'lyric_sheets', 'facts']) {
    for (const row of sql.all(`SELECT * FROM ${table}`)) {
      const names = Object.keys(row);
      const marks = names.map(() => '?').join(', ');
      copy.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`, Object.values(row));
    }
  }
  return copy;
};

const idsOf = (engine: { state: () => { tasks: { id: string }[] } }): string[] =>
  engine.state().tasks.map((task) => task.id).sort(); // prettier-ignore

/** No page more than there is now. */
const fill = (sql: Sql): void => {
  const pages = Number(sql.all('PRAGMA page_count')[0]?.['page_count']);
  sql.exec(`PRAGMA max_page_count = ${pages}`);
};
const makeRoom = (sql: Sql): void => sql.exec('PRAGMA max_page_count = 100000');
const manyIds = (from: number): string => Array.from({ length: 300 }, (_, n) => taskId(from + n)).join(' ');

describe('a database that was lost', () => {
  it('watches again what only the journal knows, and asks for it', async () => {
    const world = createWorld();
    world.engine.addTasks(`${first} ${second}`);
    world.answer(first, doneReply(first, [clipReply(1)]));
    world.answer(second, taskReply(second, 'running'));
    const next = world.restart({ sql: memorySql(), recovery: null });
    await next.start();
    await world.clock.advance(minute);
    expect(idsOf(next)).toEqual([first, second]);
    expect(world.task(first, next)).toMatchObject({ status: 'success', watch: 'done' });
    expect(world.task(second, next).status).toBe('running');
    await next.stop();
  });

  it('tells what came from the backup, the folder and the journal, until that was read', async () => {
    const world = createWorld();
    world.answer(first, doneReply(first, [clipReply(1)]));
    world.answer(second, doneReply(second, [clipReply(2), clipReply(3)]));
    world.engine.addTasks(first);
    await world.engine.start();
    await world.clock.advance(minute);
    const backup = backupOf(world.sql);
    world.engine.addTasks(second);
    await world.clock.advance(minute);
    expect(world.engine.state().library.clips).toBe(3);
    await world.engine.stop();

    const recovery = { setAside: '/data/library.db.damaged', backupAt: 5 };
    const next = world.restart({ sql: backup, recovery });
    expect(next.state().recovery).toMatchObject({ ...recovery, fromFolder: null });
    await next.start();
    await world.clock.advance(minute);
    expect(next.state().recovery).toMatchObject({
      fromBackup: { tasks: 1, clips: 1, lyricSheets: 0 },
      fromFolder: { clips: 2, lyricSheets: 0 },
      fromJournal: 1,
    });
    expect([idsOf(next), next.state().library.clips]).toEqual([[first, second], 3]);
    expect(world.task(second, next).items.map((item) => item.state)).toEqual(['saved', 'saved']);
    next.recoverySeen();
    expect(next.state().recovery).toBeNull();
    await next.stop();
    expect(world.restart({ sql: backup, recovery: null }).state().recovery).toBeNull();
  });

  it('does not bring back what was forgotten since the backup', async () => {
    const world = createWorld();
    world.engine.addTasks(`${first} ${second}`);
    const backup = backupOf(world.sql);
    world.engine.forgetTasks([first]);
    const next = world.restart({ sql: backup, recovery: { setAside: '/x', backupAt: 5 } });
    await next.start();
    expect(idsOf(next)).toEqual([second]);
    await next.stop();
  });

  it('reads the folder when it is there again, in whatever run that is', async () => {
    const world = createWorld();
    world.answer(first, doneReply(first, [clipReply(1)]));
    world.engine.addTasks(first);
    await world.engine.start();
    await world.clock.advance(minute);
    await world.engine.stop();
    const sql = memorySql();
    world.files.takeAway('/music');
    const next = world.restart({ sql, recovery: { setAside: '/x', backupAt: null } });
    await next.start();
    await world.clock.advance(5 * minute);
    expect(next.state().recovery?.fromFolder).toBeNull();
    await next.stop();
    const last = world.restart({ sql, recovery: null });
    await last.start();
    world.files.bringBack('/music');
    await world.clock.advance(5 * minute);
    expect(last.state().recovery?.fromFolder).toEqual({ clips: 1, lyricSheets: 0 });
    await last.stop();
  });

  it('starts without a journal that can be read, and says so in the log', async () => {
    const world = createWorld();
    world.engine.addTasks(first);
    world.journal.read = () => {
      throw new Error('EIO');
    };
    await world.engine.start();
    expect([idsOf(world.engine), world.log.text()]).toEqual([[first], expect.stringContaining('EIO')]);
    await world.engine.stop();
  });
});

describe('a full disk', () => {
  it('adds no task by halves, now or at the next start', async () => {
    const world = createWorld();
    world.engine.addTasks(first);
    fill(world.sql);
    expect(() => world.engine.addTasks(manyIds(100))).toThrow(
      expect.objectContaining({
        problem: { code: 'disk_full', detail: 'database or disk is full' },
      }) as Error,
    );
    expect(idsOf(world.engine)).toEqual([first]);
    makeRoom(world.sql);
    const next = world.restart();
    await next.start();
    expect(idsOf(next)).toEqual([first]);
    expect(next.addTasks(manyIds(100)).added).toHaveLength(300);
    await next.stop();
  });

  it('lets watching and saving go on by themselves when there is room', async () => {
    const world = createWorld();
    const prompt = 'x'.repeat(20_000);
    world.answer(first, doneReply(first, [clipReply(1)], { input: { prompt } }));
    world.engine.addTasks(first);
    fill(world.sql);
    await world.engine.start();
    await world.clock.advance(5 * minute);
    expect(world.task(first).status).toBeNull();
    expect(world.log.text()).toContain('disk is full');
    makeRoom(world.sql);
    await world.clock.advance(60 * minute);
    expect(world.task(first).items.map((item) => item.state)).toEqual(['saved']);
    expect(world.engine.state().library.clips).toBe(1);
    await world.engine.stop();
  });
});

it('makes a backup of a run, however short, but none of an empty database', async () => {
  const empty = createWorld();
  await empty.engine.start();
  await empty.clock.advance(10 * minute);
  await empty.engine.stop();
  expect(empty.backups.madeAt).toEqual([]);
  const world = createWorld();
  await world.engine.start();
  world.engine.addTasks(first);
  await world.engine.stop();
  expect(world.backups.madeAt).toEqual([world.clock.now()]);
});
