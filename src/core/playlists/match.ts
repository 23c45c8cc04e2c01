import { numberOf, textOf } from '../database/columns.ts';
import { sameName } from '../archive/names.ts';
import type { Sql } from '../ports.ts';
import type { M3uEntry } from './m3u.ts';
import { fileNameOf, nameWithin, type ParsedPath } from './paths.ts';

/** Finds the clips that the entries of an M3U file mean. Only names are compared: no path is ever followed. */
export interface Matcher {
  /** null where the library holds no such clip. `from`: the folder that the M3U file lies in. */
  clipOf(entry: M3uEntry, from: ParsedPath): string | null;
}

const few = 5000;

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** `file:///C:/Music/x.mp3`, `file://server/share/x.mp3`, `file:/home/x.mp3`: as a path; null for what is no such URL. */
const pathOfUrl = (url: string): string | null => {
  const [, host = '', path = ''] = /^file:(?:\/\/([^/]*))?(\/.*)$/i.exec(url) ?? [];
  const plain = decoded(path) ?? path;
  if (plain === '') return null;
  if (/^\/[A-Za-z]:/.test(plain)) return plain.slice(1);
  return host === '' || host.toLowerCase() === 'localhost' ? plain : `//${host}${plain}`;
};

/** What a line may mean, the likeliest first: as it stands, with the slashes of another system, with signs that were encoded. Pure. */
export const meaningsOf = (line: string): string[] => {
  if (/^file:/i.test(line.trim())) return [pathOfUrl(line.trim())].filter((path) => path !== null);
  // Another scheme is an address on the network.
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(line.trim())) return [];
  const all = [line, line.trim()].flatMap((text) => [text, decoded(text)]).filter((text) => text !== null);
  return [...new Set(all.flatMap((text) => [text, text.replace(/\\/g, '/')]))];
};

export const createMatcher = (sql: Sql, library: ParsedPath): Matcher => {
  const oneWith = (column: 'id' | 'audio', value: string): string | null =>
    textOf(
      sql.all(`SELECT id FROM clips WHERE ${column} = ? AND removed_at IS NULL LIMIT 1`, [value])[0] ?? {},
      'id',
    );
  /** By names that no system tells apart; read when it is needed first. */
  let alike: Map<string, string> | null = null;
  const likeIt = (name: string): string | null => {
    if (alike === null) {
      alike = new Map();
      for (let last = 0; ;) {
        const rows = sql.all(
          'SELECT rowid AS n, id, audio FROM clips WHERE rowid > ? AND removed_at IS NULL ORDER BY rowid LIMIT ?',
          [last, few],
        );
        for (const row of rows) {
          const key = sameName(textOf(row, 'audio') ?? '');
          if (!alike.has(key)) alike.set(key, textOf(row, 'id') ?? '');
          last = numberOf(row, 'n') ?? last + 1;
        }
        if (rows.length < few) break;
      }
    }
    return alike.get(sameName(name)) ?? null;
  };

  return {
    clipOf({ clip, path }, from) {
      const known = clip === null ? null : oneWith('id', clip);
      if (known !== null || path === null) return known;
      const meanings = meaningsOf(path);
      const inside = meanings.flatMap((meaning) => nameWithin(library, from, meaning) ?? []);
      const names = [...inside, ...meanings.map(fileNameOf)].filter((name) => name !== '');
      for (const find of [(name: string) => oneWith('audio', name), likeIt])
        for (const name of names) {
          const found = find(name);
          if (found !== null) return found;
        }
      return null;
    },
  };
};
