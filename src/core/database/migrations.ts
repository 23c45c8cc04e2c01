import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Sql } from '../ports.ts';
import { lineageTables } from './lineage-tables.ts';
import { pairTables } from './pair-tables.ts';
import { playlistTables } from './playlist-tables.ts';
import { saidTables } from './said-tables.ts';
import { soundTables } from './sound-tables.ts';
import { statisticsTables } from './statistics-tables.ts';
import { shortHash } from '../short-hash.ts';

/**
 * Forward only, one entry per version, never changed once released: version n is reached by running
 * entries 1 to n. Times are ms since the epoch unless a column ends in `_iso`; JSON where a column ends in `_json`.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    added_at INTEGER NOT NULL,
    watch TEXT NOT NULL,
    type TEXT,
    model TEXT,
    status TEXT,
    progress REAL,
    credits REAL,
    title TEXT,
    input_json TEXT,
    error TEXT,
    created_iso TEXT,
    completed_iso TEXT,
    last_check_at INTEGER,
    next_check_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    problem_json TEXT,
    noticed INTEGER NOT NULL DEFAULT 0,
    reply_json TEXT
  );
  CREATE TABLE save_items (
    id TEXT PRIMARY KEY,
    task_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    source_json TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER,
    needs_link INTEGER NOT NULL DEFAULT 0,
    problem_json TEXT
  );
  CREATE INDEX save_items_by_task ON save_items (task_id, position);
  CREATE TABLE clips (
    id TEXT PRIMARY KEY,
    task_id TEXT NOT NULL,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    style TEXT NOT NULL,
    model TEXT NOT NULL,
    duration REAL NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    audio TEXT NOT NULL,
    cover TEXT,
    mime TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    lyrics TEXT NOT NULL,
    provenance_json TEXT NOT NULL,
    folded TEXT NOT NULL
  );
  CREATE INDEX clips_by_date ON clips (created_at DESC, task_id, position, id);
  CREATE INDEX clips_by_task ON clips (task_id, position);
  CREATE TABLE lyric_sheets (
    id TEXT PRIMARY KEY,
    task_id TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    prompt TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    folded TEXT NOT NULL
  );
  CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    task_id TEXT,
    clip_id TEXT,
    title TEXT NOT NULL,
    detail TEXT,
    at INTEGER NOT NULL,
    read INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  `,
  // Links run out 7 days after the task was done (sunor-api.md 8); a download that broke off is remembered.
  `
  ALTER TABLE save_items ADD COLUMN deadline_at INTEGER;
  ALTER TABLE save_items ADD COLUMN part_json TEXT;
  UPDATE save_items SET deadline_at = (
    SELECT coalesce(CAST(strftime('%s', completed_iso) AS INTEGER) * 1000, added_at) + 604800000
    FROM tasks WHERE tasks.id = save_items.task_id
  ) WHERE kind = 'clip';
  ALTER TABLE tasks ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE clips ADD COLUMN removed_at INTEGER;
  ALTER TABLE clips ADD COLUMN trashed_at INTEGER;
  DROP INDEX clips_by_date;
  CREATE INDEX clips_by_date ON clips (created_at DESC, task_id, position, id) WHERE removed_at IS NULL;
  CREATE INDEX clips_removed ON clips (removed_at) WHERE removed_at IS NOT NULL;
  CREATE INDEX clips_by_file ON clips (audio);
  ALTER TABLE lyric_sheets ADD COLUMN file TEXT;
  `,
  // What the user says of a clip, its place in time (given out by the program; library/place-in-time.ts), and what the
  // index of the library (library/search) has still to take up: 1 with its texts, 0 without.
  `
  DROP INDEX clips_by_date;
  ALTER TABLE clips DROP COLUMN folded;
  ALTER TABLE clips ADD COLUMN ord INTEGER;
  ALTER TABLE clips ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE clips ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE clips ADD COLUMN notes TEXT NOT NULL DEFAULT '';
  ALTER TABLE clips ADD COLUMN own_title TEXT;
  CREATE UNIQUE INDEX clips_by_ord ON clips (ord);
  CREATE INDEX clips_here ON clips (id) WHERE removed_at IS NULL;
  CREATE TABLE clip_tags (
    clip_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (clip_id, tag)
  ) WITHOUT ROWID;
  CREATE TABLE index_due (ord INTEGER PRIMARY KEY, texts INTEGER NOT NULL);
  CREATE TRIGGER clip_added AFTER INSERT ON clips WHEN NEW.ord IS NOT NULL BEGIN
    INSERT INTO index_due (ord, texts) VALUES (NEW.ord, 1) ON CONFLICT (ord) DO UPDATE SET texts = 1;
  END;
  CREATE TRIGGER clip_texts AFTER UPDATE OF id, ord, title, own_title, style, lyrics, notes, provenance_json, removed_at
    ON clips BEGIN
    INSERT INTO index_due (ord, texts) SELECT OLD.ord, 1 WHERE OLD.ord IS NOT NULL
      ON CONFLICT (ord) DO UPDATE SET texts = 1;
    INSERT INTO index_due (ord, texts) SELECT NEW.ord, 1 WHERE NEW.ord IS NOT NULL
      ON CONFLICT (ord) DO UPDATE SET texts = 1;
  END;
  CREATE TRIGGER clip_facts AFTER UPDATE OF favourite, rating, task_id, type, model, duration, created_at, saved_at,
    cover, bytes ON clips WHEN NEW.ord IS NOT NULL BEGIN
    INSERT INTO index_due (ord, texts) VALUES (NEW.ord, 0) ON CONFLICT (ord) DO NOTHING;
  END;
  CREATE TRIGGER clip_tagged AFTER INSERT ON clip_tags BEGIN
    INSERT INTO index_due (ord, texts) SELECT ord, 1 FROM clips WHERE id = NEW.clip_id AND ord IS NOT NULL
      ON CONFLICT (ord) DO UPDATE SET texts = 1;
  END;
  CREATE TRIGGER clip_untagged AFTER DELETE ON clip_tags BEGIN
    INSERT INTO index_due (ord, texts) SELECT ord, 1 FROM clips WHERE id = OLD.clip_id AND ord IS NOT NULL
      ON CONFLICT (ord) DO UPDATE SET texts = 1;
  END;
  `,
  // Tasks of which nothing more is to be expected are read only when somebody looks back that far (tasks/task-store.ts).
  `
  ALTER TABLE tasks ADD COLUMN put_away INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX tasks_at_hand ON tasks (added_at) WHERE put_away = 0;
  CREATE INDEX tasks_put_away ON tasks (added_at DESC, id, put_away) WHERE put_away > 0;
  CREATE INDEX tasks_by_age ON tasks (added_at DESC, id);
  CREATE INDEX index_due_facts ON index_due (ord) WHERE texts = 0;
  CREATE INDEX save_items_open ON save_items (task_id, position) WHERE state NOT IN ('saved', 'dropped');
  ${statisticsTables}
  ${playlistTables}

  -- The sound of a file without its tags. Names that files are being given, and had before (library/renaming): due as
  -- long as the disk may not have followed yet.
  ALTER TABLE clips ADD COLUMN audio_sha256 TEXT;
  CREATE INDEX clips_by_sound ON clips (audio_sha256) WHERE audio_sha256 IS NOT NULL;
  CREATE TABLE renamed_files (
    clip_id TEXT PRIMARY KEY,
    was TEXT NOT NULL,
    becomes TEXT NOT NULL,
    due INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX renamed_files_due ON renamed_files (clip_id) WHERE due = 1;
  ${soundTables}
  ${lineageTables}
  ${saidTables}
  ${pairTables}
  `,
];

/** The version that this program writes. */
export const databaseVersion = migrations.length;

