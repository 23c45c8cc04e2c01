import { migrate } from '../../src/core/database/migrations.ts';
import { createClipPlaces } from '../../src/core/library/clip-places.ts';
import { createClipStore } from '../../src/core/library/clip-store.ts';
import { nothingLookedAt } from '../../src/core/library/looked-at.ts';
import { createLyricStore } from '../../src/core/library/lyric-store.ts';
import { takeUp } from '../../src/core/library/take-up.ts';
import type { Files } from '../../src/core/ports.ts';
import type { RebuildReport } from '../../src/shared/contract.ts';
import { createFakeAudio } from './audio.ts';
import { createFakeClock } from './clock.ts';
import { createFakeFiles } from './files.ts';
import { putFiles, someClip, someTag } from './library.ts';
import { createFakeLog } from './log.ts';
import { memorySql } from './sql.ts';
import { createFakeTags } from './tags.ts';

export const folder = '/music';
const never = new AbortController().signal;

/** A library folder to take up from, and an empty library. */
export const createTakeUpWorld = () => {
  const clock = createFakeClock();
  const files = createFakeFiles({ folders: [folder] });
  const audio = createFakeAudio({ files });
  const sql = memorySql();
  migrate(sql);
  const clips = createClipStore(sql);
  const places = createClipPlaces(sql);
  const lyrics = createLyricStore(sql);
  const tags = createFakeTags(files);
  const read: string[] = [];
  return {
    ...{ clock, files, audio, sql, clips, places, lyrics },
    /** What is remembered from one look to the next, for those who hand it over. */
    memory: nothingLookedAt(),
    /** Names of the audio files whose tags were read by the last look. */
    read,
    async look(
      before = nothingLookedAt(),
      more: { signal?: AbortSignal; onStep?: () => void; files?: Files } = {},
    ): Promise<RebuildReport> {
      read.splice(0);
      const disk = more.files ?? files;
      const report = await takeUp(
        {
          ...{ clock, files: disk, audio, sql, log: createFakeLog(), clips, places, lyrics },
          tags: {
            make: tags.make,
            read: (path) => {
              read.push(path.slice(folder.length + 1));
              return tags.read(path);
            },
          },
          checkFolder: (path) => disk.checkFolder(path),
        },
        folder,
        before,
        { signal: more.signal ?? never, total: () => undefined, step: more.onStep ?? (() => undefined) },
      );
      if (!report.ok) throw new Error(report.problem.code);
      return report.value;
    },
    /** An MP3 that says of itself what it is. */
    async putTagged(name: string, tag = someTag('a'), sound = `sound of ${name}`): Promise<void> {
      const made = await tags.make('audio/mpeg', tag, null);
      files.put(`${folder}/${name}`, Buffer.concat([made ?? new Uint8Array(), Buffer.from(sound)]));
    },
    save(id: string, more: Parameters<typeof someClip>[1] = {}): void {
      const clip = someClip(id, more);
      clips.add(clip);
      putFiles(files, folder, clip);
    },
  };
};
