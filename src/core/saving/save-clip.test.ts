import { describe, expect, it } from 'vitest';
import { createFakeAudio, someFacts } from '../../../tests/fakes/audio.ts';
import type { FakeAnswer } from '../../../tests/fakes/http.ts';
import { base, clip, createSavingWorld, jpeg, sound, tag, wav } from '../../../tests/fakes/saving.ts';
import { parseSidecar } from './sidecar.ts';

describe('saving a clip', () => {
  it('fetches the cover first, tags in one pass, and leaves two files', async () => {
    const world = createSavingWorld();
    const saved = await world.save();
    const content = (await world.tagBytes()) + sound;
    expect(saved).toMatchObject({
      kind: 'saved',
      files: {
        ...{ kind: 'clip', audio: 'Slow Harbour [c1f0a7de].mp3', cover: 'Slow Harbour [c1f0a7de].jpg', tag },
        bytes: content.length,
      },
    });
    expect(world.names()).toEqual([`${base}.jpg`, `${base}.mp3`]);
    expect(world.text(`${base}.mp3`)).toBe(content);
    expect(world.asked()).toEqual([clip.imageUrl, clip.audioUrl]);
    expect(await world.tags.read(`${base}.mp3`)).toEqual(tag);
    if (saved.kind !== 'saved') throw new Error(saved.kind);
    expect(await world.files.sha256(`${base}.mp3`)).toEqual({ ok: true, value: saved.files.sha256 });
  });

  it('leaves the source’s own tag out', async () => {
    const world = createSavingWorld();
    world.answers[clip.audioUrl] = () => ({ body: `ID3\u0004\0\0\0\0\0\u0014${'t'.repeat(20)}${sound}` });
    await world.save();
    expect(world.text(`${base}.mp3`)).toBe((await world.tagBytes()) + sound);
  });

  it('keeps a format that takes no tag as it came, with a sidecar that is there before it', async () => {
    const world = createSavingWorld({ audio: wav });
    const seen: string[][] = [];
    const publish = world.files.publish;
    world.files.publish = (from, to) => {
      seen.push(world.names().filter((name) => !name.endsWith('.part')));
      return publish(from, to);
    };
    const saved = await world.save();
    expect(saved).toMatchObject({ kind: 'saved', files: { audio: 'Slow Harbour [c1f0a7de].wav' } });
    expect(world.names()).toEqual([`${base}.cliploft.json`, `${base}.jpg`, `${base}.wav`]);
    expect(world.text(`${base}.wav`)).toBe(sound);
    expect(seen[1]).toEqual([`${base}.cliploft.json`]);
    const hash = await world.files.sha256(`${base}.wav`);
    expect(parseSidecar(world.text(`${base}.cliploft.json`))).toEqual({
      clip: tag,
      sha256: hash.ok ? hash.value : '',
    });
  });

  it('goes on after a break, under another attempt’s name, and says what the file says', async () => {
    const world = createSavingWorld();
    const headers = { etag: '"a"', 'content-length': String(sound.length) };
    world.answers[clip.audioUrl] = () => ({
      headers,
      chunks: [new TextEncoder().encode(sound.slice(0, 100)), new Error('reset')],
    });
    expect(await world.save()).toMatchObject({ kind: 'again', problem: { code: 'offline' } });
    expect(world.names()).toEqual(['/lib/.cliploft/me-1.part']);
    world.answers[clip.audioUrl] = (range) => ({
      status: 206,
      headers: {
        etag: '"a"',
        'content-range': `${range?.replace('=', ' ') ?? ''}${sound.length - 1}/${sound.length}`,
      },
      body: sound.slice(100),
    });
    const saved = await world.save({ tag: { ...tag, title: 'Renamed meanwhile' } });
    expect(saved).toMatchObject({ kind: 'saved', files: { tag } });
    expect(world.text(`${base}.mp3`)).toBe((await world.tagBytes()) + sound);
    expect([world.names(), world.part()]).toEqual([[`${base}.jpg`, `${base}.mp3`], null]);
  });

  it('keeps what is sound but cannot get its name, and then asks for its last byte alone', async () => {
    const world = createSavingWorld();
    const headers = { etag: '"a"', 'content-length': String(sound.length) };
    world.answers[clip.audioUrl] = () => ({ headers, body: sound });
    const publish = world.files.publish;
    world.files.publish = async () => ({ ok: false, problem: { code: 'file_locked' } });
    expect(await world.save()).toEqual({ kind: 'user', problem: { code: 'file_locked' } });
    world.files.publish = publish;
    const ranges: (string | undefined)[] = [];
    const at = sound.length - 1;
    world.answers[clip.audioUrl] = (range) => {
      ranges.push(range);
      return {
        status: 206,
        headers: { etag: '"a"', 'content-range': `bytes ${at}-${at}/${sound.length}` },
        body: sound.slice(at),
      };
    };
    expect(await world.save()).toMatchObject({ kind: 'saved' });
    expect(ranges).toEqual([`bytes=${at}-`]);
    expect(world.names()).toEqual([`${base}.jpg`, `${base}.mp3`]);
  });

  it.each<[string, FakeAnswer, string, string]>([
    ['a web page', { body: '<html>' }, 'ask', 'bad_audio'],
    ['nothing', { body: '' }, 'ask', 'bad_audio'],
    ['a dead link', { status: 410 }, 'ask', 'link_dead'],
    ['a busy host', { status: 503 }, 'again', 'server'],
    ['a break', { chunks: [new Error('reset')] }, 'again', 'offline'],
  ])('names %s and leaves nothing behind', async (_name, answer, kind, code) => {
    const world = createSavingWorld({
      audio: {
        ...createFakeAudio(),
        kindOf: (head) => (head[0] === 0x3c ? null : { mime: 'audio/mpeg', extension: '.mp3' }),
      },
    });
    world.answers[clip.audioUrl] = () => answer;
    expect(await world.save()).toMatchObject({ kind, problem: { code } });
    expect([world.names(), world.part()]).toEqual([[], null]);
  });

  it('lets a guarded part go that does not prove sound', async () => {
    const world = createSavingWorld();
    world.audio.set(() => ({ ...someFacts, duration: 12 }));
    world.answers[clip.audioUrl] = () => ({ headers: { etag: '"a"' }, body: sound });
    expect(await world.save()).toMatchObject({
      kind: 'ask',
      problem: { code: 'bad_audio', detail: 'lasts 12.0 s, 30.0 s were announced' },
    });
    expect([world.names(), world.part()]).toEqual([[], null]);
  });

  it('asks the task where there is no link yet, and the user where there is no folder', async () => {
    const world = createSavingWorld();
    expect(await world.save({ clip: { ...clip, audioUrl: null } })).toMatchObject({
      ...{ kind: 'ask', problem: { code: 'link_dead' } },
    });
    expect(await world.save({ libraryFolder: '/no' })).toEqual({
      kind: 'user',
      problem: { code: 'folder_missing' },
    });
    world.files.setDenied('/lib');
    expect(await world.save()).toEqual({ kind: 'user', problem: { code: 'folder_denied' } });
    expect(world.asked()).toEqual([]);
  });
});

