import { expect, it } from 'vitest';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { eachNumber, numbersIn } from './packed.ts';

it('is read as it was put together', () => {
  const sql = memorySql();
  sql.exec('CREATE TABLE n (part INTEGER, value INTEGER)');
  // What was made before 1970, or at no known time, may have a place below 0.
  const rows = [0, -3, 9_007_199_254_740_991, -1_234_567, 42];
  rows.forEach((value, at) => sql.run('INSERT INTO n VALUES (?, ?)', [at >> 1, value]));
  const [row = {}] = sql.all('SELECT group_concat(value) AS list FROM (SELECT value FROM n ORDER BY rowid)');
  expect(numbersIn(row, 'list')).toEqual(rows);
  const [parts = {}] = sql.all(
    `SELECT group_concat(list, ' ') AS list FROM (SELECT group_concat(value) AS list FROM n GROUP BY part)`,
  );
  const found: [number, number][] = [];
  eachNumber(parts, 'list', (value, part) => found.push([value, part]));
  expect(found).toEqual(rows.map((value, at) => [value, at >> 1]));
});

it('has nothing where there is nothing', () => {
  const sql = memorySql();
  const [row = {}] = sql.all('SELECT group_concat(1) AS list WHERE 0');
  expect([numbersIn(row, 'list'), numbersIn({}, 'list')]).toEqual([[], []]);
});
