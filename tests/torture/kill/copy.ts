import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseOf } from '../../headless/engine.ts';

/** What a killed program's database holds, once SQLite has rolled it back or forward. */
export interface Kept {
  /** What `PRAGMA integrity_check` says; `ok` when all is well. */
  integrity: string;
  version: number;
  /** What this profile's part files begin with; null before there are any. */
  partPrefix: string | null;
  tasks: Map<string, { status: string | null; watch: string }>;
  clips: { id: string; audio: string; cover: string | null; bytes: number; sha256: string }[];
  sheets: Set<string>;
}

const nothing = (integrity: string): Kept => ({
  ...{ integrity, version: 0, partPrefix: null, clips: [] },
  ...{ tasks: new Map(), sheets: new Set() },
});

const readAll = (db: DatabaseSync): Kept => {
  const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all();
  const integrity = all('PRAGMA integrity_check')
    .map((row) => String(row['integrity_check']))
    .join('; ');
  const version = Number(all('PRAGMA user_version')[0]?.['user_version']);
  if (version === 0 || integrity !== 'ok') return { ...nothing(integrity), version };
  const removed = version > 1 ? 'WHERE removed_at IS NULL' : '';
  return {
    integrity,
    version,
    partPrefix: (all("SELECT value FROM facts WHERE name = 'profile'")[0]?.['value'] ?? null) as
      string | null,
    tasks: new Map(
      all('SELECT id, status, watch FROM tasks').map((row) => [
        String(row['id']),
        { status: row['status'] === null ? null : String(row['status']), watch: String(row['watch']) },
      ]),
    ),
    clips: all(`SELECT id, audio, cover, bytes, sha256 FROM clips ${removed}`).map((row) => ({
      id: String(row['id']),
      audio: String(row['audio']),
      cover: row['cover'] === null ? null : String(row['cover']),
      bytes: Number(row['bytes']),
      sha256: String(row['sha256']),
    })),
    sheets: new Set(all('SELECT id FROM lyric_sheets').map((row) => String(row['id']))),
  };
};

/**
 * Reads a profile's database from a copy, so that its recovery is left to the program itself. Null when there is
 * none yet.
 */
export const readCopy = (profile: string): Kept | null => {
  const database = databaseOf(profile);
  if (!existsSync(database)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'cliploft-kept-'));
  try {
    for (const beside of ['', '-wal', '-journal'])
      if (existsSync(database + beside)) cpSync(database + beside, join(folder, `library.db${beside}`));
    const db = new DatabaseSync(join(folder, 'library.db'));
    try {
      return readAll(db);
    } finally {
      db.close();
    }
  } catch (error) {
    return nothing(String(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
