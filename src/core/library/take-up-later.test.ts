import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeAudio, someFacts } from '../../../tests/fakes/audio.ts';
import { putWithSidecar, someTag } from '../../../tests/fakes/library.ts';
import { createTakeUpWorld, folder } from '../../../tests/fakes/take-up-world.ts';
import { sheetText } from '../saving/sheet-file.ts';

const words = sheetText({
  ...{ id: 'lyrics:1', taskId: '1', title: 'Words', text: 'la', prompt: 'rain', createdAt: 5 },
  provenance: someTag('a').provenance,
});

describe('Taking up what comes to the folder bit by bit', () => {
  let { files, audio, clips, read, memory, look, putTagged } = createTakeUpWorld();
  beforeEach(() => {
    ({ files, audio, clips, read, memory, look, putTagged } = createTakeUpWorld());
  });

  it('takes a file that another computer has not brought whole yet when it is', async () => {
    await putTagged('Song.mp3', someTag('a'), 'so');
    audio.set(() => null);
    expect(await look(memory)).toMatchObject({ clips: 0, unknown: ['Song.mp3'] });
    audio.set(() => someFacts);
    expect(await look(memory)).toMatchObject({ clips: 0 });
    await putTagged('Song.mp3', someTag('a'), 'sound, whole');
    expect(await look(memory)).toMatchObject({ clips: 1 });
  });

  it('takes a file that was given its size before its bytes', async () => {
    files.put(`${folder}/Song.mp3`, new Uint8Array(1000));
    expect(await look(memory)).toMatchObject({ clips: 0, unknown: ['Song.mp3'] });
    await putTagged('Song.mp3', someTag('a'), '');
    const head = files.disk.get(`${folder}/Song.mp3`) ?? new Uint8Array();
    files.put(`${folder}/Song.mp3`, Buffer.concat([head, new Uint8Array(1000 - head.length)]));
    expect(await look(memory)).toMatchObject({ clips: 1 });
  });

  it('takes what another program held at the first look', async () => {
    await putTagged('Song.mp3');
    files.put(`${folder}/Words.txt`, words);
    await putTagged('Held.mp3', someTag('h'));
    const { readText } = files;
    const locked = { ok: false, problem: { code: 'file_locked' } } as const;
    files.readText = async () => locked;
    audio.read = async () => locked;
    expect(await look(memory)).toEqual({
      ...{ clips: 0, lyricSheets: 0, known: 0 },
      unknown: ['Held.mp3', 'Song.mp3'],
    });
    files.readText = readText;
    expect(await look(memory)).toMatchObject({ clips: 0, lyricSheets: 1, unknown: ['Held.mp3', 'Song.mp3'] });
    audio.read = createFakeAudio({ files }).read;
    expect(await look(memory)).toMatchObject({ clips: 2, unknown: [] });
    await look(memory);
    expect(read).toEqual([]);
  });

  it('waits for the rest of a file whose sidecar tells that it is not whole', async () => {
    putWithSidecar(files, folder, 'Song.wav', someTag('a'), 'sound, whole');
    files.put(`${folder}/Song.wav`, 'sound,');
    expect(await look(memory)).toMatchObject({ clips: 0, unknown: ['Song.wav'] });
    files.put(`${folder}/Song.wav`, 'sound, wh');
    expect(await look(memory)).toMatchObject({ clips: 0, unknown: ['Song.wav'] });
    files.put(`${folder}/Song.wav`, 'sound, whole');
    expect(await look(memory)).toMatchObject({ clips: 1, unknown: [] });
  });

  it('takes a file that another program changed since it was saved, once it lies still', async () => {
    putWithSidecar(files, folder, 'Song.wav', someTag('a'), 'sound');
    files.put(`${folder}/Song.wav`, 'sound, with a tag of mine');
    expect(await look(memory)).toMatchObject({ clips: 0 });
    expect(await look(memory)).toMatchObject({ clips: 1 });
    expect(clips.get('a')?.bytes).toBe('sound, with a tag of mine'.length);
  });

  it('reads a sidecar again that was not whole at the first look', async () => {
    putWithSidecar(files, folder, 'Song.wav', someTag('a'));
    const sidecar = files.disk.get(`${folder}/Song.cliploft.json`) ?? '';
    files.put(`${folder}/Song.cliploft.json`, '{ "clipl');
    expect(await look(memory)).toMatchObject({ clips: 0, unknown: ['Song.wav'] });
    files.put(`${folder}/Song.cliploft.json`, sidecar);
    expect(await look(memory)).toMatchObject({ clips: 1 });
  });

  it('takes a file whose sidecar comes later', async () => {
    files.put(`${folder}/Song.wav`, 'bytes of Song.wav');
    expect(await look(memory)).toMatchObject({ unknown: ['Song.wav'] });
    putWithSidecar(files, folder, 'Song.wav', someTag('a'));
    expect(await look(memory)).toMatchObject({ clips: 1 });
  });

  it('gives a clip the cover that comes later', async () => {
    await putTagged('Song.mp3');
    await look(memory);
    files.put(`${folder}/Song.jpg`, 'a cover');
    await look(memory);
    expect(clips.get('a')?.cover).toBe('Song.jpg');
  });
});
