import { beforeEach, describe, expect, it } from 'vitest';
import { someFacts } from '../../../tests/fakes/audio.ts';
import { indexOf } from '../../../tests/fakes/library-index.ts';
import { putWithSidecar, someClip, someTag } from '../../../tests/fakes/library.ts';
import { createTakeUpWorld, folder } from '../../../tests/fakes/take-up-world.ts';
import { sheetText } from '../saving/sheet-file.ts';

describe('Taking up what the folder holds', () => {
  let { clock, files, audio, sql, clips, places, lyrics, read, memory, look, putTagged, save } =
    createTakeUpWorld();
  beforeEach(() => {
    ({ clock, files, audio, sql, clips, places, lyrics, read, memory, look, putTagged, save } =
      createTakeUpWorld());
  });

  it('takes up what a tag says, with cover, length and hash of the file itself', async () => {
    await putTagged('Song.mp3');
    files.put(`${folder}/Song.png`, 'a cover');
    audio.set(() => ({ ...someFacts, duration: 61.5 }));
    expect(await look()).toEqual({ clips: 1, lyricSheets: 0, known: 0, unknown: [] });
    const { clipId: _id, ...tag } = someTag('a');
    expect(clips.get('a')).toMatchObject({
      ...{ ...tag, id: 'a', audio: 'Song.mp3', cover: 'Song.png', mime: 'audio/mpeg', duration: 61.5 },
      ...{ bytes: files.disk.get(`${folder}/Song.mp3`)?.length, savedAt: clock.now() },
    });
    const hash = await files.sha256(`${folder}/Song.mp3`);
    expect(clips.get('a')?.sha256).toBe(hash.ok && hash.value);
    expect(indexOf(sql).page({ text: 'harbour', sort: 'newest', offset: 0, limit: 9 }).total).toBe(1);
  });

  it('takes up what a sidecar says of a format without tags', async () => {
    audio.set(() => ({ ...someFacts, mime: 'audio/wav' }));
    putWithSidecar(files, folder, 'Song.wav', someTag('a'));
    expect(await look()).toMatchObject({ clips: 1 });
    expect(clips.get('a')).toMatchObject({ title: 'Song a', lyrics: 'la la', mime: 'audio/wav' });
  });

  it('takes up lyric sheets with their files', async () => {
    const sheet = {
      ...{ id: 'lyrics:1', taskId: '1', title: 'Words', text: 'la\nla', prompt: 'rain', createdAt: 5 },
    };
    files.put(`${folder}/Words.txt`, sheetText({ ...sheet, provenance: someTag('a').provenance }));
    files.put(`${folder}/notes.txt`, 'mine');
    expect(await look()).toEqual({ clips: 0, lyricSheets: 1, known: 0, unknown: [] });
    expect(lyrics.find('')).toEqual([{ ...sheet, savedAt: clock.now() }]);
    expect(lyrics.files()).toEqual(['Words.txt']);
    expect(await look()).toMatchObject({ lyricSheets: 0, known: 1 });
    files.put(`${folder}/Rain.txt`, files.disk.get(`${folder}/Words.txt`) ?? '');
    files.disk.delete(`${folder}/Words.txt`);
    expect(await look()).toMatchObject({ lyricSheets: 0, known: 1 });
    expect(lyrics.files()).toEqual(['Rain.txt']);
  });

  it('names audio that says nothing, or is no sound audio, and leaves it', async () => {
    files.put(`${folder}/other.mp3`, 'x');
    await putTagged('broken.mp3', someTag('b'));
    audio.set((path) => (path.endsWith('broken.mp3') ? null : someFacts));
    const before = new Map(files.disk);
    expect(await look()).toEqual({
      clips: 0,
      lyricSheets: 0,
      known: 0,
      unknown: ['other.mp3', 'broken.mp3'],
    });
    expect(files.disk).toEqual(before);
    expect(clips.count()).toBe(0);
  });

  it('knows a clip again whose file was renamed, with its new cover', async () => {
    await putTagged('Song.mp3');
    await look();
    const bytes = files.disk.get(`${folder}/Song.mp3`) ?? '';
    files.disk.clear();
    files.put(`${folder}/Best of all.mp3`, bytes);
    files.put(`${folder}/Best of all.jpg`, 'a cover');
    expect(await look()).toEqual({ clips: 0, lyricSheets: 0, known: 1, unknown: [] });
    expect(clips.get('a')).toMatchObject({ audio: 'Best of all.mp3', cover: 'Best of all.jpg' });
    expect(clips.count()).toBe(1);
  });

  it('knows a renamed file that says nothing of itself by its bytes', async () => {
    save('a', { audio: 'Song.wav' });
    files.put(`${folder}/Renamed.wav`, files.disk.get(`${folder}/Song.wav`) ?? '');
    files.disk.delete(`${folder}/Song.wav`);
    expect(await look()).toMatchObject({ known: 1, unknown: [] });
    expect(clips.get('a')?.audio).toBe('Renamed.wav');
  });

  it('leaves a copy alone, and falls back on it when it is all that is left', async () => {
    await putTagged('Song.mp3');
    await putTagged('Song (conflicted copy).mp3');
    expect(await look(memory)).toMatchObject({ clips: 1, known: 1 });
    expect(clips.get('a')?.audio).toBe('Song.mp3');
    expect(await look(memory)).toMatchObject({ clips: 0 });
    files.disk.delete(`${folder}/Song.mp3`);
    await look(memory);
    expect(clips.get('a')?.audio).toBe('Song (conflicted copy).mp3');
  });

  it('does not take up again what was removed', async () => {
    await putTagged('Song.mp3');
    await look();
    places.remove(['a'], 1);
    expect(await look()).toMatchObject({ clips: 0, known: 1 });
    await putTagged('Copy.mp3');
    expect(await look()).toMatchObject({ clips: 0, known: 2 });
    expect(clips.count()).toBe(0);
  });

  it('never drops a clip whose file is not there', async () => {
    save('a');
    files.disk.clear();
    expect(await look()).toEqual({ clips: 0, lyricSheets: 0, known: 0, unknown: [] });
    expect(clips.count()).toBe(1);
  });

  it('reads nothing a second time while nothing changes', async () => {
    save('a');
    await putTagged('New.mp3', someTag('n'));
    files.put(`${folder}/other.mp3`, 'x');
    await look(memory);
    expect(read).toEqual(['New.mp3', 'other.mp3']);
    await look(memory);
    expect(read).toEqual([]);
    files.put(`${folder}/another.mp3`, 'y');
    await look(memory);
    expect(read).toEqual(['another.mp3']);
  });

  it('asks the disk a few times, not once per file, about 10,000 files that it knows', async () => {
    sql.transaction(() => {
      for (let n = 0; n < 10_000; n += 1) clips.add(someClip(`c${n}`, { audio: `${n}.mp3` }));
    });
    const names = Array.from({ length: 10_000 }, (_, n) => `${n}.mp3`);
    let asked = 0;
    const { listDeep, ...rest } = files;
    const counted = new Proxy(
      { ...rest, listDeep: async (path: string) => (path === folder ? names : listDeep(path)) },
      {
        get(from, name) {
          asked += 1;
          return Reflect.get(from, name) as unknown;
        },
      },
    );
    expect(await look(memory, { files: counted })).toEqual({
      clips: 0,
      lyricSheets: 0,
      known: 10_000,
      unknown: [],
    });
    expect(asked).toBeLessThan(30);
    expect(read).toEqual([]);
    asked = 0;
    await look(memory, { files: counted });
    expect(asked).toBeLessThan(5);
  });

  it('stops when it is told to, and keeps what it has', async () => {
    for (let n = 0; n < 120; n += 1)
      await putTagged(`Song ${String(n).padStart(3, '0')}.mp3`, someTag(`c${n}`));
    const controller = new AbortController();
    let steps = 0;
    const { signal } = controller;
    const onStep = (): void => {
      steps += 1;
      if (steps === 60) controller.abort();
    };
    const report = await look(memory, { signal, onStep });
    expect(report.clips).toBe(60);
    expect(clips.count()).toBe(60);
    expect(await look(memory)).toMatchObject({ clips: 60, known: 60 });
  });

  it('says why the folder cannot be read', async () => {
    files.unmount(folder);
    await expect(look()).rejects.toThrow('folder_missing');
  });
});
