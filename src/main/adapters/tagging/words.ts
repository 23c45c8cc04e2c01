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
  /** Four digits and DDMM, in UTC; null where the date makes no sense. */
  date: { year: number; dayMonth: string } | null;
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

/** As many of the comma-separated styles as fit. A bracket at the start would be a number of a list (ID3v2.3, TCON). */
const genreOf = (style: string): string => {
  const line = lineOf(style, style.length);
  const comma = line.lastIndexOf(',', longestGenre);
  const short =
    line.length <= longestGenre ? line : comma > 0 ? line.slice(0, comma) : cut(line, longestGenre);
  return short.trimEnd().replace(/^\(/, '((');
};

const promptOf = (input: ClipTag['provenance']['input']): string => {
  const words = [input?.['gpt_description_prompt'], input?.['prompt']];
  return textOf(words.find((one): one is string => typeof one === 'string' && one !== '') ?? '');
};

const dateOf = (at: number): TagWords['date'] => {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) return null;
  const two = (number: number): string => String(number).padStart(2, '0');
  return { year, dayMonth: two(date.getUTCDate()) + two(date.getUTCMonth() + 1) };
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
