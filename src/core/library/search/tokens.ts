/** A piece of a text that can be found, and where it stands in it. */
export interface Token {
  /** As the index holds it: folded. */
  text: string;
  /** Place in the text that was given to `tokensWithPlaces`, in UTF-16 units; `to` is one past the last. */
  from: number;
  to: number;
}

/** Letters that stand for themselves in Unicode, and that people type without their strokes. */
const alike: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŋ: 'n', þ: 'th', ŧ: 't' },
  ς: 'σ',
};
const alikeLetters = new RegExp(`[${Object.keys(alike).join('')}]`, 'g');

/**
 * Marks that are accents: those of no script of their own, and the points of Hebrew. The marks of Indic scripts are
 * vowels, and stay; so do the two that make another syllable of a kana (U+3099, U+309A).
 */
const accents = /(?![\u3099\u309a])(?:(?=\p{M})\p{Script=Inherited}|[\u0591-\u05bd\u05bf-\u05c7])/gu;

/**
 * A text without case, accents or width (ＡＢＣ is abc), taken apart (NFD): nothing in it depends on what stands beside
 * it, as in its NFC form single letters of Hangul do, which make a syllable of two. Length and places change.
 */
export const foldApart = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replace(alikeLetters, (letter) => alike[letter] ?? letter);

/** The same put together (NFC), as it is kept. */
export const fold = (text: string): string => foldApart(text).normalize('NFC');

/** Scripts that put no spaces between words, or hang endings on them: each sign is a token, a word is a row of them. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Yi}ー々〆]$/u;
const letter = /^[\p{L}\p{N}]$/u;
/** Signs that people look for: emoji, notes, hearts. */
const sign = /^[\p{So}\p{Regional_Indicator}]$/u;
const mark = /^\p{M}$/u;
/** Plain ASCII, which most texts are. */
// eslint-disable-next-line no-control-regex -- all of ASCII is meant
const ascii = /^[\x00-\x7f]*$/;
const asciiWord = /[a-z0-9]+/gi;
/** A sign with the marks that belong to it, those of narrow kana among them. */
const clusters = /\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu;

const kindOf = (char: string): 'word' | 'alone' | 'mark' | 'gap' => {
  if (letter.test(char)) return unspaced.test(char) ? 'alone' : 'word';
  if (sign.test(char)) return 'alone';
  return mark.test(char) ? 'mark' : 'gap';
};

/** The text in the form whose places `tokensWithPlaces` speaks of. */
export const placedForm = (text: string): string => text.normalize('NFC');

/** What signs were folded to, for as many texts as are taken apart at once: folding is what takes the time. */
export type Folded = Map<string, { char: string; kind: ReturnType<typeof kindOf> }[]>;

const partsOf = (cluster: string, folded: Folded): { char: string; kind: ReturnType<typeof kindOf> }[] => {
  const known = folded.get(cluster);
  if (known !== undefined) return known;
  const parts = Array.from(fold(cluster), (char) => ({ char, kind: kindOf(char) }));
  folded.set(cluster, parts);
  return parts;
};

/** What can be found in a text, in its order. Places are those in `placedForm(text)`. */
export const tokensWithPlaces = (given: string, folded: Folded = new Map()): Token[] => {
  const text = placedForm(given);
  if (ascii.test(text))
    return Array.from(text.matchAll(asciiWord), ({ 0: word, index }) => ({
      ...{ text: word.toLowerCase(), from: index, to: index + word.length },
    }));
  const tokens: Token[] = [];
  /** A word that goes on with what follows. */
  let open: Token | null = null;
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const to = index + cluster.length;
    for (const { char, kind } of partsOf(cluster, folded)) {
      const last = tokens.at(-1);
      if (kind === 'gap') open = null;
      else if (kind === 'mark' || kind === 'word') {
        // A mark goes with what it stands on, also where that is a token of its own.
        const on: Token | null | undefined = kind === 'mark' && last?.to === to ? last : open;
        if (on !== null && on !== undefined) {
          on.text += char;
          on.to = to;
        } else if (kind === 'word') tokens.push((open = { text: char, from: index, to }));
      } else {
        open = null;
        tokens.push({ text: char, from: index, to });
      }
    }
  }
  return tokens;
};

/** What can be found in a text, in its order. */
export const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  const folded: Folded = new Map();
  // Line by line: most lines are plain, and quick.
  for (const line of text.split('\n'))
    if (ascii.test(line)) for (const [word] of line.matchAll(asciiWord)) tokens.push(word.toLowerCase());
    else for (const token of tokensWithPlaces(line, folded)) tokens.push(token.text);
  return tokens;
};
