import { spawnSync } from 'node:child_process';
import {
  copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, writeSync, readdirSync, readFileSync, rmSync,
  statSync, truncateSync, writeFileSync,
} from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { engines } from '../../../tests/tools/engines.ts';
import { databaseVersion } from '../../core/database/migrations.ts';
import type { Sql } from '../../core/ports.ts';
import { backupName } from './backup-names.ts';
import { copyOut } from './copies.ts';
import { openDatabase, type OpenDatabase, type Opening } from './open.ts';
import { setAside } from './places.ts';

const now = Date.UTC(2026, 10, 23, 12);
const day = 24 * 60 * 60_000;
const stamp = '2026-11-23T12-00-00-000Z';

let userData: string;
let file: string;
let log: ReturnType<typeof createFakeLog>;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'cliploft-open-'));
  file = join(userData, 'library.db');
  log = createFakeLog();
});
afterEach(() => rmSync(userData, { recursive: true, force: true }));

const add = (sql: Sql, id: string): void =>
  void sql.run("INSERT INTO tasks (id, added_at, watch, title) VALUES (?, 1, 'active', ?)", [
    id,
    'x'.repeat(900),
  ]);
const idsOf = (sql: Sql): unknown[] => sql.all('SELECT id FROM tasks ORDER BY id').map((row) => row['id']);
const names = (): string[] => readdirSync(userData).sort();
const overwrite = (path: string, at: number, bytes: number): void => {
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(bytes, 0xaa), 0, bytes, at);
  closeSync(handle);
};

