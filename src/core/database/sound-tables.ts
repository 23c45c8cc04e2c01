/**
 * What clips sound like (core/sound), and which have still to be measured: those whose file is not the one that was.
 * `clips.measured` follows `sounds` by itself, so that a short index answers what is due without a look at the rest.
 */
export const soundTables = `
  ALTER TABLE clips ADD COLUMN measured TEXT;
  CREATE INDEX clips_unmeasured ON clips (ord) WHERE removed_at IS NULL AND measured IS NOT sha256;
  CREATE TABLE sounds (
    clip_id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    bars TEXT,
    loudness REAL,
    peak REAL,
    duration REAL,
    problem_json TEXT,
    measured_at INTEGER NOT NULL
  );
  CREATE TRIGGER sound_added AFTER INSERT ON sounds BEGIN
    UPDATE clips SET measured = NEW.sha256 WHERE id = NEW.clip_id;
  END;
  CREATE TRIGGER sound_changed AFTER UPDATE OF sha256 ON sounds BEGIN
    UPDATE clips SET measured = NEW.sha256 WHERE id = NEW.clip_id;
  END;
  CREATE TRIGGER sound_removed AFTER DELETE ON sounds BEGIN
    UPDATE clips SET measured = NULL WHERE id = OLD.clip_id;
  END;
  CREATE TRIGGER clip_and_sound AFTER DELETE ON clips BEGIN
    DELETE FROM sounds WHERE clip_id = OLD.id;
  END;
`;
