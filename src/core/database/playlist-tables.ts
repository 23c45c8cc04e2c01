/**
 * Playlists (src/core/playlists). `version` rises with each change of what stands in a list's file, `written` is the one
 * that does; `here` says whether an entry's clip is in the library, so that a long list need not ask each clip.
 */
export const playlistTables = `
  CREATE TABLE playlists (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    query_json TEXT,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER,
    file TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    written INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE playlist_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    playlist_id TEXT NOT NULL,
    clip_id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    here INTEGER NOT NULL
  );
  CREATE INDEX playlist_order ON playlist_entries (playlist_id, rank);
  CREATE INDEX playlist_shown ON playlist_entries (playlist_id, rank, clip_id) WHERE here = 1;
  CREATE INDEX playlists_of_clip ON playlist_entries (clip_id);
  CREATE TRIGGER listed_clip_added AFTER INSERT ON clips BEGIN
    UPDATE playlists SET version = version + 1
      WHERE id IN (SELECT playlist_id FROM playlist_entries WHERE clip_id = NEW.id);
    UPDATE playlist_entries SET here = NEW.removed_at IS NULL WHERE clip_id = NEW.id;
  END;
  CREATE TRIGGER listed_clip_changed AFTER UPDATE OF removed_at, audio, title, own_title, duration ON clips
    WHEN OLD.removed_at IS NOT NEW.removed_at OR OLD.audio IS NOT NEW.audio OR OLD.title IS NOT NEW.title
      OR OLD.own_title IS NOT NEW.own_title OR OLD.duration IS NOT NEW.duration BEGIN
    UPDATE playlists SET version = version + 1
      WHERE id IN (SELECT playlist_id FROM playlist_entries WHERE clip_id = NEW.id);
    UPDATE playlist_entries SET here = NEW.removed_at IS NULL WHERE clip_id = NEW.id;
  END;
`;