describe('a cover', () => {
  it('that never comes holds the clip back for 15 s at most', async () => {
    const world = createSavingWorld();
    world.answers[clip.imageUrl] = () => new Promise<FakeAnswer>(() => undefined);
    const saving = world.save();
    await world.clock.advance(14_000);
    expect(world.asked()).toEqual([clip.imageUrl]);
    await world.clock.advance(2000);
    expect(await saving).toMatchObject({ kind: 'saved', files: { cover: null } });
    expect(world.clock.pending()).toBe(0);
  });

  it('that comes at a later try still lies beside the clip', async () => {
    const world = createSavingWorld();
    let failures = 2;
    world.answers[clip.imageUrl] = () => (failures-- > 0 ? { status: 503 } : { body: jpeg });
    const saving = world.save();
    await world.clock.advance(5000);
    expect(await saving).toMatchObject({ kind: 'saved', files: { cover: 'Slow Harbour [c1f0a7de].jpg' } });
  });

  it('that is waited for keeps nobody waiting who calls the saving off', async () => {
    const world = createSavingWorld();
    world.answers[clip.imageUrl] = () => ({ status: 503 });
    const controller = new AbortController();
    const saving = world.save({ signal: controller.signal });
    // The audio is in its place, and the cover rests before its second try.
    await world.clock.advance(0);
    expect([world.asked(), world.clock.pending()]).toEqual([[clip.imageUrl, clip.audioUrl], 1]);
    controller.abort();
    expect(await saving).toMatchObject({ kind: 'again' });
    expect([world.asked().length, world.clock.pending()]).toEqual([2, 0]);
  });

  it.each<[string, FakeAnswer]>([
    ['no image', { body: 'GIF? no' }],
    ['gone', { status: 404 }],
  ])('that is %s is asked for once, and no failure', async (_name, answer) => {
    const world = createSavingWorld();
    world.answers[clip.imageUrl] = () => answer;
    expect(await world.save()).toMatchObject({ kind: 'saved', files: { cover: null } });
    expect(world.names()).toEqual([`${base}.mp3`]);
    expect(world.asked()).toEqual([clip.imageUrl, clip.audioUrl]);
  });
});

describe('names from a template', () => {
  const fileNames = '{year}/{model}/{title} ({length})';
  const audio = '2026/v5/Slow Harbour (0-30).mp3';

  it('make the folders that they need, and cover and sound stand together', async () => {
    const world = createSavingWorld();
    expect(await world.save({ fileNames })).toMatchObject({
      files: { audio, cover: '2026/v5/Slow Harbour (0-30).jpg' },
    });
    expect(world.names()).toEqual([`/lib/2026/v5/Slow Harbour (0-30).jpg`, `/lib/${audio}`]);
  });

  it('are found again after a crash before the commit, also where the template is a new one', async () => {
    const world = createSavingWorld();
    const saved = await world.save({ fileNames });
    const before = world.asked();
    expect(await world.save({ fileNames })).toEqual(saved);
    expect(world.asked()).toEqual(before);
    const other = createSavingWorld();
    await other.save();
    expect(await other.save({ fileNames })).toMatchObject({
      files: { audio: 'Slow Harbour [c1f0a7de].mp3' },
    });
  });

  it('get a number where another song has them, and no file is replaced', async () => {
    const world = createSavingWorld();
    world.files.put('/lib/2026/v5/Slow Harbour (0-30).mp3', 'another song');
    expect(await world.save({ fileNames })).toMatchObject({
      files: { audio: '2026/v5/Slow Harbour (0-30) 2.mp3' },
    });
    expect(world.text(`/lib/${audio}`)).toBe('another song');
  });
});
