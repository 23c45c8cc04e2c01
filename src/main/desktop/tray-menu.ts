import type { MenuItemConstructorOptions } from 'electron';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Focus } from '../../shared/snapshot.ts';

/** What the tray's menu shows. */
export interface TrayFacts {
  /** How the app stands, in one line. */
  line: string;
  /** Somebody is needed: the line leads to what needs them. */
  needed: boolean;
  paused: boolean;
  /** The clips that were saved last, newest first. */
  recent: readonly { id: string; title: string }[];
}

export interface TrayActions {
  show: (target: Focus['target'] | null) => void;
  play: (clipId: string) => void;
  pause: (paused: boolean) => void;
  quit: () => void;
}

const longestTitle = 48;

/** A title as a menu can show it: one line, and `&` marks no key to press. */
export const menuTitle = (title: string): string => {
  const letters = Array.from(title.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  const short =
    letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : letters.join('');
  return short.replaceAll('&', '&&');
};

/** The tray's menu: state, the way back, recent clips, the pause, the way out. Pure. */
export const trayMenu = (
  facts: TrayFacts,
  words: Catalogue['desktop'],
  actions: TrayActions,
): MenuItemConstructorOptions[] => [
  { label: menuTitle(facts.line), enabled: facts.needed, click: () => actions.show({ kind: 'notices' }) },
  { type: 'separator' },
  { label: words.tray.open, click: () => actions.show(null) },
  {
    label: words.tray.recent,
    enabled: facts.recent.length > 0,
    submenu: facts.recent.map(({ id, title }) => ({
      label: menuTitle(title) || words.untitled,
      click: () => actions.play(id),
    })),
  },
  {
    label: words.tray.pauseWatching,
    type: 'checkbox',
    checked: facts.paused,
    click: () => actions.pause(!facts.paused),
  },
  { type: 'separator' },
  { label: words.tray.quit, click: actions.quit },
];
