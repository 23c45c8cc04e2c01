import type { ClipHit, Piece, TextColumn } from '../../../shared/library-query.ts';
import { textOf } from '../../database/columns.ts';
import type { Sql, SqlRow } from '../../ports.ts';
import { indexedColumns, promptOf, tagsIn, titleIn } from './indexed-clip.ts';
import { readQuery, type Words } from './query.ts';
import { fold, type Folded, placedForm, type Token, tokensWithPlaces } from './tokens.ts';

/** A line is cut to so many UTF-16 units, of which so many stand before the first piece. */
const mostOfLine = 120;
const beforePiece = 12;

/** The part of a token that was typed; where folding made it longer or shorter, the whole of it. */
const typedPart = (text: string, token: Token, typed: string): number => {
  if (token.to - token.from !== token.text.length) return token.to;
  const to = token.from + typed.length;
  const cutsSign = /[\udc00-\udfff]/.test(text.charAt(to));
  return cutsSign ? to + 1 : to;
};

/** A text in `placedForm`, taken apart. */
interface Read {
  text: string;
  tokens: readonly Token[];
}

const all = ({ text, tokens: own }: Read, { tokens, open }: Words): Piece[] =>
  own.flatMap((first, from): Piece[] => {
    const fits = tokens.every((wanted, n) => {
      const there = own[from + n]?.text;
      return open && n === tokens.length - 1 ? there?.startsWith(wanted) === true : there === wanted;
    });
    const last = own[from + tokens.length - 1];
    if (!fits || last === undefined) return [];
    return [[first.from, open ? typedPart(text, last, tokens.at(-1) ?? '') : last.to]];
  });

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

const piecesOf = (read: Read, words: readonly Words[]): Piece[] =>
  merged(words.flatMap((each) => all(read, each)));

const readText = (given: string, folded: Folded): Read => {
  const text = placedForm(given);
  return { text, tokens: tokensWithPlaces(text, folded) };
};

/** Where some words stand in a text in its NFC form; those that overlap are one piece. Pure. */
export const piecesIn = (text: string, words: readonly Words[]): Piece[] =>
  piecesOf(readText(text, new Map()), words);

/** Taking a text apart is slow; most have not even the letters. */
const mayHave = (folded: string, { tokens }: Words): boolean =>
  tokens.every((token) => folded.includes(token));

/** The first line that has these words, or the whole text as one where they go on over its end. */
const lineWith = (text: string, words: Words, folded: Folded): Read | null => {
  const lines = text.split('\n');
  const reading = (line: string): Read | null => {
    if (!mayHave(fold(line), words)) return null;
    const read = readText(line, folded);
    return all(read, words).length > 0 ? read : null;
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
  const hit = { id: textOf(row, 'id') ?? '', title: piecesOf(title, inTitle), line: null };
  const rest = words.filter((each) => !inTitle.includes(each) || all(title, each).length === 0);
  for (const each of rest)
    for (const [column, textIn] of Object.entries(texts)) {
      if (each.column !== null && each.column !== column) continue;
      const line = lineWith(textIn(row), each, folded);
      if (line === null) continue;
      const there = rest.filter((other) => other.column === null || other.column === column);
      return { ...hit, line: { column: column as TextColumn, ...cut(line.text, piecesOf(line, there)) } };
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
