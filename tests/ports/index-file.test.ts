import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/core/database/migrations.ts';
import { createClipStore } from '../../src/core/library/clip-store.ts';
import type { LibraryIndex } from '../../src/core/library/search/library-index.ts';
import type { IndexFile, Sql } from '../../src/core/ports.ts';
import { openIndexFile } from '../../src/main/adapters/index-file.ts';
import { Fault } from '../../src/shared/fault.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeLog, type FakeLog } from '../fakes/log.ts';
import { indexOf } from '../fakes/library-index.ts';
import { someClip } from '../fakes/library.ts';
import { engines } from '../tools/engines.ts';

describe.each(engines)('the index in a file, with %s', (_name, open) => {
  let folder: string;
  let path: string;
  let sql: Sql;
  let log: FakeLog;
  let index: IndexFile;
  let library: LibraryIndex;
  let random = 0;

  const begin = (database: Sql = sql): void => {
    index = openIndexFile(path, log, open);
    library = indexOf(database, { index, log, random: () => (random += 0.001) });
  };
  const end = (): void => {
    library.stop();
    index.close();
  };
  const ids = (text: string): string[] =>
    library.page({ text, sort: 'newest', offset: 0, limit: 50 }).clips.map(({ id }) => id);
  const fill = (into: Sql, names: readonly string[]): void =>
    names.forEach((name, n) =>
      createClipStore(into).add(someClip(name, { title: `Song ${name}`, createdAt: 1000 + n })),
    );
  const anew = (): number => log.lines.filter(({ event }) => event === 'index begun anew').length;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cliploft-index-'));
    path = join(folder, 'library-index.db');
    log = createFakeLog();
    sql = open(join(folder, 'library.db'));
    migrate(sql);
    fill(sql, ['a', 'b', 'c']);
    begin();
  });
  afterEach(() => {
    end();
    sql.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is kept from one start to the next', () => {
    expect(ids('song')).toEqual(['c', 'b', 'a']);
    end();
    expect(anew()).toBe(1);
    begin();
    expect([ids('song').length, ids('waltz').length, anew()]).toEqual([3, 3, 1]);
  });

  it('takes up what changed while it was away', () => {
    expect(ids('')).toHaveLength(3);
    end();
    sql.run("UPDATE clips SET title = 'Harbour' WHERE id = 'b'");
    sql.run("UPDATE clips SET removed_at = 1 WHERE id = 'c'");
    begin();
    expect([ids('harbour')[0], ids('').length]).toEqual(['b', 2]);
  });

  it.each<[string, () => void]>([
    ['is gone', () => rmSync(path)],
    [
      'is no database',
      () => writeFileSync(path, 'no database at all, but a text of some length'.repeat(200)),
    ],
    ['was cut short', () => writeFileSync(path, readFileSync(path).subarray(0, 9000))],
    [
      'lost pages in the middle',
      () => {
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0xa5, 8192, Math.min(bytes.length, 60_000)));
      },
    ],
  ])('is made anew when the file %s', (_what, harm) => {
    expect(ids('')).toHaveLength(3);
    end();
    harm();
    begin();
    expect([ids('song'), ids('')]).toEqual([
      ['c', 'b', 'a'],
      ['c', 'b', 'a'],
    ]);
    fill(sql, ['d']);
    expect(ids('song d')[0]).toBe('d');
  });

  it('is made anew for another database, and for one that was restored from a copy', () => {
    expect(ids('')).toHaveLength(3);
    end();
    const other = open(join(folder, 'other.db'));
    migrate(other);
    fill(other, ['x']);
    begin(other);
    expect(ids('song')).toEqual(['x']);
    end();
    other.close();
    begin();
    expect(ids('song')).toEqual(['c', 'b', 'a']);
  });

  it('lives in memory where the disk has no place for it', () => {
    end();
    const nowhere = join(folder, 'not', 'there', 'index.db');
    index = openIndexFile(nowhere, log, (place) => {
      if (place === nowhere) throw new Error('no such folder');
      return open(place);
    });
    library = indexOf(sql, { index, log });
    expect(ids('song')).toEqual(['c', 'b', 'a']);
    expect(log.lines.map(({ event }) => event)).toContain('index in memory');
  });

  it('tells how many clips are still to come while it is made, and makes itself ready in the background', async () => {
    fill(
      sql,
      Array.from({ length: 150 }, (_, n) => `more ${n}`),
    );
    end();
    rmSync(path);
    const clock = createFakeClock();
    index = openIndexFile(path, log, open);
    library = indexOf(sql, { index, log, clock });
    const first = library.page({ text: '', sort: 'newest', offset: 0, limit: 1 });
    expect([first.total, first.unindexed]).toEqual([100, 53]);
    await clock.advance(60_000);
    const last = library.page({ text: '', sort: 'newest', offset: 0, limit: 1 });
    expect([last.total, last.unindexed]).toEqual([153, 0]);
  });

  it.each<[string, Fault, number]>([
    ['leaves itself as it is where the disk is full', new Fault({ code: 'disk_full' }), 1],
    ['is made anew where it is damaged', new Fault({ code: 'disk_fault' }, { isDamage: true }), 2],
  ])('%s while it runs', (_what, fault, times) => {
    expect(ids('song')).toHaveLength(3);
    end();
    let fails = false;
    index = openIndexFile(path, log, (place) => {
      const real = open(place);
      return {
        ...real,
        transaction: (body) => {
          if (!fails) return real.transaction(body);
          fails = false;
          throw fault;
        },
      };
    });
    library = indexOf(sql, { index, log });
    expect(ids('song')).toHaveLength(3);
    fill(sql, ['d']);
    fails = true;
    expect(ids('song')).toEqual(times === 1 ? ['c', 'b', 'a'] : ['c', 'b', 'a', 'd']);
    expect(ids('song')).toEqual(['c', 'b', 'a', 'd']);
    expect(anew()).toBe(times);
  });
});
