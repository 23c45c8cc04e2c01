import { untrack } from 'svelte';
import { keptQueue, type Place } from '../shared/place.ts';
import type { Player } from './player/player.svelte.ts';
import type { Navigation } from './state/navigation.svelte.ts';
import type { LibraryPages } from './views/library/library-pages.svelte.ts';

/** What the user's place is made of. */
interface Rooms {
  nav: Navigation;
  library: LibraryPages;
  player: Player;
}

/** Changes that follow each other within this time are told as one. ms. */
const gatherMs = 300;

/** Where the user is now. Reads runes: an effect that calls it runs again when any of it changes. */
const placeOf = ({ nav, library, player }: Rooms): Place => {
  const first = Math.max(0, player.index - keptQueue / 4);
  const queue = player.queue.slice(first, first + keptQueue);
  return {
    nav: {
      ...{ view: nav.view, clipId: nav.clipId, librarySide: nav.librarySide, sheetId: nav.sheetId },
      playlistId: nav.playlistId,
      pairTask: nav.pairTask,
    },
    library: { ...library.list, layout: library.layout, scrollTop: library.scrollTop },
    player:
      player.current === null
        ? null
        : { queue: [...queue], index: player.index - first, position: untrack(() => player.position) },
  };
};

/** Takes the user back to a place. Nothing plays by itself. */
export const restorePlace = ({ nav, library, player }: Rooms, place: Place): void => {
  Object.assign(nav, place.nav);
  library.restore(place.library);
  if (place.player !== null) player.restore(place.player.queue, place.player.index, place.player.position);
};

/** A clip that plays is worth a note every so many seconds. */
const noteEveryS = 10;

/** Tells `keep` of the place, a moment after each change. Call once, where effects may be made. */
export const followPlace = (rooms: Rooms, keep: (place: Place) => void): void => {
  const { player } = rooms;
  let timer: ReturnType<typeof setTimeout> | null = null;
  $effect(() => {
    // What is read here is followed; the position itself changes with each frame.
    void [player.status, Math.floor(player.position / noteEveryS)];
    placeOf(rooms);
    timer ??= setTimeout(() => {
      timer = null;
      keep(placeOf(rooms));
    }, gatherMs);
  });
  $effect(() => {
    // A window that is closed at once takes its last change along.
    const flush = (): void => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      keep(placeOf(rooms));
    };
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      clearTimeout(timer ?? undefined);
    };
  });
};
