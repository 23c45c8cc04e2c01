import type { Player } from '../../player/player.svelte.ts';
import { type LibraryPages, pageSize } from './library-pages.svelte.ts';

/** Plays the clip at this place of the list; the list as it is now, page after page, is what follows. */
export const playFrom = (player: Player, pages: LibraryPages, index: number): void => {
  const { clips, at } = pages.runAround(index);
  const offset = index - at;
  const asked = JSON.stringify(pages.list);
  player.start(clips, at, (have) =>
    asked === JSON.stringify(pages.list) ? pages.read(offset + have, pageSize) : Promise.resolve([]),
  );
};
