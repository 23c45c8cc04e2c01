import type { TextColumn } from '../../../shared/library-query.ts';
import { tokensOf } from './tokens.ts';

/** Tokens that follow each other in one of the texts. */
export interface Words {
  kind: 'words';
  tokens: string[];
  /** The last token may go on: it is still being typed. Within quotes it may not. */
  open: boolean;
  /** null: in any of the texts. */
  column: TextColumn | null;
}

/** From and to are both within; null is open. */
export interface Range {
  from: number | null;
  to: number | null;
}

/** Something known of a clip beside its texts. */
export type Fact =
  | { kind: 'model' | 'type'; tokens: string[] }
  | { kind: 'favourite' }
  /** Stars; 0 is none. */
  | { kind: 'rating'; range: Range }
  /** ms since the epoch. */
  | { kind: 'created'; range: Range }
  /** Seconds. */
  | { kind: 'length'; range: Range }
  | { kind: 'has'; what: 'cover' | 'lyrics' | 'notes' | 'tags' };

export interface Term {
  not: boolean;
  what: Words | Fact;
}

/** All of the terms must hold; none finds everything. */
export type Query = readonly Term[];

/** More than these say no more than a slow answer is worth. */
const mostTerms = 20;
const mostTokens = 40;

const columnNames: Readonly<Record<string, TextColumn>> = {
  ...{ title: 'title', style: 'style', genre: 'style', lyrics: 'lyrics', prompt: 'prompt' },
  ...{ notes: 'notes', note: 'notes', tag: 'tags', tags: 'tags' },
};

const number = (text: string): number | null => (/^\d{1,4}(\.\d+)?$/.test(text) ? Number(text) : null);

/** `90`, `3:00`, `1:02:03`: seconds. */
const seconds = (text: string): number | null => {
  const parts = text.split(':');
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
};

/** A year, a month or a day, in the local time zone: its first ms, and the first of what follows. */
const period = (text: string): { from: number; next: number } | null => {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  if (m < 1 || m > 12 || d < 1 || d > new Date(y, m, 0).getDate()) return null;
  const next =
    day !== undefined
      ? new Date(y, m - 1, d + 1)
      : month !== undefined
        ? new Date(y, m, 1)
        : new Date(y + 1, 0, 1);
  return { from: new Date(y, m - 1, d).getTime(), next: next.getTime() };
};

/** `3`, `>3`, `>=3`, `<3`, `<=3`, `2..4`, of whole numbers where `read` gives such. */
const range = (text: string, read: (text: string) => number | null, step: number): Range | null => {
  const [, sign = '', value = ''] = /^(>=|<=|>|<|=|)(.+)$/.exec(text) ?? [];
  const ends = value.split('..');
  if (ends.length === 2 && sign === '') {
    const [from, to] = ends.map(read);
    return from === undefined || to === undefined || from === null || to === null ? null : { from, to };
  }
  const of = read(value);
  if (of === null) return null;
  if (sign === '>') return { from: of + step, to: null };
  if (sign === '>=') return { from: of, to: null };
  if (sign === '<') return { from: null, to: of - step };
  if (sign === '<=') return { from: null, to: of };
  return { from: of, to: of };
};

/** Lengths are fractions of a second; this is as good as any below it. */
const instant = 0.001;

/** What `field:value` means; null where it means nothing, and is words like all others. */
const readFact = (field: string, value: string): Fact | null => {
  switch (field) {
    case 'model':
    case 'type': {
      const tokens = tokensOf(value);
      return tokens.length === 0 ? null : { kind: field, tokens };
    }
    case 'rating': {
      const found = range(value, number, 1);
      return found === null ? null : { kind: 'rating', range: found };
    }
    case 'length': {
      const found = range(value, seconds, 1);
      if (found === null) return null;
      // A clip of 3:00.4 is one of 3:00, and is shown as that: no longer than it, and not below it.
      const { from, to } = found;
      return { kind: 'length', range: { from, to: to === null ? null : to + 1 - instant } };
    }
    case 'before':
    case 'after':
    case 'date':
    case 'on': {
      const when = period(value);
      if (when === null) return null;
      if (field === 'before') return { kind: 'created', range: { from: null, to: when.from - 1 } };
      if (field === 'after') return { kind: 'created', range: { from: when.next, to: null } };
      return { kind: 'created', range: { from: when.from, to: when.next - 1 } };
    }
    case 'is':
      if (/^favou?rite$/.test(value)) return { kind: 'favourite' };
      if (value === 'rated') return { kind: 'rating', range: { from: 1, to: null } };
      return value === 'unrated' ? { kind: 'rating', range: { from: 0, to: 0 } } : null;
    case 'has':
      return value === 'cover' || value === 'lyrics' || value === 'notes' || value === 'tags'
        ? { kind: 'has', what: value }
        : null;
    default:
      return null;
  }
};

/** A piece of the line: `-`, a field, and what is in quotes or goes to the next space. Other quotes than ours count too. */
const pieces = /(-?)(?:([\p{L}]+):)?(?:["“”„«]([^"“”»]*)(?:["“”»]|$)|(\S+))/gu;

const words = (text: string, quoted: boolean, column: TextColumn | null): Words | null => {
  const tokens = tokensOf(text).slice(0, mostTokens);
  return tokens.length === 0 ? null : { kind: 'words', tokens, open: !quoted, column };
};

const readPiece = (field: string | undefined, value: string, quoted: boolean): Words | Fact | null => {
  if (field === undefined) return words(value, quoted, null);
  const name = field.toLowerCase();
  const column = columnNames[name];
  if (column !== undefined) return words(value, quoted, column);
  return readFact(name, value.toLowerCase()) ?? words(`${field} ${value}`, quoted, null);
};

/**
 * What a typed line asks for: words in any script, "phrases", -without, and fields (`style:`, `model:`, `rating:>3`,
 * `is:favourite`, `before:2026-10`, …). Nothing is wrong: what is no field is words. Pure, but for the local time zone.
 */
export const readQuery = (line: string): Query => {
  const terms: Term[] = [];
  for (const [, minus, field, quoted, plain] of line.matchAll(pieces)) {
    const what = readPiece(field, quoted ?? plain ?? '', quoted !== undefined);
    if (what !== null) terms.push({ not: minus === '-', what });
    if (terms.length === mostTerms) break;
  }
  return terms;
};
