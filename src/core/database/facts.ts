import type { Sql } from '../ports.ts';
import { textOf } from './columns.ts';

/** A fact of this database; null when it is not known. */
export const knownFact = (sql: Sql, name: string): string | null =>
  textOf(sql.all('SELECT value FROM facts WHERE name = ?', [name])[0] ?? {}, 'value');

/** A fact of this database, made up the first time it is asked for and kept from then on. */
export const fact = (sql: Sql, name: string, invent: () => string): string => {
  const known = knownFact(sql, name);
  if (known !== null) return known;
  const value = invent();
  sql.run('INSERT INTO facts (name, value) VALUES (?, ?)', [name, value]);
  return value;
};

/** Another value for a fact from now on. */
export const keepFact = (sql: Sql, name: string, value: string): void => {
  sql.run('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)', [name, value]);
};
