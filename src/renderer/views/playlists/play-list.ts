import type { Player } from '../../player/player.svelte.ts';
import { pageSize, type PlaylistPages } from './playlist-pages.svelte.ts';

/** So many shuffled clips are looked up at once. */
const fewShuffled = 10;

/** Plays a list from this place on; what follows is read as it is needed. */
export const playEntries = (player: Player, pages: PlaylistPages, place: number): void => {
  const { clips, at } = pages.runAround(place);
  const offset = place - at;
  player.start(clips, at, (have) => pages.read(offset + have, pageSize));
};

/** The numbers from 0 on, each once, as chance has it (Fisher and Yates, as by Durstenfeld). */
export const shuffled = (count: number, random: () => number): Uint32Array => {
  const places = Uint32Array.from({ length: count }, (_, n) => n);
  for (let left = count - 1; left > 0; left -= 1) {
    const other = Math.floor(random() * (left + 1));
    [places[left], places[other]] = [places[other] ?? 0, places[left] ?? 0];
  }
  return places;
};

/** Plays all of a list, each entry once, as chance has it. */
export const playShuffled = async (
  player: Player,
  pages: PlaylistPages,
  total: number,
  random: () => number = Math.random,
): Promise<void> => {
  const places = shuffled(total, random);
  const more = async (have: number) => {
    const next = Array.from(places.subarray(have, have + fewShuffled));
    return (await Promise.all(next.map((place) => pages.read(place, 1)))).flat();
  };
  player.start(await more(0), 0, more);
};
