/**
 * What is said of which clips, and when (core/library/said): `n` gives each its place in the files of the library folder,
 * `due` is 1 until it stands there. What is said of a clip that is not here yet waits as JSON. What older versions kept
 * has no time, and gives way to anything that has one.
 */
export const saidTables = `
  CREATE TABLE said_clips (
    n INTEGER PRIMARY KEY,
    clip_id TEXT NOT NULL UNIQUE,
    said_at INTEGER NOT NULL,
    due INTEGER NOT NULL DEFAULT 1,
    waiting_json TEXT
  );
  CREATE INDEX said_clips_due ON said_clips (n) WHERE due = 1;
  CREATE INDEX said_clips_waiting ON said_clips (clip_id) WHERE waiting_json IS NOT NULL;
  INSERT INTO said_clips (clip_id, said_at)
    SELECT id, 0 FROM clips
    WHERE favourite <> 0 OR rating <> 0 OR notes <> '' OR own_title IS NOT NULL
      OR id IN (SELECT clip_id FROM clip_tags) ORDER BY id;
`;
