import type { Player } from '../../player/player.svelte.ts';
import type { Clip } from '../../../shared/clip.ts';
import type { GroupHead } from '../../../shared/library-query.ts';
import { pageSize } from './kept-pages.svelte.ts';
import type { LibraryPages } from './library-pages.svelte.ts';

/** Plays the clip at this place of the list; the list as it is now, page after page, is what follows. */
export const playFrom = (player: Player, pages: LibraryPages, index: number): void => {
  const { clips, at } = pages.runAround(index);
  const offset = index - at;
  const asked = JSON.stringify(pages.list);
  player.start(clips, at, (have) =>
    asked === JSON.stringify(pages.list) ? pages.read(offset + have, pageSize) : Promise.resolve([]),
  );
};

/** Plays a group of the list from its first clip, and nothing after its last. */
export const playGroup = async (
  player: Player,
  pages: LibraryPages,
  { first, count }: Pick<GroupHead, 'first' | 'count'>,
): Promise<void> => {
  const asked = JSON.stringify(pages.list);
  const more = (have: number): Promise<readonly Clip[]> =>
    asked === JSON.stringify(pages.list)
      ? pages.read(first + have, Math.min(pageSize, count - have))
      : Promise.resolve([]);
  const clips = await more(0);
  if (clips.length > 0) player.start(clips, 0, more);
};