/** The tables that a database of this version has: those without which it is none of ours. */
export const tablesOf = (version: number): string[] => {
  const tables = new Set<string>();
  const words = /(CREATE|DROP)(?: VIRTUAL)? TABLE (\w+)/g;
  for (const [, word, table] of migrations.slice(0, version).join('\n').matchAll(words)) {
    if (table === undefined) continue;
    if (word === 'CREATE') tables.add(table);
    else tables.delete(table);
  }
  return [...tables];
};

/** A short stand-in for how an open database has its tables written down, and for how this version makes them. */
export const schemaHash = (sql: Sql): string => {
  const made = sql.all('SELECT name, sql FROM sqlite_master ORDER BY name');
  return String(
    shortHash([...migrations, ...made.flatMap((row) => [String(row['name']), String(row['sql'])])]),
  );
};

/** The version of an open database: 0 for a new one. */
export const versionOf = (sql: Sql): number =>
  Number(sql.all('PRAGMA user_version')[0]?.['user_version'] ?? 0);

/**
 * Brings a database to this version, each step in a transaction of its own. `bad_request` when it comes
 * from a newer Cliploft: then nothing is touched.
 */
export const migrate = (sql: Sql): Result<void> => {
  const version = versionOf(sql);
  if (version > databaseVersion) {
    return fail('bad_request', {
      detail: `the database is of version ${version}, this program knows ${databaseVersion}`,
    });
  }
  migrations.slice(version).forEach((statements, step) => {
    sql.transaction(() => {
      sql.exec(statements);
      sql.exec(`PRAGMA user_version = ${version + step + 1}`);
    });
  });
  return ok(undefined);
};
