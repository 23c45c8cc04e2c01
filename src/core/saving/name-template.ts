import type { TemplateFault } from '../../shared/file-names.ts';

/** What can stand in braces. */
export const placeholders = [
  ...(['title', 'style', 'model', 'date', 'year', 'month', 'day', 'n', 'task', 'id', 'length'] as const),
] as const;
export type Placeholder = (typeof placeholders)[number];

/** Text as it stands, or the name of what stands in for it. */
export type Piece = { text: string } | { value: Placeholder };

/** The names of folders, outermost first, and last that of the file without its extension. */
export type Template = readonly (readonly Piece[])[];

/** As files are named where nothing else was chosen. */
export const defaultFileNames = '{title} [{id}]';

const longestTemplate = 200;
const mostFolders = 4;

const isPlaceholder = (word: string): word is Placeholder =>
  (placeholders as readonly string[]).includes(word);

/** Is there anything in a name that is left when it is made safe? */
const isNothing = (pieces: readonly Piece[]): boolean =>
  pieces.every((piece) => 'text' in piece && /^[\s.<>:"\\|?*\p{Cc}\p{Cf}]*$/u.test(piece.text));

/** Reads a template; what is wrong with it is said with the place where it stands, in characters from 0. */
export const parseTemplate = (
  text: string,
): { template: Template; fault: null } | { template: null; fault: TemplateFault } => {
  const wrong = (kind: TemplateFault['kind'], at: number, word = '') => ({
    ...{ template: null, fault: { kind, at, word } },
  });
  if (text.length > longestTemplate) return wrong('too_long', longestTemplate);
  const parts: Piece[][] = [];
  let pieces: Piece[] = [];
  let begin = 0;
  for (let at = 0; at <= text.length;) {
    if (at === text.length || text[at] === '/') {
      if (isNothing(pieces)) return wrong('empty', begin, text.slice(begin, at));
      parts.push(pieces);
      if (parts.length > mostFolders + 1) return wrong('too_deep', begin);
      pieces = [];
      at += 1;
      begin = at;
    } else if (text[at] === '{') {
      const end = text.indexOf('}', at);
      if (end === -1) return wrong('open', at, text.slice(at));
      const word = text.slice(at + 1, end);
      if (!isPlaceholder(word)) return wrong('unknown', at, text.slice(at, end + 1));
      pieces.push({ value: word });
      at = end + 1;
    } else {
      const end = /[{/]/.exec(text.slice(at))?.index ?? text.length - at;
      pieces.push({ text: text.slice(at, at + end) });
      at += end;
    }
  }
  return { template: parts, fault: null };
};
