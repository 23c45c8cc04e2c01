import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseVersion, migrate, tablesOf, versionOf } from '../../src/core/database/migrations.ts';
import type { Sql, SqlRow } from '../../src/core/ports.ts';
import { createItemStore } from '../../src/core/saving/item-store.ts';
import { createTaskStore } from '../../src/core/tasks/task-store.ts';
import { createSaidWorld } from '../fakes/said-world.ts';
import { engines } from '../tools/engines.ts';

const fixtures = join(import.meta.dirname, '../fixtures/databases');
const older = Array.from({ length: databaseVersion - 1 }, (_, n) => n + 1);
const week = 7 * 24 * 60 * 60_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-migrate-'));
  path = join(folder, 'library.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that stands in the tables of a version, in the columns that it had. */
const contentOf = (sql: Sql, tables: readonly string[]): Record<string, SqlRow[]> =>
  Object.fromEntries(tables.map((table) => [table, sql.all(`SELECT * FROM ${table} ORDER BY 1`)]));
const schemaOf = (sql: Sql): SqlRow[] =>
  sql.all("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name");
const columnsOf = (sql: Sql): SqlRow[] =>
  tablesOf(databaseVersion).flatMap((table) =>
    sql.all(
      `SELECT '${table}' AS t, name, type, "notnull", dflt_value FROM pragma_table_info('${table}') ORDER BY name`,
    ),
  );
const only = (row: SqlRow, names: readonly string[]): SqlRow =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]));

/** What a later version made away with, as it can be made anew from the rest. */
const madeAway: Readonly<Record<string, readonly string[]>> = { clips: ['folded'] };

/** The statements of a script; what stands between BEGIN and END of a trigger belongs together. */
const statementsOf = (script: string): string[] => {
  const statements: string[] = [];
  let open = '';
  for (const part of script.split(/;\s*(?:\n|$)/).filter((each) => each.trim() !== '')) {
    open = open === '' ? part : `${open};\n${part}`;
    if (open.includes('CREATE TRIGGER') && !/\bEND\s*$/.test(open)) continue;
    statements.push(open);
    open = '';
  }
  return statements;
};

it.each(older)('has a real file of version %i', (version) => {
  expect(existsSync(join(fixtures, `v${version}.db`))).toBe(true);
});