describe.each(engines)('with %s', (engine, open) => {
  const opening = (): Opening => openDatabase({ userData, now, log, open });
  const opened = (): OpenDatabase => {
    const result = opening();
    if (!result.ok) throw result.error;
    return result.value;
  };
  const refused = (): string => {
    const result = opening();
    if (!result.ok) return result.why;
    result.value.sql.close();
    return 'it was opened';
  };
  /** A database of 200 tasks (some 60 pages), closed in good order. */
  const make = (): void => {
    const { sql } = opened();
    sql.transaction(() => {
      for (let n = 100; n < 300; n += 1) add(sql, `task-${n}`);
    });
    sql.close();
  };
  /** A backup from `ago` ms, with one task that tells it from others. */
  const makeBackup = (ago: number, id: string): string => {
    const other = mkdtempSync(join(tmpdir(), 'cliploft-other-'));
    const made = openDatabase({ userData: other, now, log, open });
    if (!made.ok) throw made.error;
    add(made.value.sql, id);
    const name = backupName(now - ago);
    copyOut(made.value.sql, join(userData, 'backups'), name, open);
    made.value.sql.close();
    rmSync(other, { recursive: true });
    return join(userData, 'backups', name);
  };
  /** The last run did not end well. */
  const crashed = (): void => writeFileSync(`${file}.open`, '');

  it('makes a new database, and says in a file that it is in use', () => {
    const { sql, recovery } = opened();
    expect([recovery, sql.all('PRAGMA user_version')]).toEqual([null, [{ user_version: databaseVersion }]]);
    expect(existsSync(`${file}.open`)).toBe(true);
    sql.close();
    expect(names()).toEqual(['library.db']);
  });

  it('opens a sound one after a clean end and after a crash alike', () => {
    make();
    for (const how of [() => undefined, crashed]) {
      how();
      const { sql, recovery } = opened();
      expect([recovery, idsOf(sql).length]).toEqual([null, 200]);
      sql.close();
      expect(names()).toEqual(['library.db']);
    }
  });

  it('loses nothing that was committed when it is killed, with its log or journal beside it', () => {
    const script = join(import.meta.dirname, '../../../tests/tools/database-killed.ts');
    const child = spawnSync(process.execPath, ['--no-warnings', script, engine, userData], {
      encoding: 'utf8',
    });
    expect([child.signal, child.stdout, child.stderr]).toEqual(['SIGKILL', 'within', '']);
    expect(names().length).toBeGreaterThan(2);
    const { sql, recovery } = opened();
    expect([recovery, idsOf(sql).length, log.lines]).toEqual([null, 20, []]);
    sql.close();
    expect(names()).toEqual(['library.db']);
  });

  it.each(engines.filter(([other]) => other !== engine))(
    'loses nothing when %s was killed before it',
    (other) => {
      const script = join(import.meta.dirname, '../../../tests/tools/database-killed.ts');
      const child = spawnSync(process.execPath, ['--no-warnings', script, other, userData], {
        encoding: 'utf8',
      });
      expect([child.signal, child.stderr]).toEqual(['SIGKILL', '']);
      const { sql, recovery } = opened();
      expect([recovery, idsOf(sql).length]).toEqual([null, 20]);
      sql.close();
      // Closed by one engine, it is open to the other.
      const next = engines.find(([name]) => name === other)?.[1](file);
      expect(next?.all('SELECT count(*) AS n FROM tasks')).toEqual([{ n: 20 }]);
      next?.close();
    },
  );

  const damages: [string, () => void][] = [
    ['cut within the first page', () => truncateSync(file, 60)],
    ['cut behind the header', () => truncateSync(file, 1000)],
    ['cut to one page', () => truncateSync(file, 4096)],
    ['cut in half', () => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['without its last page', () => truncateSync(file, statSync(file).size - 4096)],
    ['without its last byte', () => truncateSync(file, statSync(file).size - 1)],
    ['with a page in the middle overwritten', () => overwrite(file, 40 * 4096, 4096)],
    ['with its first page overwritten', () => overwrite(file, 100, 3000)],
    ['with its name overwritten', () => overwrite(file, 0, 20)],
    ['replaced by garbage', () => writeFileSync(file, 'no database, whatever its name says. '.repeat(500))],
    ['replaced by another program’s database', () => {
      rmSync(file);
      const other = open(file);
      other.exec('CREATE TABLE bookmarks (x)');
      other.close();
    }],
    ['without a table that belongs to it', () => {
      const sql = open(file);
      sql.exec('DROP TABLE clips');
      sql.close();
    }],
  ]; // prettier-ignore

  it.each(damages)('sets a file aside that is %s, and takes the newest sound backup', (_how, damage) => {
    make();
    makeBackup(3 * day, 'older');
    makeBackup(2 * day, 'newer');
    truncateSync(makeBackup(day, 'damaged'), 8192);
    damage();
    crashed();
    const bytes = readFileSync(file);
    const { sql, recovery, reported } = opened();
    const aside = `${file}.damaged-${stamp}`;
    expect(recovery).toEqual({ setAside: aside, backupAt: now - 2 * day });
    expect(idsOf(sql)).toEqual(['newer']);
    // Nothing of it is deleted (SQLite may have merged a log into it or moved its mode).
    expect(readFileSync(aside).subarray(200)).toEqual(bytes.subarray(200));
    expect(readdirSync(join(userData, 'backups'))).toHaveLength(3);
    reported();
    sql.close();
    expect(names()).toEqual(['backups', 'library.db', `library.db.damaged-${stamp}`]);
    const next = opened();
    expect([next.recovery, idsOf(next.sql)]).toEqual([null, ['newer']]);
    next.sql.close();
  });

  it('begins anew where there is no backup', () => {
    make();
    overwrite(file, 0, 8192);
    const { sql, recovery } = opened();
    expect([recovery, idsOf(sql)]).toEqual([{ setAside: `${file}.damaged-${stamp}`, backupAt: null }, []]);
    sql.close();
  });

  it('tells of a recovery again until its report is kept', () => {
    make();
    overwrite(file, 0, 8192);
    const told = opened();
    told.sql.close();
    const again = opened();
    expect(again.recovery).toEqual(told.recovery);
    again.reported();
    again.sql.close();
    const last = opened();
    expect(last.recovery).toBeNull();
    last.sql.close();
  });

  it('finds damage that shows only while running, because such a run does not end well', () => {
    make();
    makeBackup(day, 'backup');
    overwrite(file, 30 * 4096, 10 * 4096);
    const { sql, recovery } = opened();
    expect(recovery).toBeNull();
    expect(() => sql.all('SELECT id, title FROM tasks')).toThrow(/malformed/);
    add(sql, 'goes-on');
    try {
      sql.close();
    } catch (error) {
      expect(String(error)).toMatch(/malformed/);
    }
    expect(existsSync(`${file}.open`)).toBe(true);
    const next = opened();
    expect([next.recovery?.backupAt, idsOf(next.sql)]).toEqual([now - day, ['backup']]);
    next.sql.close();
  });

  it.each([
    ['is empty', () => writeFileSync(file, ''), `damaged-${stamp}`],
    ['is gone', () => rmSync(file), ''],
  ])('takes a backup when the file %s', (_how, lose, aside) => {
    make();
    makeBackup(day, 'backup');
    lose();
    const { sql, recovery } = opened();
    expect(recovery).toEqual({ setAside: aside === '' ? '' : `${file}.${aside}`, backupAt: now - day });
    expect(idsOf(sql)).toEqual(['backup']);
    sql.close();
  });

  it('takes an empty file for a new one when there is no backup', () => {
    writeFileSync(file, '');
    const { sql, recovery } = opened();
    expect([recovery, idsOf(sql)]).toEqual([null, []]);
    sql.close();
  });

  it('takes no stale log for the restored file’s own', () => {
    make();
    makeBackup(day, 'backup');
    writeFileSync(`${file}-wal`, 'a log of the file that is gone');
    writeFileSync(`${file}-journal`, 'a journal of the file that is gone');
    rmSync(file);
    const { sql, recovery } = opened();
    const aside = `${file}.damaged-${stamp}`;
    expect(recovery?.setAside).toBe(aside);
    expect([idsOf(sql), existsSync(`${aside}-wal`), existsSync(`${aside}-journal`)]).toEqual([
      ['backup'],
      true,
      true,
    ]);
    sql.close();
  });

  describe('finishes a recovery that broke off', () => {
    const aside = (): string => `${file}.damaged-2026-11-01`;
    const intend = (): void =>
      writeFileSync(`${file}.recovery`, JSON.stringify({ setAside: aside(), backupAt: null }));
    const finished = (): void => {
      const { sql, recovery } = opened();
      expect(recovery).toEqual({ setAside: aside(), backupAt: now - day });
      expect([idsOf(sql), existsSync(aside())]).toEqual([['backup'], true]);
      sql.close();
    };
    beforeEach(() => {
      make();
      makeBackup(day, 'backup');
    });

    it('when only its log was moved', () => {
      intend();
      writeFileSync(`${aside()}-wal`, 'moved');
      finished();
    });
    it('when all was moved and nothing had taken its place', () => {
      intend();
      setAside(file, aside());
      finished();
    });
    it('but does nothing to a sound file when only the intent was written', () => {
      writeFileSync(`${file}.restoring`, 'half a backup');
      crashed();
      const { sql } = opened();
      expect(idsOf(sql)).toHaveLength(200);
      sql.close();
    });
  });

  const upgrade = (version: number): void => {
    const sql = open(file);
    sql.exec(`PRAGMA user_version = ${version}`);
    sql.close();
  };

  it('leaves a newer version’s database alone, damaged or not', () => {
    make();
    makeBackup(day, 'backup');
    upgrade(databaseVersion + 1);
    const sound = readFileSync(file);
    expect(refused()).toBe('newer');
    expect(readFileSync(file)).toEqual(sound);
    truncateSync(file, 9000);
    crashed();
    expect(refused()).toBe('newer');
    expect(statSync(file).size).toBe(9000);
    expect(names()).toEqual(['backups', 'library.db', 'library.db.open']);
  });

  it('does not take a newer version’s backup', () => {
    make();
    makeBackup(2 * day, 'usable');
    const newer = open(makeBackup(day, 'newer'));
    newer.exec(`PRAGMA user_version = ${databaseVersion + 1}`);
    newer.close();
    overwrite(file, 0, 8192);
    const { sql } = opened();
    expect(idsOf(sql)).toEqual(['usable']);
    sql.close();
  });

  it('says that something else stands in its place, and leaves it', () => {
    mkdirSync(file);
    writeFileSync(join(file, 'mine.txt'), 'mine');
    makeBackup(day, 'backup');
    expect(refused()).toBe('unreadable');
    expect([readFileSync(join(file, 'mine.txt'), 'utf8'), names()]).toEqual([
      'mine',
      ['backups', 'library.db'],
    ]);
  });

  it('makes a backup before a migration, and takes that for the migrated one when need be', () => {
    copyFileSync(join(import.meta.dirname, '../../../tests/fixtures/databases/v1.db'), file);
    const first = opened();
    const tasks = idsOf(first.sql);
    expect([first.recovery, tasks.length]).toEqual([null, 5]);
    expect(readdirSync(join(userData, 'backups'))).toEqual([`library-${stamp}-v1.db`]);
    first.sql.close();
    overwrite(file, 0, 8192);
    const second = opened();
    expect([second.recovery?.backupAt, idsOf(second.sql)]).toEqual([now, tasks]);
    expect(second.sql.all('PRAGMA user_version')).toEqual([{ user_version: databaseVersion }]);
    second.sql.close();
  });

  it('says that a migration failed, and leaves everything as it was', () => {
    copyFileSync(join(import.meta.dirname, '../../../tests/fixtures/databases/v1.db'), file);
    const odd = open(file);
    const before = odd.all('SELECT * FROM tasks ORDER BY id');
    // What the migration wants to add is there already.
    odd.exec('ALTER TABLE lyric_sheets ADD COLUMN file TEXT');
    odd.close();
    expect(refused()).toBe('migration');
    const sql = open(file);
    expect(sql.all('PRAGMA user_version')).toEqual([{ user_version: 1 }]);
    expect(sql.all('SELECT * FROM tasks ORDER BY id')).toEqual(before);
    expect(() => sql.all('SELECT deadline_at FROM save_items')).toThrow(/no such column/);
    sql.close();
    expect(names()).toEqual(['backups', 'library.db']);
  });
});
