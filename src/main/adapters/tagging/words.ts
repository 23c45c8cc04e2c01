import type { ClipTag } from '../../../core/ports.ts';
import { makerName } from '../../../shared/makers.ts';

/** What players show of a clip. Empty texts are not written. */
export interface TagWords {
  title: string;
  artist: string;
  album: string;
  genre: string;
  lyrics: string;
  comment: string;
  /** By the name that each is shown under. */
  others: Readonly<Record<'Task' | 'Clip' | 'Model' | 'Prompt', string>>;
  /** As a timestamp of ID3v2.4 (structure, 4), in UTC to the second; null where the date makes no sense. */
  date: string | null;
}

/** Longer than this no player shows it; the provenance keeps everything. Characters. */
const longestLine = 250;
const longestGenre = 120;

/** Whole characters only: never half of a pair. */
const cut = (text: string, longest: number): string =>
  text.length <= longest
    ? text
    : text
        .slice(0, longest)
        .replace(/\p{Cs}$/u, '')
        .trimEnd();

/** Text of many lines without what players stumble over: controls (NUL ends a text) and halves of pairs. */
const textOf = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();

const lineOf = (text: string, longest = longestLine): string =>
  cut(textOf(text.replace(/[\r\n\t]/g, ' ')).replace(/ {2,}/g, ' '), longest);

/**
 * A style that no reader takes for a number of ID3v1's list of genres: ffprobe makes Folk of "80s", and others look for
 * such numbers within round brackets. Begins with a style in words where there is one, else with an apostrophe, as in ’80s.
 */
const asWords = (line: string): string => {
  const plain = line.replace(/\(/g, '[').replace(/\)/g, ']');
  if (!/^\d/.test(plain)) return plain;
  const styles = plain.split(',').map((style) => style.trim());
  const first = styles.findIndex((style) => /^\D/.test(style));
  return first === -1 ? `’${plain}` : [...styles.splice(first, 1), ...styles].join(', ');
};

/** As many of the comma-separated styles as fit. */
const genreOf = (style: string): string => {
  const line = asWords(lineOf(style, style.length));
  const comma = line.lastIndexOf(',', longestGenre);
  const short =
    line.length <= longestGenre ? line : comma > 0 ? line.slice(0, comma) : cut(line, longestGenre);
  return short.trimEnd();
};

const promptOf = (input: ClipTag['provenance']['input']): string => {
  const words = [input?.['gpt_description_prompt'], input?.['prompt']];
  return textOf(words.find((one): one is string => typeof one === 'string' && one !== '') ?? '');
};

const dateOf = (at: number): TagWords['date'] => {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? date.toISOString().slice(0, 19) : null;
};

/** A clip's tag in words that any player can show. The clips of one task stand together as an album. Pure. */
export const wordsOf = (tag: ClipTag): TagWords => {
  const { provenance } = tag;
  const maker = provenance.taskModel ?? '';
  const title = lineOf(tag.title) || 'Untitled';
  const name =
    lineOf(typeof provenance.input?.['title'] === 'string' ? provenance.input['title'] : '') || title;
  const task = lineOf(tag.taskId).slice(0, 8);
  const model = [maker, tag.model].filter((one, index, all) => one !== '' && all.indexOf(one) === index);
  const made = model.length === 0 ? 'Made' : `Made with ${model.join(', ')}`;
  return {
    title,
    artist: makerName(maker),
    album: task === '' ? name : `${name} [${task}]`,
    genre: genreOf(tag.style),
    lyrics: textOf(tag.lyrics),
    comment: lineOf(`${made} through sunor.cc, saved by Cliploft.`),
    others: {
      Task: lineOf(tag.taskId),
      Clip: lineOf(tag.clipId),
      Model: lineOf(tag.model),
      Prompt: promptOf(provenance.input),
    },
    date: dateOf(tag.createdAt),
  };
};
