import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createArchiveWorld } from '../../../tests/fakes/archive-world.ts';
import { createFakeArchives, packFake } from '../../../tests/fakes/archives.ts';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';

const path = '/stick/all.zip';
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });
const manifest = { cliploft: 'archive', version: 1, made: '', counts: {} };

const create = () => {
  const files = createFakeFiles({ folders: ['/music', '/stick'] });
  const archives = createFakeArchives(files);
  return { ...createArchiveWorld({ files, archives, sql: memorySql(), folder: '/music' }), files };
};
let world: ReturnType<typeof create>;
beforeEach(() => {
  world = create();
});

const lines = (...values: unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');
const importOf = (parts: Record<string, string | Uint8Array>, head: unknown = manifest) => {
  world.files.put(path, packFake([['cliploft.json', JSON.stringify(head)], ...Object.entries(parts)]));
  return world.importFrom(path);
};
const sound = 'some sound';
const clipLine = (more: Record<string, unknown> = {}) => ({
  ...world.clipOf(1, { content: sound }),
  ...{ bytes: sound.length, sha256: createHash('sha256').update(sound).digest('hex') },
  ...more,
});
const outside = (): string[] =>
  [...world.files.disk.keys()].filter((name) => !name.startsWith('/music/') && name !== path);

describe('an archive that lies', () => {
  it.each([
    ['no manifest of ours', { hello: 'world' }],
    ['a version that is none', { ...manifest, version: 'two' }],
  ])('is refused with %s', async (_what, head) => {
    expect(await importOf({}, head)).toEqual(problem('archive_bad'));
  });

  it('is refused when a newer version wrote it, with words of its own', async () => {
    expect(await importOf({}, { ...manifest, version: 2 })).toEqual({
      ok: false,
      problem: { code: 'archive_newer', detail: 'the archive is of version 2, this program knows 1' },
    });
  });

  it.each([
    ['a/b.mp3', 'a b.mp3'],
    ['.cliploft/library.json', 'cliploft library.mp3'],
    ['.hidden', 'hidden.mp3'],
    ['song.desktop', 'song.desktop.mp3'],
    ['con.mp3', '_con.mp3'],
    [`${'x'.repeat(400)}.mp3`, `${'x'.repeat(110)}.mp3`],
    ['fine ‮gnos.mp3', 'fine gnos.mp3'],
  ])('gets no name of its liking: %j', async (audio, name) => {
    const report = await importOf({
      'clips-0001.jsonl': lines(clipLine({ audio })),
      [`library/${audio}`]: sound,
    });
    expect(report).toMatchObject({ value: { clips: 1, damaged: [] } });
    expect(Object.keys((await world.contents()).files)).toEqual([name]);
    expect(outside()).toEqual([]);
  });

  it.each(['../evil.mp3', '/etc/evil.mp3', '..\\evil.mp3', 'a/../../evil.mp3'])(
    'writes nothing outside: %j',
    async (audio) => {
      const clips = lines(clipLine({ audio, cover: audio }));
      expect(await importOf({ 'clips-0001.jsonl': clips })).toMatchObject({ value: { damaged: [audio] } });
      const named = await importOf({
        'clips-0001.jsonl': clips,
        [audio]: sound,
        [`library/${audio}`]: sound,
      });
      expect(named).toEqual(problem('archive_bad'));
      expect((await world.contents()).files).toEqual({});
      expect(outside()).toEqual([]);
    },
  );

  it.each([
    ['another hash', { sha256: 'a'.repeat(64) }],
    ['another length', { bytes: 3 }],
  ])('gives no clip with %s than it says', async (_what, more) => {
    const clip = clipLine(more);
    const parts = { 'clips-0001.jsonl': lines(clip), [`library/${clip.audio}`]: sound };
    expect(await importOf(parts)).toMatchObject({ value: { clips: 0, damaged: [clip.audio] } });
    expect((await world.contents()).files).toEqual({});
    expect(await world.files.list('/music/.cliploft')).toEqual([]);
  });

  it.each([
    { mime: 'text/html' },
    { id: '' },
    { audio: null },
    { sha256: '../../etc/passwd' },
    { duration: -1 },
    { bytes: 1.5 },
    { provenance: [] },
  ])('gives no clip that makes no sense: %j', async (more) => {
    const good = clipLine({ id: 'good' });
    const parts = {
      'clips-0001.jsonl': `${lines({ ...clipLine(), ...more }, good)}\n{"cut off`,
      [`library/${good.audio}`]: sound,
    };
    expect(await importOf(parts)).toMatchObject({ value: { clips: 1, damaged: ['clips-0001.jsonl'] } });
  });

  it('gives a clip without its cover when that is no image, and without a sidecar that is another clip’s', async () => {
    const clip = clipLine({ audio: 'a.wav', mime: 'audio/wav', cover: 'a.jpg' });
    const report = await importOf({
      'clips-0001.jsonl': lines(clip),
      'library/a.wav': sound,
      'library/a.jpg': '<html>',
      'library/a.cliploft.json': '{"cliploft":1}',
    });
    expect(report).toMatchObject({ value: { clips: 1, damaged: ['a.jpg', 'a.cliploft.json'] } });
    expect(world.clips.get('clip-1')?.cover).toBeNull();
    expect(Object.keys((await world.contents()).files)).toEqual(['a.wav']);
  });

  it('cannot make two clips share a file', async () => {
    const one = clipLine();
    const parts = {
      'clips-0001.jsonl': lines(one, { ...one, id: 'clip-2' }),
      [`library/${one.audio}`]: sound,
    };
    expect(await importOf(parts)).toMatchObject({ value: { clips: 2 } });
    expect(world.clips.get('clip-1')?.audio).not.toBe(world.clips.get('clip-2')?.audio);
  });

  it('watches only what may stand in an address, and asks again for results that make no sense', async () => {
    const item = { id: 'x', position: 0, title: '', state: 'saved', attempts: 0, needsLink: false };
    const tasks = lines(
      { id: '../account/balance', addedAt: 1 },
      { id: 'only-the-id', addedAt: 1, colour: 'blue', watch: 'twice', noticed: 'loudly' },
      { id: 'half', addedAt: 1, status: 'success', watch: 'done', items: [item] },
      { id: 'odd', addedAt: 1, status: 'success', watch: 'done', items: 7 },
    );
    expect(await importOf({ 'tasks-0001.jsonl': tasks })).toMatchObject({
      value: { tasks: 3, damaged: ['tasks-0001.jsonl'] },
    });
    expect([...world.tasks.each()].map(({ id, watch }) => [id, watch])).toEqual([
      ['half', 'active'],
      ['odd', 'done'],
      ['only-the-id', 'active'],
    ]);
  });

  it('cannot bring the program down with what is nested too deep', async () => {
    const deep = `{"a":`.repeat(50_000) + '1' + '}'.repeat(50_000);
    const line = JSON.stringify(clipLine({ provenance: null })).replace(
      '"provenance":null',
      `"provenance":{"input":${deep},"taskModel":null,"credits":null,"taskCreatedAt":null,"taskCompletedAt":null}`,
    );
    expect(await importOf({ 'clips-0001.jsonl': line })).toMatchObject({
      value: { clips: 0, damaged: ['clips-0001.jsonl'] },
    });
  });
});