describe.each(engines)('Migrations with %s', (_name, open) => {
  const openCopy = (version: number): Sql => {
    copyFileSync(join(fixtures, `v${version}.db`), path);
    return open(path);
  };

  it('make a new database of this version, with the tables that it should have', () => {
    const sql = open(path);
    expect(migrate(sql).ok).toBe(true);
    const tables = sql.all(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    );
    expect(tables.map((row) => row['name'])).toEqual(tablesOf(databaseVersion).sort());
    expect(versionOf(sql)).toBe(databaseVersion);
    sql.close();
  });

  it.each(older)('lose nothing of version %i, and lead to the same place as a new one', (version) => {
    const sql = openCopy(version);
    expect(versionOf(sql)).toBe(version);
    const before = contentOf(sql, tablesOf(version));
    expect(Object.values(before).flat().length).toBeGreaterThan(10);
    expect(migrate(sql).ok).toBe(true);
    expect(versionOf(sql)).toBe(databaseVersion);
    for (const [table, rows] of Object.entries(before)) {
      const now = sql.all(`SELECT * FROM ${table} ORDER BY 1`);
      const kept = Object.keys(rows[0] ?? {}).filter((name) => !madeAway[table]?.includes(name));
      expect(now.map((row) => only(row, kept))).toEqual(rows.map((row) => only(row, kept)));
    }
    expect(sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    // Another run has nothing left to do.
    const after = contentOf(sql, tablesOf(databaseVersion));
    migrate(sql);
    expect(contentOf(sql, tablesOf(databaseVersion))).toEqual(after);
    const fresh = open(join(folder, 'new.db'));
    migrate(fresh);
    expect(columnsOf(sql)).toEqual(columnsOf(fresh));
    expect(schemaOf(sql).map((row) => row['name'])).toEqual(schemaOf(fresh).map((row) => row['name']));
    fresh.close();
    sql.close();
  });

  it('give each clip of version 1 its deadline: a week after its task was done', () => {
    const sql = openCopy(1);
    migrate(sql);
    const rows = sql.all(
      'SELECT i.kind, i.deadline_at, t.completed_iso, t.added_at FROM save_items i JOIN tasks t ON t.id = i.task_id',
    );
    const clips = rows.filter((row) => row['kind'] === 'clip');
    expect(clips.length).toBeGreaterThan(0);
    for (const row of clips) {
      const done = Date.parse(String(row['completed_iso']));
      const from = Number.isNaN(done) ? Number(row['added_at']) : Math.floor(done / 1000) * 1000;
      expect(row['deadline_at']).toBe(from + week);
    }
    for (const row of rows.filter((other) => other['kind'] !== 'clip')) expect(row['deadline_at']).toBeNull();
    sql.close();
  });

  it('let statistics know what was there before them, as if it had been written since', () => {
    const sql = openCopy(3);
    migrate(sql);
    const figures = () => contentOf(sql, ['clip_figures', 'task_figures']);
    const before = figures();
    // One clip of six was removed, one task of six forgotten.
    expect(before['clip_figures']?.map((row) => row['here']).sort()).toEqual([0, 1, 1, 1, 1, 1]);
    expect(before['task_figures']?.map((row) => row['gave']).sort()).toEqual([0, 0, 0, 1, 1, 1]);
    sql.exec(
      'DELETE FROM clip_figures; DELETE FROM task_figures; UPDATE clips SET id = id; UPDATE tasks SET id = id',
    );
    expect(figures()).toEqual(before);
    sql.exec('DELETE FROM clips; DELETE FROM tasks');
    expect(Object.values(figures()).flat()).toEqual([]);
    sql.close();
  });

  it('keep what was said of clips in version 3, and bring it to the library folder', async () => {
    const sql = openCopy(3);
    // Each kind alone too, of clips of which nothing else is said.
    const [tagged, noted, starred] = sql
      .all('SELECT id FROM clips WHERE own_title IS NULL AND removed_at IS NULL ORDER BY id')
      .map((row) => String(row['id']));
    sql.run('INSERT INTO clip_tags (clip_id, tag) VALUES (?, ?), (?, ?)', [
      tagged,
      '雨',
      tagged,
      'Film',
    ] as string[]);
    sql.run('UPDATE clips SET notes = ? WHERE id = ?', ['two\nlines', noted ?? '']);
    sql.run('UPDATE clips SET rating = 2 WHERE id = ?', [starred ?? '']);
    const world = createSaidWorld({ sql });
    expect(versionOf(sql)).toBe(databaseVersion);
    world.keeper.look();
    await world.clock.advance(4000);
    expect([world.store.isDue(), world.names()]).toEqual([false, ['feedbeef-0001.jsonl']]);
    const nothing = {
      version: 1,
      at: 0,
      favourite: false,
      rating: 0,
      kept: false,
      title: null,
      notes: '',
      tags: [],
    };
    const said = [
      {
        ...{ ...nothing, clip: '4c016558-9de6-433b-86f5-c0514abaa74a', favourite: true, rating: 4 },
        ...{ title: 'Mine', notes: 'the bridge', tags: ['demo'] },
      },
      { ...nothing, clip: tagged, tags: ['Film', '雨'] },
      { ...nothing, clip: noted, notes: 'two\nlines' },
      { ...nothing, clip: starred, rating: 2 },
    ];
    const lines = world.text('feedbeef-0001.jsonl').trim().split('\n');
    const byClip = (a: { clip?: string }, b: { clip?: string }): number =>
      (a.clip ?? '') < (b.clip ?? '') ? -1 : 1;
    expect(lines.map((line) => JSON.parse(line) as { clip: string }).sort(byClip)).toEqual(said.sort(byClip));
    const before = world.all();
    // From the folder alone, over the same clips of which nothing is known.
    sql.exec(
      "DELETE FROM said_clips; DELETE FROM clip_tags; UPDATE clips SET favourite = 0, rating = 0, notes = '', own_title = NULL",
    );
    expect(await world.takeUp()).toEqual({ taken: 4, unread: [], waiting: 0 });
    expect(world.all()).toEqual(before);
    sql.close();
  });

  it.each(older)('give the program of today a version %i that it can read', (version) => {
    const sql = openCopy(version);
    const ids = sql.all('SELECT id FROM tasks').map((row) => row['id']);
    migrate(sql);
    const tasks = [...createTaskStore(sql).each()];
    expect(new Set(tasks.map((task) => task.id))).toEqual(new Set(ids));
    const items = createItemStore(sql);
    const known = sql.all('SELECT id FROM save_items').map((row) => row['id']);
    expect(new Set(tasks.flatMap((task) => items.ofTask(task.id).map((item) => item.id)))).toEqual(
      new Set(known),
    );
    sql.close();
  });

  it.each(older)(
    'leave version %i whole, whatever statement breaks off',
    (version) => {
      const whole = openCopy(version);
      const before = [contentOf(whole, tablesOf(version)), schemaOf(whole)];
      whole.close();
      // Counts the statements of each script, then lets one after another fail.
      let failed = 0;
      for (let at = 1; ; at += 1) {
        const sql = openCopy(version);
        let left = at;
        const failing: Sql = {
          ...sql,
          exec(script) {
            for (const statement of statementsOf(script)) {
              left -= 1;
              if (left === 0) throw new Error('the computer is out of power');
              sql.exec(statement);
            }
          },
          transaction: (work) => sql.transaction(work),
        };
        let broke = false;
        try {
          migrate(failing);
        } catch (error) {
          expect(String(error)).toMatch('out of power');
          broke = true;
        }
        if (!broke) {
          sql.close();
          break;
        }
        failed += 1;
        const reached = versionOf(sql);
        if (reached === version) expect([contentOf(sql, tablesOf(version)), schemaOf(sql)]).toEqual(before);
        // The next start finishes it.
        expect(migrate(sql).ok).toBe(true);
        expect(versionOf(sql)).toBe(databaseVersion);
        sql.close();
      }
      expect(failed).toBeGreaterThan(3);
    },
    60_000,
  );

  it('refuse a newer version, and touch nothing', () => {
    const sql = open(path);
    migrate(sql);
    sql.exec(`PRAGMA user_version = ${databaseVersion + 1}`);
    const before = schemaOf(sql);
    expect(migrate(sql)).toMatchObject({ ok: false, problem: { code: 'bad_request' } });
    expect([schemaOf(sql), versionOf(sql)]).toEqual([before, databaseVersion + 1]);
    sql.close();
  });
});
