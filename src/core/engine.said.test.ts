import { describe, expect, it } from 'vitest';
import { createFakeArchives, packFake } from '../../tests/fakes/archives.ts';
import { clipId, clipReply, createWorld, doneReply, taskId, taskReply } from '../../tests/fakes/engine.ts';
import { memorySql } from '../../tests/fakes/sql.ts';
import type { ClipSet } from '../shared/clip-set.ts';
import type { Engine } from './engine-api.ts';

const minute = 60_000;
const one: ClipSet = { of: 'ids', ids: [clipId(1)] };

/** Two songs, of which something is said. */
const filled = async () => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(2)]));
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(minute);
  await world.engine.say(one, {
    ...{ favourite: true, rating: 4, title: 'Mine', notes: 'for Ida', addTags: ['Film'] },
  });
  return world;
};
const said = async (engine: Engine): Promise<unknown> => {
  const { clips } = engine.clipPage({ text: 'is:favourite', sort: 'newest', offset: 0, limit: 9 });
  const details = await engine.clipDetails(clipId(1));
  return [clips.map(({ id, title, rating }) => ({ id, title, rating })), details?.notes, details?.tags];
};
const all = [[{ id: clipId(1), title: 'Mine', rating: 4 }], 'for Ida', ['Film']];

it('what is said of clips is back from the folder alone, searched by and counted', async () => {
  const world = await filled();
  expect(await said(world.engine)).toEqual(all);
  await world.engine.stop();
  const next = world.restart({ sql: memorySql() });
  await next.start();
  // Whichever comes first, the look at the folder or this, takes it up.
  const report = await next.rebuildLibrary();
  expect(report.ok && [report.value.unknown, report.value.saidWaiting]).toEqual([[], undefined]);
  expect(await said(next)).toEqual(all);
  await next.stop();
});

it('is taken up with a folder that another computer filled, unasked', async () => {
  const world = await filled();
  await world.engine.stop();
  const next = world.restart({ sql: memorySql() });
  await next.start();
  await world.clock.advance(minute);
  expect(await said(next)).toEqual(all);
  await next.stop();
});

it('goes along in an archive, where what was said last counts', async () => {
  const world = await filled();
  await world.engine.exportTo('/music/all.zip');
  const other = createWorld();
  other.files.put('/music/all.zip', world.files.disk.get('/music/all.zip') ?? '');
  await other.engine.start();
  expect(await other.engine.importFrom('/music/all.zip')).toMatchObject({ ok: true, value: { said: 1 } });
  expect(await said(other.engine)).toEqual(all);
  await other.clock.advance(minute);
  await other.engine.say(one, { rating: 2 });
  const again = await other.engine.importFrom('/music/all.zip');
  expect(again.ok && again.value.said).toBe(undefined);
  expect(await said(other.engine)).toMatchObject([[{ rating: 2 }], 'for Ida', ['Film']]);
  await other.engine.stop();
  await world.engine.stop();
});

it('stays as it is where an archive from before it had any of it is read in', async () => {
  const world = await filled();
  await world.engine.exportTo('/music/all.zip');
  const archive = await createFakeArchives(world.files).open('/music/all.zip');
  if (!archive.ok) throw new Error(archive.problem.code);
  // As versions before this one wrote them: no such parts, no hash of the sound alone.
  const parts: [string, Uint8Array | string][] = [];
  for (const { name } of archive.value.entries.filter((entry) => !/^(said|playlists)-/.test(entry.name))) {
    const file = world.files.disk.get(`/music/Cliploft/${name.replace('library/', '')}`);
    const text = await archive.value.text(name, 1_000_000);
    parts.push([name, file ?? (text.ok ? text.value.replace(/,"audioSha256":(null|"[0-9a-f]+")/g, '') : '')]);
  }
  expect(parts.map(([name]) => name)).toContain('clips-0001.jsonl');
  const old = packFake(parts);
  // Here all of it is known; there nothing is.
  const other = createWorld();
  for (const { files } of [world, other]) files.put('/music/old.zip', old);
  await other.engine.start();
  const [here, there] = [world, other].map(({ engine }) => engine.importFrom('/music/old.zip'));
  expect(await here).toEqual({
    ok: true,
    value: { clips: 0, lyricSheets: 0, tasks: 0, known: 3, damaged: [] },
  });
  expect(await there).toEqual({
    ok: true,
    value: { clips: 2, lyricSheets: 0, tasks: 1, known: 0, damaged: [] },
  });
  expect(await said(world.engine)).toEqual(all);
  expect((await other.engine.clipDetails(clipId(1)))?.title).toBe('Song 1');
  await other.engine.stop();
  await world.engine.stop();
});

describe('the report of rebuilding', () => {
  it('names files of what is said that cannot be read apart from audio files of others, and counts what waits', async () => {
    const world = await filled();
    await world.engine.stop();
    const line = {
      version: 1,
      clip: 'nobody',
      at: 5,
      favourite: true,
      rating: 0,
      title: null,
      notes: '',
      tags: [],
    };
    world.files.put('/music/Cliploft/Said/cafe-0001.jsonl', `${JSON.stringify(line)}\nno line\n`);
    world.files.put('/music/Cliploft/Demo.mp3', 'of somebody else');
    const next = world.restart({ sql: memorySql() });
    await next.start();
    expect(await next.rebuildLibrary()).toMatchObject({
      value: { unknown: ['Demo.mp3'], saidUnread: ['Said/cafe-0001.jsonl'], saidWaiting: 1 },
    });
    await next.stop();
  });

  it('counts all that was taken up, wherever it comes upon the look that begins with the start', async () => {
    const world = await filled();
    await world.engine.stop();
    // What comes of the task again does not come before the folder is read.
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    const counted = new Set<string>();
    for (let turns = 0; turns < 100; turns += 1) {
      const next = world.restart({ sql: memorySql() });
      await next.start();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const report = await next.rebuildLibrary();
      counted.add(JSON.stringify(report.ok && [report.value.clips, report.value.known, report.value.said]));
      await next.stop();
    }
    // Either the look had come to its end before, or all is counted.
    expect([...counted].sort()).toEqual(['[0,2,null]', '[2,0,1]']);
  });
});

it('is tried each minute where its own folder alone refuses, and keeps nothing else from the library folder', async () => {
  const world = await filled();
  await world.clock.advance(minute);
  world.files.setDenied('/music/Cliploft/Said');
  const problems = new Set<string | null>();
  world.engine.onChange(({ slices }) => {
    if (slices.library !== undefined) problems.add(slices.library.problem?.code ?? null);
  });
  await world.engine.say(one, { rating: 1 });
  const before = world.log.lines.length;
  await world.clock.advance(10 * minute);
  const refused = world.log.lines
    .slice(before)
    .filter(({ event }) => event === 'what is said of clips not written');
  expect([[...problems], refused.length]).toEqual([[null], 10]);
  expect(refused[0]).toMatchObject({ fields: { code: 'folder_denied' } });
  world.files.setDenied('/music/Cliploft/Said', false);
  await world.clock.advance(2 * minute);
  await world.engine.stop();
  const next = world.restart({ sql: memorySql() });
  await next.start();
  await world.clock.advance(minute);
  expect(await said(next)).toMatchObject([[{ rating: 1 }], 'for Ida', ['Film']]);
  await next.stop();
});
