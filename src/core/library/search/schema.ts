import type { Sql } from '../../ports.ts';

/** Raised when the index has to be made anew: with its tables, or with what its texts are folded to. */
export const indexVersion = 2;

/** What a clip has, as bits of the column `has`. */
export const hasBits = { cover: 1, lyrics: 2, notes: 4, tags: 8 } as const;

/**
 * The index: all that the library is searched, filtered and sorted by, made from the database and at any time made anew
 * from it. It lies in a file of its own, so that the database stays small to copy and to check, and damage here costs
 * nothing. `ord` is the clip's place in time (clips.ord); the newest is the greatest.
 *
 * The texts hold tokens and nothing else (FTS5, contentless: https://www.sqlite.org/fts5.html, 4.4.2); to its tokenizer
 * `ascii` all that is not ASCII belongs to a token, so it takes them as they are.
 */
const tables = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE clips (
    ord INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    task TEXT NOT NULL,
    type TEXT NOT NULL,
    model TEXT NOT NULL,
    title TEXT NOT NULL,
    title_rank REAL NOT NULL,
    style_key TEXT NOT NULL,
    first_style TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    duration REAL NOT NULL,
    bytes INTEGER NOT NULL,
    favourite INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    has INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX clips_by_id ON clips (id);
  CREATE INDEX clips_by_task ON clips (task);
  CREATE INDEX clips_by_title ON clips (title_rank, ord DESC);
  CREATE INDEX clips_by_style ON clips (style_key, ord DESC);
  CREATE INDEX clips_by_first_style ON clips (first_style, ord DESC);
  CREATE INDEX clips_by_model ON clips (model, ord DESC);
  CREATE INDEX clips_by_type ON clips (type);
  CREATE INDEX clips_by_length ON clips (duration, ord);
  CREATE INDEX clips_by_rating ON clips (rating, ord);
  CREATE INDEX clips_by_saved ON clips (saved_at, ord);
  CREATE INDEX clips_by_size ON clips (bytes, ord);
  CREATE INDEX clips_favourite ON clips (ord) WHERE favourite = 1;
  CREATE TABLE styles (style TEXT NOT NULL, ord INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (style, ord)) WITHOUT ROWID;
  CREATE INDEX styles_by_clip ON styles (ord);
  CREATE TABLE tags (tag TEXT NOT NULL, ord INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (tag, ord)) WITHOUT ROWID;
  CREATE INDEX tags_by_clip ON tags (ord);
  CREATE VIRTUAL TABLE texts USING fts5(
    title, style, lyrics, prompt, notes, tags,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
  );
  PRAGMA user_version = ${indexVersion};
`;

const names = ['texts', 'tags', 'styles', 'clips', 'facts'];

/** Makes the index's tables where it has none, or others than these. True when it is empty therefore. */
export const prepareIndex = (index: Sql): boolean => {
  const version = Number(index.all('PRAGMA user_version')[0]?.['user_version'] ?? 0);
  if (version === indexVersion) return false;
  emptyIndex(index);
  return true;
};

/** Throws all of it away and begins anew. */
export const emptyIndex = (index: Sql): void =>
  index.transaction(() => {
    names.forEach((name) => index.exec(`DROP TABLE IF EXISTS ${name}`));
    index.exec(tables);
  });
