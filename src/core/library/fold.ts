/** A text as search sees it: without case, accents or width (ＡＢＣ is abc), in one line. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');

/** The words that must all be found; a text without any finds everything. */
export const searchWords = (text: string): string[] =>
  fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 20);

/** A word as a LIKE pattern that finds it anywhere; `\` is the escape. */
export const likePattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;
