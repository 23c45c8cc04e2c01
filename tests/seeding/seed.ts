import { createHash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClipStore } from '../../src/core/library/clip-store.ts';
import { createItemStore } from '../../src/core/saving/item-store.ts';
import { keptAtHand } from '../../src/core/tasks/put-away.ts';
import { createTaskStore } from '../../src/core/tasks/task-store.ts';
import { baseNames } from '../../src/core/saving/file-names.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { openHeadless } from '../headless/engine.ts';
import { coversOf } from './covers.ts';
import { songsOf } from './songs.ts';
import { taskOf } from './tasks.ts';

export interface SeedOptions {
  clips: number;
  /** Folder of the app's user data, and the library's: made where they are not there. */
  profile: string;
  library: string;
  seed: number;
  /** ms since the epoch: when the newest clip was made. */
  now: number;
  /** The language of whoever will open it. */
  locale: string;
}

const sound = join(import.meta.dirname, '../fixtures/sound');
/** The same file under another name; a copy where the disk has no second names (or too many of one). */
const another = (from: string, to: string): void => {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
};

/**
 * Fills a profile and a library folder as if its user had made these songs: by the app's own engine and stores, so that
 * the app opens it as its own, its tasks on the list. No key, no server.
 */
export const seedLibrary = async (options: SeedOptions): Promise<void> => {
  const { clips: count, profile, library, seed, now } = options;
  mkdirSync(library, { recursive: true });
  const app = openHeadless({
    ...{ profile, libraryFolder: library, apiUrl: 'http://127.0.0.1:9/api/v1', key: null, sqlite: 'node' },
    ...{ locale: options.locale },
  });
  try {
    // The folder gets its mark before there is anything in it.
    await app.engine.start();
    const { sql } = app.ports;
    const files = await Promise.all(
      ['cbr.mp3', 'vbr.mp3'].map(async (name) => {
        const path = join(sound, name);
        const facts = await createAudioReader().read(path);
        if (!facts.ok) throw new Error(`${name}: ${facts.problem.code}`);
        const bytes = readFileSync(path);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return { path, bytes: bytes.length, sha256, audioSha256: facts.value.soundSha256 };
      }),
    );
    const clips = createClipStore(sql);
    const [tasks, items] = [createTaskStore(sql), createItemStore(sql)];
    const taskIds: string[] = [];
    const first = files[0];
    if (first === undefined) throw new Error('there is no sound');
    const pictures = coversOf(seed, count).map((cover, at) => {
      const path = join(profile, `seed-cover-${String(at)}.png`);
      writeFileSync(path, cover);
      return path;
    });
    const all = songsOf(count, seed, now);
    for (let next = all.next(); next.done !== true;)
      sql.transaction(() => {
        for (let n = 0; n < 1000 && next.done !== true; n += 1, next = all.next()) {
          const { clip, said } = next.value;
          const { task, item } = taskOf(clip);
          if (taskIds[taskIds.length - 1] !== task.id) taskIds.push(task.id);
          tasks.write(task);
          items.write(item);
          const [name = clip.id] = baseNames(clip.title, clip.id);
          const file = files[n % files.length] ?? first;
          another(file.path, join(library, `${name}.mp3`));
          const picture = pictures[parseInt(clip.id.slice(0, 8), 16) % pictures.length];
          const hasCover = next.value.hasCover && picture !== undefined;
          if (hasCover) another(picture, join(library, `${name}.png`));
          const { bytes, sha256, audioSha256 } = file;
          clips.add({
            ...{ ...clip, audio: `${name}.mp3`, cover: hasCover ? `${name}.png` : null },
            ...{ mime: 'audio/mpeg', bytes, sha256, audioSha256 },
          });
          if (said.favourite || said.rating > 0)
            sql.run('UPDATE clips SET favourite = ?, rating = ? WHERE id = ?', [
              ...[said.favourite ? 1 : 0, said.rating, clip.id],
            ]);
          for (const tag of said.tags) sql.run('INSERT INTO clip_tags VALUES (?, ?)', [clip.id, tag]);
        }
      });
    sql.transaction(() => taskIds.slice(0, -keptAtHand).forEach((id) => tasks.putAway(id, 'finished')));
    // Each question takes up some of what is due.
    const query = { text: '', sort: 'newest', offset: 0, limit: 1 } as const;
    while (app.engine.clipPage(query).total < count);
  } finally {
    await app.close();
  }
};
