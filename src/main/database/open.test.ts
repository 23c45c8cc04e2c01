import { spawnSync } from 'node:child_process';
import {
  copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync,
} from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../tests/tools/engines.ts';
import { createUserData, day, idsOf, now, overwrite, stamp } from '../../../tests/tools/user-data.ts';
import { databaseVersion } from '../../core/database/migrations.ts';

describe.each(engines)('with %s', (engine, open) => {
  let at: ReturnType<typeof createUserData>;
  let file: string;
  beforeEach(() => {
    at = createUserData(open);
    file = at.file;
  });
  afterEach(() => at.remove());

  it('makes a new database, and says in a file that it is in use', () => {
    const { sql, recovery } = at.opened();
    expect([recovery, sql.all('PRAGMA user_version')]).toEqual([null, [{ user_version: databaseVersion }]]);
    expect(existsSync(`${file}.open`)).toBe(true);
    sql.close();
    expect(at.names()).toEqual(['library.db']);
  });

  it('opens a sound one after a clean end and after a crash alike', () => {
    at.make();
    for (const how of [() => undefined, at.crashed]) {
      how();
      const { sql, recovery } = at.opened();
      expect([recovery, idsOf(sql).length]).toEqual([null, 200]);
      sql.close();
      expect(at.names()).toEqual(['library.db']);
    }
  });

  it('loses nothing that was committed when it is killed, with its log or journal beside it', () => {
    const script = join(import.meta.dirname, '../../../tests/tools/database-killed.ts');
    const child = spawnSync(process.execPath, ['--no-warnings', script, engine, at.userData], {
      encoding: 'utf8',
    });
    expect([child.signal, child.stdout, child.stderr]).toEqual(['SIGKILL', 'within', '']);
    expect(at.names().length).toBeGreaterThan(2);
    const { sql, recovery } = at.opened();
    expect([recovery, idsOf(sql).length, at.log.lines]).toEqual([null, 20, []]);
    sql.close();
    expect(at.names()).toEqual(['library.db']);
  });

  it.each(engines.filter(([other]) => other !== engine))(
    'loses nothing when %s was killed before it',
    (other) => {
      const script = join(import.meta.dirname, '../../../tests/tools/database-killed.ts');
      const child = spawnSync(process.execPath, ['--no-warnings', script, other, at.userData], {
        encoding: 'utf8',
      });
      expect([child.signal, child.stderr]).toEqual(['SIGKILL', '']);
      const { sql, recovery } = at.opened();
      expect([recovery, idsOf(sql).length]).toEqual([null, 20]);
      sql.close();
      // Closed by one engine, it is open to the other.
      const next = engines.find(([name]) => name === other)?.[1](file);
      expect(next?.all('SELECT count(*) AS n FROM tasks')).toEqual([{ n: 20 }]);
      next?.close();
    },
  );

  const upgrade = (version: number): void => {
    const sql = open(file);
    sql.exec(`PRAGMA user_version = ${version}`);
    sql.close();
  };

  it('leaves a newer version’s database alone, damaged or not', () => {
    at.make();
    at.makeBackup(day, 'backup');
    upgrade(databaseVersion + 1);
    const sound = readFileSync(file);
    expect(at.refused()).toBe('newer');
    expect(readFileSync(file)).toEqual(sound);
    truncateSync(file, 9000);
    at.crashed();
    expect(at.refused()).toBe('newer');
    expect(statSync(file).size).toBe(9000);
    expect(at.names()).toEqual(['backups', 'library.db', 'library.db.open']);
  });

  it('says that something else stands in its place, and leaves it', () => {
    mkdirSync(file);
    writeFileSync(join(file, 'mine.txt'), 'mine');
    at.makeBackup(day, 'backup');
    expect(at.refused()).toBe('unreadable');
    expect([readFileSync(join(file, 'mine.txt'), 'utf8'), at.names()]).toEqual([
      'mine',
      ['backups', 'library.db'],
    ]);
  });

  it('makes a backup before a migration, and takes that for the migrated one when need be', () => {
    copyFileSync(join(import.meta.dirname, '../../../tests/fixtures/databases/v1.db'), file);
    const first = at.opened();
    const tasks = idsOf(first.sql);
    expect([first.recovery, tasks.length]).toEqual([null, 5]);
    expect(readdirSync(join(at.userData, 'backups'))).toEqual([`library-${stamp}-v1.db`]);
    first.sql.close();
    overwrite(file, 0, 8192);
    const second = at.opened();
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
    expect(at.refused()).toBe('migration');
    const sql = open(file);
    expect(sql.all('PRAGMA user_version')).toEqual([{ user_version: 1 }]);
    expect(sql.all('SELECT * FROM tasks ORDER BY id')).toEqual(before);
    expect(() => sql.all('SELECT deadline_at FROM save_items')).toThrow(/no such column/);
    sql.close();
    expect(at.names()).toEqual(['backups', 'library.db']);
  });
});
