import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../tests/tools/engines.ts';
import { createUserData, day, idsOf, now, stamp } from '../../../tests/tools/user-data.ts';
import type { Sql } from '../../core/ports.ts';
import { SqlFault } from '../adapters/sql-faults.ts';

const ioError = (): SqlFault => new SqlFault('disk', 'disk_fault', 'disk I/O error', null);

describe.each(engines)('a disk that does not read the database, with %s', (_engine, open) => {
  /** Asked before each statement on a database: does the disk fail it? */
  let fails: (path: string, statement: string) => boolean;
  let at: ReturnType<typeof createUserData>;
  let aside: string;

  const failing = (path: string): Sql => {
    const sql = open(path);
    const orFail = (statement: string): void => {
      if (fails(path, statement)) throw ioError();
    };
    return {
      ...sql,
      all(statement, params) {
        orFail(statement);
        return sql.all(statement, params);
      },
      run(statement, params) {
        orFail(statement);
        return sql.run(statement, params);
      },
    };
  };

  beforeEach(() => {
    fails = () => false;
    at = createUserData(failing);
    aside = `${at.file}.damaged-${stamp}`;
    at.make();
  });
  afterEach(() => at.remove());

  /** A bad sector under the file as it stands: what takes its place lies elsewhere. */
  const badSector = (statement: RegExp): void => {
    fails = (path, text) => path === at.file && !existsSync(aside) && statement.test(text);
  };

  it.each([
    ['its first page', /user_version/],
    ['a page that only the check reads', /integrity_check/],
  ])('moves it aside for a sound backup when it fails at %s, and says so', (_where, statement) => {
    at.makeBackup(day, 'backup');
    at.crashed();
    const bytes = readFileSync(at.file);
    badSector(statement);
    const { sql, recovery } = at.opened();
    expect([recovery, idsOf(sql)]).toEqual([{ setAside: aside, backupAt: now - day }, ['backup']]);
    expect(readFileSync(aside).subarray(200).equals(bytes.subarray(200))).toBe(true);
    sql.close();
  });

  it('leaves it where it is when there is no backup to put in its place', () => {
    badSector(/user_version/);
    expect(at.refused()).toBe('disk');
    expect(at.names()).toEqual(['library.db']);
    fails = () => false;
    const { sql, recovery } = at.opened();
    expect([recovery, idsOf(sql).length]).toEqual([null, 200]);
    sql.close();
  });

  it('leaves it where it is when the disk fails at what would take its place as well', () => {
    at.makeBackup(day, 'backup');
    fails = (path) => path === at.file || path === `${at.file}.restoring`;
    expect(at.refused()).toBe('disk');
    expect(existsSync(at.file)).toBe(true);
    expect(at.names().filter((name) => name.includes('damaged'))).toEqual([]);
    rmSync(join(at.userData, 'backups'), { recursive: true });
    fails = () => false;
    const { sql } = at.opened();
    expect(idsOf(sql)).toHaveLength(200);
    sql.close();
  });
});
