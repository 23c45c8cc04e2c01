import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sql } from '../../src/core/ports.ts';
import { SqlFault } from '../../src/main/adapters/sql-faults.ts';
import { engines } from '../tools/engines.ts';
import { smallDisk } from '../tools/small-disk.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-sql-'));
  path = join(folder, 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const thrownBy = (work: () => unknown): unknown => {
  try {
    return { nothing: work() };
  } catch (error) {
    return error instanceof SqlFault ? [error.kind, error.problem.code] : error;
  }
};
const countOf = (sql: Sql): unknown => sql.all('SELECT count(*) AS n FROM t')[0]?.['n'];
const long = 'x'.repeat(20_000);

describe.each(engines)('What the world does to %s', (name, open) => {
  it('tells a file that is no database, and a place where there can be none', () => {
    writeFileSync(path, 'no database at all. '.repeat(100));
    expect(thrownBy(() => open(path))).toEqual(['damaged', 'disk_fault']);
    expect(thrownBy(() => open(join(folder, 'missing', 'test.db')))).toEqual(['denied', 'internal']);
    mkdirSync(join(folder, 'folder.db'));
    expect(thrownBy(() => open(join(folder, 'folder.db')))).toEqual(['denied', 'internal']);
  });

  it('takes a value of a kind that is never written for damage', () => {
    const sql = open(path);
    expect(thrownBy(() => sql.all("SELECT x'00ff' AS bytes"))).toEqual(['damaged', 'disk_fault']);
    expect(sql.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    sql.close();
  });

  it('leaves a statement that is wrong what it is', () => {
    const sql = open(path);
    sql.exec('CREATE TABLE t (x INTEGER PRIMARY KEY)');
    for (const wrong of ['SELEC', 'INSERT INTO t VALUES (1), (1)', "SELECT json('{') FROM (SELECT 1)"]) {
      const thrown = thrownBy(() => sql.all(wrong));
      expect(thrown).toBeInstanceOf(Error);
    }
    sql.close();
  });

  it('takes a transaction that finds no room back as a whole, and goes on', () => {
    const sql = open(path);
    sql.exec('CREATE TABLE t (x TEXT); PRAGMA max_page_count = 20');
    sql.run('INSERT INTO t VALUES (?)', ['first']);
    const fill = (): void => {
      for (let n = 0; n < 20; n += 1) sql.run('INSERT INTO t VALUES (?)', [long]);
    };
    expect(thrownBy(() => sql.transaction(fill))).toEqual(['full', 'disk_full']);
    expect(thrownBy(fill)).toEqual(['full', 'disk_full']);
    sql.run("DELETE FROM t WHERE x <> 'first'");
    expect(countOf(sql)).toBe(1);
    sql.exec('PRAGMA max_page_count = 1000');
    sql.transaction(fill);
    expect(countOf(sql)).toBe(21);
    sql.close();
  });

  it('keeps what was committed on a disk that fills up, reads on, and writes on when there is room', () => {
    const disk = smallDisk(join(folder, 'disk'), 4096);
    if (disk === null) {
      // The page limit of the test above stands for the disk; here only that a fault knows its problem.
      expect(new SqlFault('full', 'disk_full', 'no room', null).problem).toMatchObject({ code: 'disk_full' });
      return;
    }
    const sql = open(join(disk.path, 'test.db'));
    sql.exec('CREATE TABLE t (x TEXT)');
    let saved = 0;
    const save = (): void => {
      sql.transaction(() => sql.run('INSERT INTO t VALUES (?)', [long]));
      saved += 1;
    };
    for (let n = 0; n < 5; n += 1) save();
    const room = disk.fill();
    const thrown = thrownBy(() => {
      for (let n = 0; n < 500; n += 1) save();
    });
    expect(thrown).toEqual(['full', 'disk_full']);
    expect(thrownBy(save)).toEqual(['full', 'disk_full']);
    expect(countOf(sql)).toBe(saved);
    room.free();
    save();
    expect([countOf(sql), sql.all('PRAGMA integrity_check')]).toEqual([saved, [{ integrity_check: 'ok' }]]);
    sql.close();
    const again = open(join(disk.path, 'test.db'));
    expect(countOf(again)).toBe(saved);
    again.close();
    disk.remove();
  });

  it('flushes each commit to the disk', () => {
    const sql = open(path);
    sql.exec('CREATE TABLE t (x TEXT)');
    expect(sql.all('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    if (name === 'node-sqlite3-wasm') {
      // Its file system is Node's: the flushes can be counted. Journal, database, and the journal's end.
      const flush = vi.spyOn(fs, 'fsyncSync');
      for (let n = 0; n < 3; n += 1) sql.transaction(() => sql.run('INSERT INTO t VALUES (?)', ['x']));
      expect(flush.mock.calls.length).toBeGreaterThanOrEqual(3 * 3);
      flush.mockRestore();
    } else {
      // With a log, "full" is a flush of the log in each commit (https://www.sqlite.org/pragma.html#pragma_synchronous).
      expect(sql.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    }
    sql.close();
  });
});
