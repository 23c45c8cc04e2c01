import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from '../../src/core/ports.ts';
import { backupName } from '../../src/main/database/backup-names.ts';
import { copyOut } from '../../src/main/database/copies.ts';
import { openDatabase, type OpenDatabase, type Opening } from '../../src/main/database/open.ts';
import { createFakeLog } from '../fakes/log.ts';

/** When the tests of the database take place, in ms since the epoch and as part of a file name. */
export const now = Date.UTC(2026, 10, 23, 12);
export const stamp = '2026-11-23T12-00-00-000Z';
export const day = 24 * 60 * 60_000;

export const addTask = (sql: Sql, id: string): void =>
  void sql.run("INSERT INTO tasks (id, added_at, watch, title) VALUES (?, 1, 'active', ?)", [
    id,
    'x'.repeat(900),
  ]);
export const idsOf = (sql: Sql): unknown[] =>
  sql.all('SELECT id FROM tasks ORDER BY id').map((row) => row['id']);

/** Overwrites part of a file with nonsense. */
export const overwrite = (path: string, at: number, bytes: number): void => {
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(bytes, 0xaa), 0, bytes, at);
  closeSync(handle);
};

/** A folder of user data on the real disk, at `userData` or a temporary one, with its database opened by `open`. */
export const createUserData = (
  open: (path: string) => Sql,
  userData = mkdtempSync(join(tmpdir(), 'cliploft-data-')),
) => {
  const file = join(userData, 'library.db');
  const log = createFakeLog();
  const opening = (): Opening => openDatabase({ userData, now, log, open });
  const opened = (): OpenDatabase => {
    const result = opening();
    if (!result.ok) throw result.error;
    return result.value;
  };
  return {
    ...{ userData, file, log, opening, opened },
    names: (): string[] => readdirSync(userData).sort(),
    /** Why it is not opened. */
    refused(): string {
      const result = opening();
      if (!result.ok) return result.why;
      result.value.sql.close();
      return 'it was opened';
    },
    /** A database of 200 tasks (some 80 pages, the first 31 of them without any), closed in good order. */
    make(): void {
      const { sql } = opened();
      sql.transaction(() => {
        for (let n = 100; n < 300; n += 1) addTask(sql, `task-${n}`);
      });
      sql.close();
    },
    /** A backup from `ago` ms, with one task that tells it from others. */
    makeBackup(ago: number, id: string): string {
      const other = createUserData(open);
      const { sql } = other.opened();
      addTask(sql, id);
      const name = backupName(now - ago);
      copyOut(sql, join(userData, 'backups'), name, open);
      sql.close();
      other.remove();
      return join(userData, 'backups', name);
    },
    /** The last run did not end well. */
    crashed: (): void => writeFileSync(`${file}.open`, ''),
    remove: (): void => rmSync(userData, { recursive: true, force: true }),
  };
};
