import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../tests/tools/engines.ts';
import {
  addTask,
  createUserData,
  day,
  idsOf,
  now,
  overwrite,
  stamp,
} from '../../../tests/tools/user-data.ts';
import { databaseVersion } from '../../core/database/migrations.ts';
import { setAside } from './places.ts';

describe.each(engines)('with %s', (_engine, open) => {
  let at: ReturnType<typeof createUserData>;
  let file: string;
  beforeEach(() => {
    at = createUserData(open);
    file = at.file;
  });
  afterEach(() => at.remove());

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
    ['with the number of no version', () => overwrite(file, 60, 1)],
    ['with a header that makes it read-only', () => overwrite(file, 18, 1)],
    ['replaced by garbage', () => writeFileSync(file, 'no database, whatever its name says. '.repeat(500))],
    ['replaced by another program’s database', () => {
      rmSync(file);
      const other = open(file);
      other.exec('CREATE TABLE bookmarks (x)');
      other.close();
    }],
    ['with a text that one flipped bit made bytes of', () => {
      const bytes = readFileSync(file);
      // The text of 8 letters is of type 29, which stands before it; 28 are 8 bytes.
      const type = bytes.lastIndexOf(29, bytes.indexOf('task-150active'));
      writeFileSync(file, bytes.fill(28, type, type + 1));
    }],
    ['with a letter changed in the name of a column', () => {
      const text = readFileSync(file, 'latin1').replaceAll('CREATE TABLE facts (name', 'CREATE TABLE facts (nbme');
      writeFileSync(file, text, 'latin1');
    }],
    ['without a table that belongs to it', () => {
      const sql = open(file);
      sql.exec('DROP TABLE clips');
      sql.close();
    }],
  ]; // prettier-ignore

  it.each(damages)('sets a file aside that is %s, and takes the newest sound backup', (_how, damage) => {
    at.make();
    at.makeBackup(3 * day, 'older');
    at.makeBackup(2 * day, 'newer');
    truncateSync(at.makeBackup(day, 'damaged'), 8192);
    damage();
    at.crashed();
    const bytes = readFileSync(file);
    const { sql, recovery, reported } = at.opened();
    const aside = `${file}.damaged-${stamp}`;
    expect(recovery).toEqual({ setAside: aside, backupAt: now - 2 * day });
    expect(idsOf(sql)).toEqual(['newer']);
    // Nothing of it is deleted (SQLite may have merged a log into it or moved its mode).
    expect(readFileSync(aside).subarray(200).equals(bytes.subarray(200))).toBe(true);
    expect(readdirSync(join(at.userData, 'backups'))).toHaveLength(3);
    reported();
    sql.close();
    expect(at.names()).toEqual(['backups', 'library.db', `library.db.damaged-${stamp}`]);
    const next = at.opened();
    expect([next.recovery, idsOf(next.sql)]).toEqual([null, ['newer']]);
    next.sql.close();
  });

  it('begins anew where there is no backup', () => {
    at.make();
    overwrite(file, 0, 8192);
    const { sql, recovery } = at.opened();
    expect([recovery, idsOf(sql)]).toEqual([{ setAside: `${file}.damaged-${stamp}`, backupAt: null }, []]);
    sql.close();
  });

  it('tells of a recovery again until its report is kept', () => {
    at.make();
    overwrite(file, 0, 8192);
    const told = at.opened();
    told.sql.close();
    const again = at.opened();
    expect(again.recovery).toEqual(told.recovery);
    again.reported();
    again.sql.close();
    const last = at.opened();
    expect(last.recovery).toBeNull();
    last.sql.close();
  });

  it('finds damage that shows only while running, because such a run does not end well', () => {
    at.make();
    at.makeBackup(day, 'backup');
    // Rows of tasks, and nothing else.
    overwrite(file, 68 * 4096, 10 * 4096);
    const { sql, recovery } = at.opened();
    expect(recovery).toBeNull();
    expect(() => sql.all('SELECT id, title FROM tasks')).toThrow(/malformed/);
    addTask(sql, 'goes-on');
    try {
      sql.close();
    } catch (error) {
      expect(String(error)).toMatch(/malformed/);
    }
    expect(existsSync(`${file}.open`)).toBe(true);
    const next = at.opened();
    expect([next.recovery?.backupAt, idsOf(next.sql)]).toEqual([now - day, ['backup']]);
    next.sql.close();
  });

  it.each([
    ['is empty', () => writeFileSync(file, ''), `damaged-${stamp}`],
    ['is gone', () => rmSync(file), ''],
  ])('takes a backup when the file %s', (_how, lose, aside) => {
    at.make();
    at.makeBackup(day, 'backup');
    lose();
    const { sql, recovery } = at.opened();
    expect(recovery).toEqual({ setAside: aside === '' ? '' : `${file}.${aside}`, backupAt: now - day });
    expect(idsOf(sql)).toEqual(['backup']);
    sql.close();
  });

  it('takes an empty file for a new one when there is no backup', () => {
    writeFileSync(file, '');
    const { sql, recovery } = at.opened();
    expect([recovery, idsOf(sql)]).toEqual([null, []]);
    sql.close();
  });

  it('takes no stale log for the restored file’s own', () => {
    at.make();
    at.makeBackup(day, 'backup');
    writeFileSync(`${file}-wal`, 'a log of the file that is gone');
    writeFileSync(`${file}-journal`, 'a journal of the file that is gone');
    rmSync(file);
    const { sql, recovery } = at.opened();
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
      const { sql, recovery } = at.opened();
      expect(recovery).toEqual({ setAside: aside(), backupAt: now - day });
      expect([idsOf(sql), existsSync(aside())]).toEqual([['backup'], true]);
      sql.close();
    };
    beforeEach(() => {
      at.make();
      at.makeBackup(day, 'backup');
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
      at.crashed();
      const { sql } = at.opened();
      expect(idsOf(sql)).toHaveLength(200);
      sql.close();
    });
  });

  it('does not take a newer version’s backup', () => {
    at.make();
    at.makeBackup(2 * day, 'usable');
    const newer = open(at.makeBackup(day, 'newer'));
    newer.exec(`PRAGMA user_version = ${databaseVersion + 1}`);
    newer.close();
    overwrite(file, 0, 8192);
    const { sql } = at.opened();
    expect(idsOf(sql)).toEqual(['usable']);
    sql.close();
  });
});
