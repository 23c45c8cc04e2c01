import { describe, expect, it } from 'vitest';
import { someFacts } from '../../../tests/fakes/audio.ts';
import { base, clip, createSavingWorld, jpeg, sound, tag, wav } from '../../../tests/fakes/saving.ts';
import { audioMimes, extensionFor } from '../../shared/audio-types.ts';
import type { ClipTag } from '../ports.ts';
import { sidecarText } from './sidecar.ts';

describe('what stands in the folder already', () => {
  const theirs = async (world: ReturnType<typeof createSavingWorld>, of: ClipTag = tag): Promise<string> =>
    new TextDecoder().decode((await world.tags.make('audio/mpeg', of, null)) ?? undefined) + sound;

  it('is taken up without a download where it is this clip, its cover too; even without a link', async () => {
    const world = createSavingWorld();
    world.files.put(`${base}.mp3`, await theirs(world));
    world.files.put(`${base}.png`, 'cover');
    const saved = await world.save({ clip: { ...clip, audioUrl: null } });
    expect(saved).toMatchObject({
      ...{
        kind: 'saved',
        files: { audio: 'Slow Harbour [c1f0a7de].mp3', cover: 'Slow Harbour [c1f0a7de].png', tag },
      },
    });
    expect(world.asked()).toEqual([]);
  });

  it('makes what was downloaded of it needless', async () => {
    const world = createSavingWorld();
    world.answers[clip.audioUrl] = () => ({
      headers: { etag: '"a"' },
      chunks: [new TextEncoder().encode(sound), new Error('x')],
    });
    await world.save();
    world.files.put(`${base}.mp3`, await theirs(world));
    expect(await world.save()).toMatchObject({ kind: 'saved' });
    expect([world.names(), world.part()]).toEqual([[`${base}.jpg`, `${base}.mp3`], null]);
  });

  it('is taken up by its sidecar where the format has no tag', async () => {
    const world = createSavingWorld({ audio: wav });
    world.files.put(`${base}.wav`, sound);
    world.files.put(`${base}.cliploft.json`, sidecarText({ sha256: 'any', clip: tag }));
    world.files.put(`${base}.jpg`, jpeg);
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de].wav' },
    });
    expect(world.asked()).toEqual([]);
  });

  it.each(audioMimes)('is found after a crash before the commit where it is %s', async (mime) => {
    const extension = extensionFor(mime) ?? '';
    const facts = { ...someFacts, mime, extension };
    const world = createSavingWorld({
      audio: { kindOf: () => facts, read: async () => ({ ok: true, value: facts }) },
    });
    const saved = await world.save();
    expect(saved).toMatchObject({ kind: 'saved', files: { audio: `Slow Harbour [c1f0a7de]${extension}` } });
    const before = [world.names(), world.asked()];
    expect(await world.save({ clip: { ...clip, audioUrl: null } })).toEqual(saved);
    expect([world.names(), world.asked()]).toEqual(before);
  });

  it('is left alone where its sidecar speaks of other bytes, and no length was announced to hold it against', async () => {
    const world = createSavingWorld({ audio: wav });
    world.files.put(`${base}.wav`, sound.slice(0, -50));
    world.files.put(`${base}.cliploft.json`, sidecarText({ sha256: 'of the whole', clip: tag }));
    expect(await world.save({ clip: { ...clip, duration: null } })).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de] 2.wav' },
    });
    expect(world.text(`${base}.wav`)).toBe(sound.slice(0, -50));
  });

  it.each<[string, (world: ReturnType<typeof createSavingWorld>) => Promise<string>]>([
    ['another clip', (world) => theirs(world, { ...tag, clipId: 'c1f0a7de-else' })],
    ['somebody’s own', async () => 'my recording'],
  ])('is left alone where it is %s', async (_name, content) => {
    const world = createSavingWorld();
    const mine = await content(world);
    world.files.put(`${base}.mp3`, mine);
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de] 2.mp3' },
    });
    expect(world.text(`${base}.mp3`)).toBe(mine);
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de] 2.mp3' },
    });
    expect(world.asked()).toHaveLength(2);
  });

  it('is left alone where it says it is the clip and does not prove sound', async () => {
    const world = createSavingWorld();
    world.files.put(`${base}.mp3`, (await theirs(world)).slice(0, -50));
    world.audio.set((path) => (path === `${base}.mp3` ? null : someFacts));
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de] 2.mp3' },
    });
    expect(world.names()).toContain(`${base}.mp3`);
  });

  it('is taken where another computer was quicker while we downloaded, and never written over', async () => {
    const world = createSavingWorld();
    const made = `${await theirs(world)} made elsewhere`;
    world.answers[clip.audioUrl] = () => {
      world.files.put(`${base}.mp3`, made);
      world.files.put('/lib/.cliploft/other-1.part', 'theirs');
      return { body: sound };
    };
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de].mp3', bytes: made.length },
    });
    expect(world.text(`${base}.mp3`)).toBe(made);
    expect(world.names()).toEqual(['/lib/.cliploft/other-1.part', `${base}.jpg`, `${base}.mp3`]);
  });

  it('keeps its sidecar: another name is taken then, and both stand whole', async () => {
    const world = createSavingWorld({ audio: wav });
    const other = sidecarText({ sha256: 'x', clip: { ...tag, clipId: 'else' } });
    world.files.put(`${base}.cliploft.json`, other);
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de] 2.wav' },
    });
    expect(world.text(`${base}.cliploft.json`)).toBe(other);
    expect(world.names().filter((name) => name.endsWith('.json'))).toHaveLength(2);
  });

  it('does not have its sidecar written twice when a crash came between sidecar and sound', async () => {
    const world = createSavingWorld({ audio: wav });
    await world.save();
    world.files.disk.delete(`${base}.wav`);
    expect(await world.save()).toMatchObject({
      kind: 'saved',
      files: { audio: 'Slow Harbour [c1f0a7de].wav' },
    });
    expect(world.names()).toEqual([`${base}.cliploft.json`, `${base}.jpg`, `${base}.wav`]);
  });
});
