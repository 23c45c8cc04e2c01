import type { ClipHit, Piece, TextColumn } from '../../../shared/library-query.ts';
import { textOf } from '../../database/columns.ts';
import type { Sql, SqlRow } from '../../ports.ts';
import { indexedColumns, promptOf, tagsIn, titleIn } from './indexed-clip.ts';
import { readQuery, type Words } from './query.ts';
import { foldApart, type Folded, placedForm, type Token, tokensWithPlaces } from './tokens.ts';

/** A line is cut to so many UTF-16 units, of which so many stand before the first piece. */
const mostOfLine = 120;
const beforePiece = 12;

/** What belongs to the sign before it: the second half of that, its marks, those of narrow kana among them. */
const belongs = /^[\udc00-\udfff\p{M}\uff9e\uff9f]/u;

/** Where the part of a token ends that was typed: after the first sign with which the text has all of it. */
const typedEnd = ({ text, tokens }: Read, at: number, typed: string, folded: Folded): number => {
  const token = tokens[at];
  if (token === undefined) return 0;
  // Of one sign several tokens may be made (½ is 1 and 2).
  let before = 0;
  while (tokens[at - before - 1]?.from === token.from) before += 1;
  for (let to = token.from + 1; to < token.to; to += 1) {
    if (belongs.test(text.slice(to, to + 2))) continue;
    const [part] = tokensWithPlaces(text.slice(token.from, to), folded).slice(before);
    if (part?.text.startsWith(typed) === true) return to;
  }
  return token.to;
};

/** A text in `placedForm`, taken apart. */
interface Read {
  text: string;
  tokens: readonly Token[];
}

const all = (read: Read, { tokens, open }: Words, folded: Folded): Piece[] => {
  const own = read.tokens;
  return own.flatMap((first, from): Piece[] => {
    const fits = tokens.every((wanted, n) => {
      const there = own[from + n]?.text;
      return open && n === tokens.length - 1 ? there?.startsWith(wanted) === true : there === wanted;
    });
    const end = from + tokens.length - 1;
    const last = own[end];
    if (!fits || last === undefined) return [];
    return [[first.from, open ? typedEnd(read, end, tokens.at(-1) ?? '', folded) : last.to]];
  });
};

/** Pieces in their order, those that touch as one. */
const merged = (pieces: readonly Piece[]): Piece[] => {
  const found: Piece[] = [];
  for (const [from, to] of [...pieces].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
};

const piecesOf = (read: Read, words: readonly Words[], folded: Folded): Piece[] =>
  merged(words.flatMap((each) => all(read, each, folded)));

const readText = (given: string, folded: Folded): Read => {
  const text = placedForm(given);
  return { text, tokens: tokensWithPlaces(text, folded) };
};

/** Where some words stand in a text in its NFC form; those that overlap are one piece. Pure. */
export const piecesIn = (text: string, words: readonly Words[]): Piece[] => {
  const folded: Folded = new Map();
  return piecesOf(readText(text, folded), words, folded);
};

/** Taking a text apart is slow; most have not even the letters. A mark may stand apart from its letter: ㈱ has a bracket. */
const mayHave = (line: string, { tokens }: Words): boolean => {
  const apart = foldApart(line);
  return tokens.every((token) =>
    token
      .normalize('NFD')
      .split(/\p{M}+/u)
      .every((part) => apart.includes(part)),
  );
};

/** The first line that has these words, or the whole text as one where they go on over its end. */
const lineWith = (text: string, words: Words, folded: Folded): Read | null => {
  const lines = text.split('\n');
  const reading = (line: string): Read | null => {
    if (!mayHave(line, words)) return null;
    const read = readText(line, folded);
    return all(read, words, folded).length > 0 ? read : null;
  };
  for (const line of lines) {
    const read = reading(line);
    if (read !== null) return read;
  }
  return words.tokens.length === 1 || lines.length === 1 ? null : reading(lines.join(' '));
};

/** What is around the first piece. Whole words and signs stay whole. */
const cut = (line: string, pieces: readonly Piece[]): { text: string; pieces: Piece[] } => {
  const first = pieces[0]?.[0] ?? 0;
  let from = first <= beforePiece ? 0 : first - beforePiece;
  const space = line.slice(from, first).search(/\s/);
  if (from > 0 && space >= 0) from += space + 1;
  if (from > 0 && /[\udc00-\udfff]/.test(line.charAt(from))) from += 1;
  let to = Math.min(line.length, from + mostOfLine);
  if (to < line.length && /[\udc00-\udfff]/.test(line.charAt(to))) to -= 1;
  const [before, after] = [from > 0 ? '…' : '', to < line.length ? '…' : ''];
  return {
    text: before + line.slice(from, to) + after,
    pieces: pieces.flatMap(([a, b]): Piece[] =>
      a >= to ? [] : [[a - from + before.length, Math.min(b, to) - from + before.length]],
    ),
  };
};

const texts: Readonly<Record<Exclude<TextColumn, 'title'>, (row: SqlRow) => string>> = {
  style: (row) => textOf(row, 'style') ?? '',
  tags: (row) => tagsIn(row).join('\n'),
  notes: (row) => textOf(row, 'notes') ?? '',
  lyrics: (row) => textOf(row, 'lyrics') ?? '',
  prompt: promptOf,
};

const hitIn = (row: SqlRow, words: readonly Words[], folded: Folded): ClipHit => {
  const title = readText(titleIn(row), folded);
  const inTitle = words.filter(({ column }) => column === null || column === 'title');
  const hit = { id: textOf(row, 'id') ?? '', title: piecesOf(title, inTitle, folded), line: null };
  const rest = words.filter((each) => !inTitle.includes(each) || all(title, each, folded).length === 0);
  for (const each of rest)
    for (const [column, textIn] of Object.entries(texts)) {
      if (each.column !== null && each.column !== column) continue;
      const line = lineWith(textIn(row), each, folded);
      if (line === null) continue;
      const there = rest.filter((other) => other.column === null || other.column === column);
      return {
        ...hit,
        line: { column: column as TextColumn, ...cut(line.text, piecesOf(line, there, folded)) },
      };
    }
  return hit;
};

/**
 * Where in some clips the words stand that a typed line asks for, in texts in their NFC form. Clips that are not in the
 * library are left out; so are all where no words are asked for.
 */
export const hitsOf = (sql: Sql, line: string, ids: readonly string[]): ClipHit[] => {
  const words = readQuery(line).flatMap(({ not, what }) => (!not && what.kind === 'words' ? [what] : []));
  if (words.length === 0) return [];
  const folded: Folded = new Map();
  return sql
    .all(
      `SELECT ${indexedColumns} FROM clips c WHERE c.id IN (SELECT value FROM json_each(?)) AND c.removed_at IS NULL`,
      [JSON.stringify(ids)],
    )
    .map((row) => hitIn(row, words, folded));
};
