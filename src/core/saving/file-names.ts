import {
  defaultFileNames,
  parseTemplate,
  type Piece,
  type Placeholder,
  type Template,
} from './name-template.ts';

/** Names that Windows keeps for devices, with or without an extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Separators, what Windows forbids, control characters, and those that turn the text's direction; emoji keep their joiner. */
const unsafe = /(?!\u200d)[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Bytes of a title in UTF-8. */
const longestValue = 110;
/** Bytes of a whole name. Most systems take 255, encrypted folders 143: number and `.cliploft.json` need 17. */
const longestName = 126;

const bytesOf = (text: string): number => {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
};

const cut = (text: string, longest: number): string => {
  let bytes = 0;
  let kept = '';
  for (const char of text) {
    bytes += bytesOf(char);
    if (bytes > longest) break;
    kept += char;
  }
  return kept;
};

const safe = (text: string, longest: number, empty: string): string => {
  const harmless = text.normalize('NFC').replace(unsafe, ' ').replace(/\s+/g, ' ');
  const trimmed = cut(harmless.replace(/^[\s.]+/, ''), longest).replace(/[\s.]+$/, '');
  if (trimmed === '') return empty;
  return devices.test(trimmed) ? `_${trimmed}` : trimmed;
};

/** A title as a part of a file name that no system stumbles over: never a path, never hidden, never empty. */
export const safeName = (title: string): string => safe(title, longestValue, 'Untitled');

/** What an archive, or some system, does not take in a name. */
const refused = /[<>:"\\|?*\p{Cc}]|^\s|[\s.]$/u;

/** A name that a file has (without extension, `/` between folders) for other systems: what all of them take stays as it is. */
export const safePath = (base: string): string =>
  base
    .split('/')
    .map((part) => (refused.test(part) || devices.test(part) ? safe(part, longestName, '_') : part))
    .join('/');

/** The part of a clip's id that stands in its file name: enough to tell equal titles apart at a glance. */
export const shortId = (clipId: string): string =>
  clipId
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)
    .toLowerCase() || 'clip';

/** Base names for a file, without extension, in order of preference: the next one where the first is taken. */
export const baseNames = (title: string, clipId: string): string[] => {
  const name = `${safeName(title)} [${shortId(clipId)}]`;
  return [name, ...Array.from({ length: 98 }, (_, index) => `${name} ${index + 2}`)];
};

/** What a clip's name is made of. */
export interface NameFacts {
  clipId: string;
  taskId: string;
  title: string;
  style: string;
  model: string;
  /** Place within the task's result, from 0. */
  position: number;
  /** ms since the epoch. */
  createdAt: number;
  /** Seconds. */
  duration: number;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Dates are those of UTC, so that two computers give one clip the same name. */
const valuesOf = (facts: NameFacts): Record<Placeholder, string> => {
  const at = new Date(facts.createdAt);
  const date = Number.isNaN(at.getTime()) ? '0000-00-00' : at.toISOString().slice(0, 10);
  const [year = '', month = '', day = ''] = date.split('-').slice(-3);
  const seconds = Math.max(0, Math.round(facts.duration));
  const style = facts.style.split(',').find((one) => one.trim() !== '') ?? '';
  return {
    ...{ title: safeName(facts.title), date, year, month, day, n: String(facts.position + 1) },
    style: safe(style, longestValue, 'No style'),
    model: safe(facts.model, longestValue, 'No model'),
    ...{ task: shortId(facts.taskId), id: shortId(facts.clipId) },
    length: `${Math.floor(seconds / 60)}-${two(seconds % 60)}`,
  };
};

const written = (pieces: readonly Piece[], values: Record<Placeholder, string>): string =>
  pieces.map((piece) => ('text' in piece ? piece.text : values[piece.value])).join('');

/** One name of a path: where it is too long, what is longest of title, style and model is cut, and nothing that tells clips apart. */
const nameOf = (pieces: readonly Piece[], given: Record<Placeholder, string>): string => {
  const values = { ...given };
  const shrinking = (['title', 'style', 'model'] as const).filter((one) =>
    pieces.some((piece) => 'value' in piece && piece.value === one),
  );
  for (const _each of shrinking) {
    const over = bytesOf(written(pieces, values)) - longestName;
    const [longest] = [...shrinking].sort((a, b) => bytesOf(values[b]) - bytesOf(values[a]));
    if (over <= 0 || longest === undefined) break;
    values[longest] = cut(values[longest], Math.max(8, bytesOf(values[longest]) - over)).trimEnd();
  }
  return safe(written(pieces, values), longestName, '_');
};

/** A template that can be used: one that cannot is no reason to save nothing. */
const usable = (text: string): Template =>
  parseTemplate(text).template ?? parseTemplate(defaultFileNames).template ?? [];

/** Numbers that a name gets at most before the clip's id is put into it. */
const mostNumbers = 20;

/**
 * Base names for a clip's files as a template wants them, without extension and with `/` between folders, in order of
 * preference: with a number where the first is taken, and with the clip's id where many are. Each part of them is safe
 * on every system. A template that makes no sense counts as the default one.
 */
export const clipNames = (template: string, facts: NameFacts): string[] => {
  const parts = usable(template);
  const values = valuesOf(facts);
  const folders = parts.slice(0, -1).map((pieces) => `${nameOf(pieces, values)}/`);
  const name = nameOf(parts[parts.length - 1] ?? [], values);
  const withId = `${cut(name, longestName - 11).trimEnd()} [${values.id}]`;
  const numbered = (base: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => (index === 0 ? base : `${base} ${index + 1}`));
  const last = name.includes(values.id)
    ? numbered(name, 99)
    : [...numbered(name, mostNumbers), ...numbered(withId, 99)];
  return last.map((base) => `${folders.join('')}${base}`);
};
