import FolderOpen from '@lucide/svelte/icons/folder-open';
import LibraryIcon from '@lucide/svelte/icons/library';
import ListX from '@lucide/svelte/icons/list-x';
import Play from '@lucide/svelte/icons/play';
import type { MenuItem } from '../../ui/menu.ts';
import { t } from '../../ui/text.ts';

/** The menu of one entry of a playlist. `takeOut` is null where it cannot be taken out. */
export const entryMenu = (does: {
  play: () => void;
  showInLibrary: () => void;
  showInFolder: () => void;
  addTo: MenuItem;
  takeOut: (() => void) | null;
}): MenuItem[] => [
  { label: t.playlists.play, icon: Play, run: does.play },
  { label: t.playlists.showInLibrary, icon: LibraryIcon, run: does.showInLibrary },
  { label: t.playlists.showInFolder, icon: FolderOpen, run: does.showInFolder },
  does.addTo,
  ...(does.takeOut === null ? [] : [{ label: t.playlists.takeOut, icon: ListX, run: does.takeOut }]),
];
