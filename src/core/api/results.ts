import * as v from 'valibot';
import { shortHash } from '../short-hash.ts';

/** One clip as a task's result names it (sunor-api.md 5, 9.2 to 9.5). */
export interface ClipSource {
  id: string;
  title: string;
  /** null while there is no link that may be taken: streaming addresses and empty texts count as none. */
  audioUrl: string | null;
  imageUrl: string | null;
  /** Seconds as announced; null or 0 upstream means not known. */
  duration: number | null;
  style: string;
  lyrics: string;
  model: string;
}

/** The text that a lyrics task gives (sunor-api.md 9.1). */
export interface LyricSource {
  title: string;
  text: string;
}

export interface TaskResult {
  clips: ClipSource[];
  lyrics: LyricSource | null;
  /** Entries that make no sense, so that nothing could be taken from them. The same clip twice is none. */
  unreadable: number;
}

const text = v.optional(v.fallback(v.nullable(v.string()), null), null);
const number = v.optional(v.fallback(v.nullable(v.pipe(v.number(), v.finite())), null), null);

const metadata = v.looseObject({ duration: number, tags: text, prompt: text });

const clip = v.looseObject({
  id: text,
  status: text,
  title: text,
  audio_url: text,
  image_url: text,
  image_large_url: text,
  duration: number,
  prompt: text,
  model_name: text,
  metadata: v.optional(v.fallback(v.nullable(metadata), null), null),
});

const sheet = v.looseObject({ title: text, text, lyrics: text, prompt: text });

/** An id that can stand in a URL and in a database; one with control characters or half letters cannot. */
const idShape = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,200}$/u;

const limit = (value: string, length: number): string => Array.from(value).slice(0, length).join('');

/** http(s) only; Suno's streaming host serves a clip that is not finished (sunor-api.md 9.3). */
const usableUrl = (value: string | null): string | null => {
  if (value === null || value.length > 4000) return null;
  try {
    const url = new URL(value);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return url.hostname.startsWith('audiopipe.') ? null : url.href;
  } catch {
    return null;
  }
};

/** What is streamed and has no length yet is not all there (sunor-api.md 9.2, 9.3). */
const isUnfinished = (status: string | null, duration: number | null): boolean =>
  duration === null && ['submitted', 'queued', 'streaming'].includes((status ?? '').toLowerCase());

/**
 * Of a clip whose id is missing or no good: by its file, not by its place in the result, which another answer may
 * give to another clip. Null where there is neither.
 */
const idInstead = (taskId: string, id: string, url: string): string | null => {
  const file = url.split(/[?#]/)[0] ?? '';
  const told = file !== '' ? file : id;
  return told === '' ? null : `${taskId}-${shortHash([told]).toString(16).padStart(8, '0')}`;
};

/** Words and no sound: the entry of a lyrics task, whatever the type says. */
const isWords = (value: unknown): boolean => {
  const parsed = v.safeParse(sheet, value);
  if (!parsed.success || typeof value !== 'object' || value === null || 'audio_url' in value) return false;
  return (parsed.output.text ?? parsed.output.lyrics ?? '').trim() !== '';
};

const readClip = (taskId: string, value: unknown): ClipSource | null => {
  const parsed = v.safeParse(clip, value);
  if (!parsed.success || isWords(value)) return null;
  const data = parsed.output;
  const [given, url] = [(data.id ?? '').trim(), (data.audio_url ?? '').trim()];
  const id =
    data.id !== null && idShape.test(data.id) && given !== '' ? data.id : idInstead(taskId, given, url);
  if (id === null) return null;
  const announced = data.metadata?.duration ?? data.duration;
  const duration = announced !== null && announced > 0 ? announced : null;
  return {
    id,
    title: limit((data.title ?? '').trim(), 5000),
    audioUrl: isUnfinished(data.status, duration) ? null : usableUrl(data.audio_url),
    imageUrl: usableUrl(data.image_large_url) ?? usableUrl(data.image_url),
    duration,
    style: limit(data.metadata?.tags ?? '', 5000),
    lyrics: data.prompt ?? data.metadata?.prompt ?? '',
    model: data.model_name ?? '',
  };
};

const readSheet = (value: unknown): LyricSource | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : { title: '', text: value };
  const parsed = v.safeParse(sheet, value);
  if (!parsed.success) return null;
  const words = parsed.output.text ?? parsed.output.lyrics ?? parsed.output.prompt;
  if (words === null || words.trim() === '') return null;
  return { title: limit((parsed.output.title ?? '').trim(), 5000), text: words };
};

/** Two tellings of one clip: the first counts, and the second fills its gaps. */
export const merged = (first: ClipSource, second: ClipSource): ClipSource => ({
  id: first.id,
  title: first.title || second.title,
  audioUrl: first.audioUrl ?? second.audioUrl,
  imageUrl: first.imageUrl ?? second.imageUrl,
  duration: first.duration ?? second.duration,
  style: first.style || second.style,
  lyrics: first.lyrics || second.lyrics,
  model: first.model || second.model,
});

/** Nothing at all, as opposed to something that makes no sense. */
const isNothing = (result: unknown): boolean => result === null || result === undefined || result === '';

/**
 * Reads `output.result`, an array, an object or nothing, by the shape of what is in it: the page leaves the
 * shapes of lyrics, upload, concat and udio open (sunor-api.md 11). Never fails; what makes no sense is
 * left out and counted.
 */
export const readResult = (taskId: string, type: string | null, result: unknown): TaskResult => {
  const entries: unknown[] = Array.isArray(result) ? result : isNothing(result) ? [] : [result];
  const read =
    type === 'lyrics'
      ? []
      : entries.map((entry) => readClip(taskId, entry)).filter((source) => source !== null);
  if (read.length > 0) {
    const found = new Map<string, ClipSource>();
    for (const source of read) {
      const first = found.get(source.id);
      found.set(source.id, first === undefined ? source : merged(first, source));
    }
    return { clips: [...found.values()], lyrics: null, unreadable: entries.length - read.length };
  }
  const sheets = entries.map(readSheet).filter((entry) => entry !== null);
  const unreadable = entries.length - sheets.length;
  const [first] = sheets;
  if (first === undefined) return { clips: [], lyrics: null, unreadable };
  // Some gateways offer two versions of a text (sunor-api.md 9.1): keep every one of them.
  const text = sheets.map((entry) => entry.text).join('\n\n———\n\n');
  return { clips: [], lyrics: { title: first.title, text }, unreadable };
};
