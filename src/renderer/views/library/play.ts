import type { Player } from '../../player/player.svelte.ts';
import { type LibraryPages, pageSize } from './library-pages.svelte.ts';

/** Plays the clip at this place of the list; the list as it is now, page after page, is what follows. */
export const playFrom = (player: Player, pages: LibraryPages, index: number): void => {
  const { clips, at } = pages.runAround(index);
  const offset = index - at;
  const { text, sort } = pages;
  player.start(clips, at, (have) =>
    text === pages.text && sort === pages.sort ? pages.read(offset + have, pageSize) : Promise.resolve([]),
  );
};
