import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sql } from '../../src/core/ports.ts';
import { nodeSqlite, openNodeSql } from '../../src/main/adapters/sql-node.ts';
import { openWasmSql } from '../../src/main/adapters/sql-wasm.ts';
import { memorySql } from '../fakes/sql.ts';

const openNode = (path: string): Sql => {
  const sqlite = nodeSqlite();
  if (sqlite === null) throw new Error('these tests need a Node that has node:sqlite');
  return openNodeSql(sqlite, path);
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-sql-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const onDisk: [string, (path: string) => Sql][] = [
  ['node:sqlite', openNode],
  ['node-sqlite3-wasm', openWasmSql],
];
const all: [string, (path: string) => Sql][] = [...onDisk, ['the fake', () => memorySql()]];

describe.each(all)('Sql: %s', (_name, open) => {
  let sql: Sql;
  beforeEach(() => {
    sql = open(join(folder, 'test.db'));
    sql.exec(
      'CREATE TABLE parent (id TEXT PRIMARY KEY, n REAL, note TEXT) STRICT; CREATE TABLE other (x INT)',
    );
  });
  afterEach(() => sql.close());

  it('keeps text in any script, whole and broken numbers, big times and null', () => {
    const rows = [
      { id: '夜行列車 🌃', n: 0.25, note: null },
      { id: "Robert'); DROP TABLE parent;--", n: 1_793_000_000_123, note: '' },
      { id: 'ليل', n: -1, note: 'a\nb' },
    ];
    for (const row of rows) sql.run('INSERT INTO parent VALUES (?, ?, ?)', [row.id, row.n, row.note]);
    expect(sql.all('SELECT * FROM parent ORDER BY rowid')).toEqual(rows);
  });

  it('gives integers back as numbers, times in milliseconds among them', () => {
    sql.run('INSERT INTO other VALUES (?)', [1_793_000_000_123]);
    expect(sql.all('SELECT x, count(*) AS many FROM other')).toEqual([{ x: 1_793_000_000_123, many: 1 }]);
  });

  it('counts the rows that a statement changed', () => {
    sql.run("INSERT INTO parent VALUES ('a', 1, 'x'), ('b', 2, 'x')");
    expect(sql.run('UPDATE parent SET note = ? WHERE note = ?', ['y', 'x'])).toBe(2);
    expect(sql.run('UPDATE parent SET note = ? WHERE note = ?', ['y', 'x'])).toBe(0);
  });

  it('uses a statement again with other values, also after it failed', () => {
    const insert = 'INSERT INTO parent (id) VALUES (?)';
    sql.run(insert, ['a']);
    expect(() => sql.run(insert, ['a'])).toThrow(/UNIQUE/);
    expect(sql.run(insert, ['b'])).toBe(1);
    expect(sql.all('SELECT id FROM parent WHERE id = ?', ['b'])).toEqual([{ id: 'b' }]);
    expect(sql.all('SELECT id FROM parent WHERE id = ?', ['c'])).toEqual([]);
  });

  it('sees a column that was added after a statement was first used', () => {
    expect(sql.all('SELECT * FROM other')).toEqual([]);
    sql.exec("ALTER TABLE other ADD COLUMN y TEXT DEFAULT 'new'");
    sql.run('INSERT INTO other (x) VALUES (1)');
    expect(sql.all('SELECT * FROM other')).toEqual([{ x: 1, y: 'new' }]);
  });

  it('takes everything back when the work of a transaction throws', () => {
    expect(() =>
      sql.transaction(() => {
        sql.run("INSERT INTO parent (id) VALUES ('a')");
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(sql.all('SELECT id FROM parent')).toEqual([]);
    expect(sql.transaction(() => sql.run("INSERT INTO parent (id) VALUES ('b')"))).toBe(1);
    expect(sql.all('SELECT id FROM parent')).toEqual([{ id: 'b' }]);
  });

  it('holds to foreign keys', () => {
    sql.exec('CREATE TABLE child (p TEXT REFERENCES parent(id) ON DELETE CASCADE)');
    expect(() => sql.run("INSERT INTO child VALUES ('nobody')")).toThrow(/FOREIGN KEY/);
    sql.run("INSERT INTO parent (id) VALUES ('a')");
    sql.run("INSERT INTO child VALUES ('a')");
    sql.run("DELETE FROM parent WHERE id = 'a'");
    expect(sql.all('SELECT * FROM child')).toEqual([]);
  });

  it('throws for a statement that is none', () => {
    expect(() => sql.run('SELEC 1')).toThrow(/syntax/);
    expect(() => sql.exec('SELEC 1')).toThrow(/syntax/);
  });

  it('has full-text search with trigrams, for titles in scripts without spaces', () => {
    sql.exec("CREATE VIRTUAL TABLE words USING fts5(t, tokenize = 'trigram')");
    sql.run('INSERT INTO words VALUES (?)', ['銀河鉄道の夜']);
    expect(sql.all('SELECT t FROM words WHERE words MATCH ?', ['"鉄道の"'])).toEqual([{ t: '銀河鉄道の夜' }]);
  });
});

describe.each(onDisk)('Sql on disk: %s', (name, open) => {
  it('gives integers as numbers even where no number holds them exactly', () => {
    const sql = open(join(folder, 'test.db'));
    expect(sql.all('SELECT 9007199254740993 AS big, -9223372036854775807 AS low, 2 AS small')).toEqual([
      { big: 9007199254740992, low: -9223372036854775808, small: 2 },
    ]);
    sql.close();
  });

  it('throws for bytes: nothing of ours keeps any', () => {
    const sql = open(join(folder, 'test.db'));
    expect(() => sql.all("SELECT x'00ff' AS bytes")).toThrow(/neither text/);
    sql.close();
  });

  it('keeps what was committed, and nothing else, when the process is killed within a transaction', () => {
    const path = join(folder, 'test.db');
    const child = spawnSync(process.execPath, [join(import.meta.dirname, 'sql-killed.ts'), name, path], {
      encoding: 'utf8',
    });
    expect([child.signal, child.stdout.trim()]).toEqual(['SIGKILL', 'within']);
    const sql = open(path);
    expect(sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(sql.all('SELECT x FROM t ORDER BY x')).toEqual([{ x: 1 }, { x: 2 }]);
    expect(sql.all("SELECT count(*) AS n FROM k WHERE v = 'old'")).toEqual([{ n: 3000 }]);
    sql.close();
  });

  it('finds again what was committed, and not what was not', () => {
    const path = join(folder, 'ö ü.db');
    const first = open(path);
    first.exec('CREATE TABLE t (x INT)');
    first.run('INSERT INTO t VALUES (1)');
    first.close();
    const second = open(path);
    expect(second.all('SELECT x FROM t')).toEqual([{ x: 1 }]);
    second.close();
  });

  it('opens although a crash left a lock folder behind', () => {
    const path = join(folder, 'test.db');
    open(path).close();
    mkdirSync(`${path}.lock`);
    const sql = open(path);
    sql.exec('CREATE TABLE t (x INT)');
    expect(sql.all('SELECT * FROM t')).toEqual([]);
    sql.close();
  });

  it('throws for a file that is no database', () => {
    const path = join(folder, 'test.db');
    writeFileSync(path, 'this is no database, whatever its name says. '.repeat(100));
    expect(() => open(path).all('SELECT * FROM sqlite_master')).toThrow(/not a database/);
  });

  it.each(onDisk)('leaves a file that %s opens', (_other, openOther) => {
    const path = join(folder, 'test.db');
    const first = open(path);
    first.exec('CREATE TABLE t (x TEXT)');
    first.transaction(() => first.run('INSERT INTO t VALUES (?)', ['kept']));
    first.close();
    const second = openOther(path);
    expect(second.all('SELECT x FROM t')).toEqual([{ x: 'kept' }]);
    second.close();
  });
});
