import * as v from 'valibot';
import { type Problem, problemSchema } from '../../shared/problem.ts';
import type { SqlRow } from '../ports.ts';

/** Reading rows: each function names the column and gives null (or a default) where it holds nothing usable. */

export const textOf = (row: SqlRow, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

export const numberOf = (row: SqlRow, column: string): number | null => {
  const value = row[column];
  // node-sqlite3-wasm hands out large integers as BigInt.
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;
};

const parseJson = (text: string | null): unknown => {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** A JSON column through its schema; null when it does not fit. */
export const jsonOf = <T>(row: SqlRow, column: string, schema: v.GenericSchema<unknown, T>): T | null => {
  const parsed = v.safeParse(schema, parseJson(textOf(row, column)));
  return parsed.success ? parsed.output : null;
};

const recordSchema = v.record(v.string(), v.unknown());

export const recordOf = (row: SqlRow, column: string): Record<string, unknown> | null =>
  jsonOf(row, column, recordSchema);

/** A column that holds a JSON list of texts; anything else in it is left out. */
export const namesOf = (row: SqlRow, column: string): string[] => {
  const parsed = parseJson(textOf(row, column));
  return Array.isArray(parsed) ? parsed.filter((name) => typeof name === 'string') : [];
};

export const problemOf = (row: SqlRow, column: string): Problem | null => jsonOf(row, column, problemSchema);

/** JSON for a column; null stays null. */
export const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
