import type { ClipStore } from '../library/clip-store.ts';
import type { LyricStore } from '../library/lyric-store.ts';
import type { Clock, Sql } from '../ports.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import type { SavedFiles, SavedSheet } from './outcome.ts';

interface CommitOptions {
  sql: Sql;
  clock: Clock;
  items: ItemStore;
  clips: ClipStore;
  lyrics: LyricStore;
}

/**
 * One durable commit: what was saved is in the library, saying what its file says, and its item is saved. `files` is
 * null for a clip that the library holds already.
 */
export const commitSaved = (
  { sql, clock, items, clips, lyrics }: CommitOptions,
  item: SaveItemRecord,
  files: SavedFiles | SavedSheet | null,
): void => {
  const savedAt = clock.now();
  sql.transaction(() => {
    if (files?.kind === 'lyrics') {
      const { provenance: _provenance, ...sheet } = files.sheet;
      lyrics.add({ ...sheet, savedAt, file: files.file });
    } else if (files !== null) {
      const { clipId, ...tag } = files.tag;
      const { audio, cover, bytes, sha256, facts } = files;
      const { duration, mime, soundSha256: audioSha256 } = facts;
      clips.add({ id: clipId, ...tag, savedAt, duration, audio, cover, mime, bytes, sha256, audioSha256 });
    }
    // The task may have been forgotten meanwhile, and its items with it: the clip is kept all the same.
    if (items.get(item.id) !== undefined) {
      items.write({ ...item, state: 'saved', nextTryAt: null, needsLink: false, problem: null });
    }
  });
};
