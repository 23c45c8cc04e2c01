import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId, taskReply } from '../../tests/fakes/engine.ts';
import { must } from '../../tests/fakes/playlist-world.ts';
import { memorySql } from '../../tests/fakes/sql.ts';
import type { Engine } from './engine-api.ts';
import type { Sql } from './ports.ts';

const minute = 60_000;
const archive = '/music/all.zip';
const [song, sheet, failed, running] = [taskId(1), taskId(2), taskId(3), taskId(4)];

type World = ReturnType<typeof createWorld>;

const answers = (world: World): void => {
  world.answer(song, doneReply(song, [clipReply(1), clipReply(2)]));
  world.answer(
    sheet,
    doneReply(sheet, { title: 'Harbour Light', text: '[Verse]\nSalt' }, { type: 'lyrics' }),
  );
  world.answer(failed, taskReply(failed, 'failure', { error: 'no' }));
  world.answer(running, taskReply(running, 'running'));
};

/** A library with all that the user guide has in its table "What survives what", a backup from before the half of it, and its archive. */
const filled = async () => {
  const world = createWorld();
  answers(world);
  await world.engine.start();
  world.engine.addTasks([song, sheet, failed, running].join(' '));
  await world.clock.advance(minute);
  const backup = backupOf(world.sql);
  await world.engine.say(
    { of: 'ids', ids: [clipId(1)] },
    { favourite: true, rating: 4, kept: true, title: 'Mine', notes: 'for Ida', addTags: ['Film'] },
  );
  must(world.engine.createPlaylist({ name: 'Road', clips: { of: 'ids', ids: [clipId(2), clipId(1)] } }));
  await world.engine.exportTo(archive);
  await world.engine.stop();
  // What comes back then comes from the folder, not from the API.
  for (const id of [song, sheet]) world.answer(id, taskReply(id, 'running'));
  return { world, backup };
};

/** A copy of all that stands in a database, as a backup is. */
const backupOf = (sql: Sql): Sql => {
  const copy = memorySql();
  const made = sql.all(
    "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'",
  );
  const of = (type: string) => made.filter((row) => row['type'] === type);
  for (const row of of('table')) copy.exec(String(row['sql']));
  for (const name of of('table').map((row) => String(row['name'])))
    for (const row of sql.all(`SELECT * FROM ${name}`)) {
      const names = Object.keys(row);
      const marks = names.map(() => '?').join(', ');
      copy.run(`INSERT INTO ${name} (${names.join(', ')}) VALUES (${marks})`, Object.values(row));
    }
  for (const row of [...of('index'), ...of('trigger')]) copy.exec(String(row['sql']));
  copy.exec(`PRAGMA user_version = ${String(sql.all('PRAGMA user_version')[0]?.['user_version'])}`);
  return copy;
};

/** What is there of each row of the table. */
const survived = async (world: World, engine: Engine, sql: Sql): Promise<Record<string, unknown>> => {
  const { clips } = engine.clipPage({ text: '', sort: 'newest', offset: 0, limit: 9 });
  const details = await engine.clipDetails(clipId(1));
  const { playlists, tasks } = engine.state();
  const counting = engine.statistics({ span: 'all', zone: 'UTC' });
  await world.clock.advance(1000);
  const { outcomes } = (await counting).totals;
  const kept = sql.all('SELECT kept FROM clips WHERE id = ?', [clipId(1)])[0]?.['kept'];
  return {
    clips: clips.map(({ id, hasCover }) => [id, hasCover]).sort(),
    sheets: engine.lyricSheets('').map(({ title }) => title),
    said: details && [details.favourite, details.rating, kept, details.title, details.notes, details.tags],
    playlists: playlists.lists.map(({ id, name }) => [
      name,
      must(engine.playlistPage(id, 0, 9)).entries.map(({ clip }) => clip.id),
    ]),
    watched: tasks.filter(({ watch }) => watch === 'active').map(({ id }) => id),
    failures: outcomes.failure,
  };
};

const rows = {
  clips: [
    [clipId(1), true],
    [clipId(2), true],
  ],
  sheets: ['Harbour Light'],
  said: [true, 4, 1, 'Mine', 'for Ida', ['Film']],
  playlists: [['Road', [clipId(2), clipId(1)]]],
  watched: expect.arrayContaining([running]) as unknown,
  failures: 1,
};

describe('what survives what:', () => {
  it('a database that is lost: all of it, by itself, with what the backup does not know', async () => {
    const { world, backup: sql } = await filled();
    const next = world.restart({ sql, recovery: { setAside: '/x', backupAt: 5 } });
    await next.start();
    await world.clock.advance(5 * minute);
    expect(await survived(world, next, sql)).toMatchObject(rows);
    await next.stop();
  });

  it('a database that is damaged and has no backup: all of it, by itself', async () => {
    const { world } = await filled();
    const sql = memorySql();
    const next = world.restart({ sql, recovery: { setAside: '/x', backupAt: null } });
    await next.start();
    await world.clock.advance(5 * minute);
    expect(await survived(world, next, sql)).toMatchObject(rows);
    await next.stop();
  });

  it('database and backups that are gone: all of it, playlists by Rebuild', async () => {
    const { world } = await filled();
    const sql = memorySql();
    const next = world.restart({ sql });
    await next.start();
    await world.clock.advance(5 * minute);
    expect(await survived(world, next, sql)).toMatchObject({ ...rows, playlists: [] });
    await next.rebuildLibrary();
    expect(await survived(world, next, sql)).toMatchObject(rows);
    await next.stop();
  });

  it('a new computer on the folder: what is in the folder, playlists by Rebuild', async () => {
    const { world } = await filled();
    const other = createWorld({ beside: world, chance: 0.25 });
    await other.engine.start();
    await world.clock.advance(5 * minute);
    expect(await survived(other, other.engine, other.sql)).toMatchObject({
      ...rows,
      playlists: [],
      watched: [],
      failures: 0,
    });
    await other.engine.rebuildLibrary();
    expect(await survived(other, other.engine, other.sql)).toMatchObject({
      ...rows,
      watched: [],
      failures: 0,
    });
    await other.engine.stop();
  });

  it('a way by archive: all of it', async () => {
    const { world } = await filled();
    const other = createWorld({ chance: 0.25 });
    other.files.put(archive, world.files.disk.get(archive) ?? '');
    await other.engine.start();
    await other.engine.importFrom(archive);
    await other.clock.advance(minute);
    expect(await survived(other, other.engine, other.sql)).toMatchObject(rows);
    await other.engine.stop();
  });
});
