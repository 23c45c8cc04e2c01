import { createClipPlaces } from '../../src/core/library/clip-places.ts';
import { type ClipStore, createClipStore } from '../../src/core/library/clip-store.ts';
import { createFolderCheck } from '../../src/core/library/folder-check.ts';
import { createFolderFacts, type FolderFacts } from '../../src/core/library/folder-facts.ts';
import { createLyricStore } from '../../src/core/library/lyric-store.ts';
import { readMarker } from '../../src/core/library/marker.ts';
import { migrate } from '../../src/core/database/migrations.ts';
import type { ClipTag, Sql } from '../../src/core/ports.ts';
import type { Result } from '../../src/shared/problem.ts';
import { createFakeClock } from './clock.ts';
import { createFakeFiles } from './files.ts';
import { putFiles, someClip } from './library.ts';
import { createFakeLog } from './log.ts';
import { memorySql } from './sql.ts';

export const folder = '/disk/music';
export const marker = `${folder}/.cliploft/library.json`;

/** One of those who ask whether this is their library folder. */
export interface Computer {
  clips: ClipStore;
  facts: FolderFacts;
  sql: Sql;
  check: () => Promise<Result<void>>;
}

/** A library folder on a disk that comes and goes, and computers that share it. */
export const createFolderWorld = () => {
  const clock = createFakeClock();
  const files = createFakeFiles();
  const tagged = new Map<string, ClipTag>();
  const fine: string[] = [];
  let recovering = false;
  return {
    ...{ clock, files, tagged, fine },
    recover: () => void (recovering = true),
    computer(chance: number): Computer {
      const sql = memorySql();
      migrate(sql);
      const facts = createFolderFacts(sql, () => chance);
      const check = createFolderCheck({
        ...{ clock, files, log: createFakeLog(), profileId: 'p', facts },
        tags: { make: async () => null, read: async (path) => tagged.get(path) ?? null },
        ...{ places: createClipPlaces(sql), lyrics: createLyricStore(sql) },
        isRecovering: () => recovering,
        onFine: (at) => void fine.push(at),
      });
      return { sql, facts, clips: createClipStore(sql), check: () => check(folder) };
    },
    save(by: Computer, id: string): void {
      const clip = someClip(id);
      by.clips.add(clip);
      putFiles(files, folder, clip);
    },
    /** The id that the folder bears. */
    id: (): Promise<string | null> => readMarker({ files, folder }),
    /** The disk goes; the empty place where it was mounted stays. */
    async unmount(): Promise<() => void> {
      const mounted = [...files.disk];
      files.unmount(folder);
      await files.ensureFolder(folder);
      return () => mounted.forEach(([path, bytes]) => files.put(path, bytes));
    },
  };
};
