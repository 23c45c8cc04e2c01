import type { ClipRecord, Said } from '../../src/core/library/clip-record.ts';
import { emoji, models, scripts, styles } from './words.ts';

/** Chance that is the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A clip without its files, and what its user says of it. */
export interface Song {
  clip: Omit<ClipRecord, 'audio' | 'cover' | 'bytes' | 'sha256' | 'audioSha256' | 'mime'>;
  hasCover: boolean;
  said: Pick<Said, 'favourite' | 'rating' | 'tags'>;
}

const dayMs = 86_400_000;

/** So many songs, newest last, over two years before `now` (ms since the epoch): pairs mostly, in many scripts. */
export function* songsOf(count: number, seed: number, now: number): Generator<Song> {
  const chance = chanceOf(seed);
  const below = (n: number): number => Math.floor(chance() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const some = <T>(from: readonly T[], n: number): T[] => Array.from({ length: n }, () => pick(from));
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const script = () => {
    let at = below(100);
    return scripts.find(({ share }) => (at -= share) < 0) ?? pick(scripts);
  };
  const line = ({ words, joint }: (typeof scripts)[number], n: number): string => some(words, n).join(joint);
  const titleIn = (of: (typeof scripts)[number]): string => {
    const odd = below(200);
    if (odd === 0) return '';
    if (odd === 1) return line(of, 400);
    if (odd < 6) return 'Untitled';
    return `${line(of, 2 + below(3))}${odd < 16 ? ` ${pick(emoji)}` : ''}`;
  };

  let before: string | null = null;
  for (let made = 0; made < count;) {
    const of = script();
    const taskId = uuid();
    const [createdAt, model] = [now - 730 * dayMs + Math.floor((made / count) * 730 * dayMs), pick(models)];
    const [title, style] = [titleIn(of), some(styles, 1 + below(4)).join(', ')];
    const lyrics =
      below(6) === 0 ? '' : Array.from({ length: 12 + below(14) }, () => line(of, 4 + below(4))).join('\n');
    const clips = below(12) === 0 ? (below(2) === 0 ? 1 : 3) : 2;
    for (let position = 0; position < clips && made < count; position += 1, made += 1) {
      const done = new Date(createdAt + 120_000).toISOString();
      const id = uuid();
      // One in twenty goes on from the song before it.
      const goesOn = made % 20 === 10 && before !== null ? { continue_clip_id: before, continue_at: 60 } : {};
      before = id;
      yield {
        clip: {
          ...{ id, taskId, type: below(20) === 0 ? 'upload' : 'music', title, style, model, lyrics },
          ...{ createdAt, savedAt: createdAt + 180_000, position },
          duration: below(50) === 0 ? 3 + below(10) : Math.round((60 + below(240) + chance()) * 100) / 100,
          provenance: {
            input: { prompt: line(of, 8), tags: style, title, make_instrumental: lyrics === '', ...goesOn },
            ...{ taskModel: 'suno', credits: 10 },
            ...{ taskCreatedAt: new Date(createdAt).toISOString(), taskCompletedAt: done },
          },
        },
        hasCover: below(8) !== 0,
        said: {
          favourite: below(25) === 0,
          rating: below(5) === 0 ? 1 + below(5) : 0,
          tags: below(30) === 0 ? [pick(['demo', 'album', 'film', 'rework'])] : [],
        },
      };
    }
  }
}
