import * as v from 'valibot';
import type { ClipList } from '../../shared/library-query.ts';
import { keptQuery } from '../../shared/playlist.ts';

/**
 * The lines of an M3U file that are ours. To every other program they are comments. `mark` says which list of which
 * library it is; `clip` stands before the lines of an entry, and alone where its clip is not in the library.
 */
export const marks = {
  list: '#CLIPLOFT-PLAYLIST:',
  smart: '#CLIPLOFT-SMART:',
  clip: '#CLIPLOFT-CLIP:',
} as const;

const time = v.pipe(v.number(), v.safeInteger());
const listMarkSchema = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  position: time,
  created: time,
  changed: time,
});
/** What a file of ours says of its list, beside its name. Times in ms since the epoch. */
export type ListMark = v.InferOutput<typeof listMarkSchema>;

/** One entry as a file has it. */
export interface M3uEntry {
  /** The clip's id, where the file is one of ours. */
  clip: string | null;
  /** As it stands there; null where the clip was not in the library. */
  path: string | null;
}

export interface M3uFile {
  name: string | null;
  mark: ListMark | null;
  smart: ClipList | null;
  entries: M3uEntry[];
}

const jsonIn = (text: string | null): unknown => {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
};

const markIn = (text: string | null): ListMark | null => {
  const parsed = v.safeParse(listMarkSchema, jsonIn(text));
  return parsed.success ? parsed.output : null;
};

/** The text of an M3U file: UTF-8, or UTF-16 where it says so; what is none is in the encoding of old players (Latin-1). */
export const decodeM3u = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
};

/** Reads an M3U file, plain or extended, whoever wrote it. What makes no sense is passed over. Pure. */
export const readM3u = (text: string): M3uFile => {
  const file: M3uFile = { name: null, mark: null, smart: null, entries: [] };
  let clip: string | null = null;
  const entry = (path: string | null): void => {
    if (clip !== null || path !== null) file.entries.push({ clip, path });
    clip = null;
  };
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const rest = (mark: string): string | null => (line.startsWith(mark) ? line.slice(mark.length) : null);
    const ours = rest(marks.clip);
    if (ours !== null) {
      entry(null);
      clip = ours.trim().slice(0, 200) || null;
    } else if (line.startsWith('#')) {
      file.name ??= rest('#PLAYLIST:')?.trim() ?? null;
      file.mark ??= markIn(rest(marks.list));
      file.smart ??= keptQuery(jsonIn(rest(marks.smart)));
    } else if (line.trim() !== '') entry(line);
  }
  entry(null);
  return file;
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** How a file's path may stand in an M3U: never a comment, never another scheme, never two lines. Pure. */
export const pathLine = (path: string): string => {
  if (/[\r\n]/.test(path)) return path.split('/').map(encodeURIComponent).join('/');
  return /^(?:[#\s]|[^/]{2,}:)/.test(path) ? `./${path}` : path;
};

/** The lines before the entries. */
export const headOf = (name: string, mark: ListMark | null, smart: ClipList | null): string =>
  [
    '#EXTM3U',
    `#PLAYLIST:${oneLine(name)}`,
    ...(mark === null ? [] : [`${marks.list}${JSON.stringify(mark)}`]),
    ...(smart === null ? [] : [`${marks.smart}${JSON.stringify(smart)}`]),
    '',
  ].join('\n');

/** What players are told of an entry; `duration` in seconds, 0 where it is unknown. */
export interface EntryWords {
  path: string;
  duration: number;
  maker: string;
  title: string;
}

/** The lines of one entry. */
export const entryLines = ({ path, duration, maker, title }: EntryWords): string => {
  const seconds = duration > 0 ? Math.max(1, Math.round(duration)) : -1;
  return `#EXTINF:${seconds},${oneLine(`${maker} - ${title}`)}\n${pathLine(path)}\n`;
};
