import { Menu, nativeImage, Tray } from 'electron';
import { attentionOf, type Attention, isNeeded } from '../../shared/attention.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Focus } from '../../shared/snapshot.ts';
import type { Engine } from '../../core/engine-api.ts';
import { trayPicture } from './tray-picture.ts';

export interface AppTray {
  /** Takes it away: the app ends. */
  stop(): void;
}

export interface AppTrayOptions {
  engine: Pick<Engine, 'state' | 'onChange'>;
  /** ms since the epoch. */
  now: () => number;
  words: Catalogue['desktop'];
  locale: string;
  /** Path of the app's icon. */
  icon: string;
  show: (target: Focus['target'] | null) => void;
  quit: () => void;
}

/** What the tray says, in one line: what needs a person, else what goes on and what is held. Pure. */
export const trayLine = (
  attention: Attention,
  words: Catalogue['desktop']['tray'],
  locale: string,
): string => {
  const { keyRefused, database, folder, expiring, needsYou, missing } = attention;
  const number = new Intl.NumberFormat(locale);
  const some = (count: number, say: (text: string) => string): string[] =>
    count > 0 ? [say(number.format(count))] : [];
  if (keyRefused) return words.keyRefused;
  const needed = [
    ...(database ? [words.database] : []),
    ...(folder ? [words.folder] : []),
    ...some(expiring, (text) => words.expiring(expiring, text)),
    ...some(needsYou, (text) => words.needsYou(needsYou, text)),
    ...some(missing, (text) => words.missing(missing, text)),
  ];
  if (needed.length > 0) return needed.join(' · ');
  const going = [
    ...some(attention.watching, words.watching),
    ...some(attention.saving, words.saving),
    ...some(attention.paused, words.paused),
    ...some(attention.unreadable, (text) => words.unreadable(attention.unreadable, text)),
  ];
  if (going.length > 0) return going.join(' · ');
  return attention.allSaved ? words.saved : words.idle;
};

/** The app's place in the system's tray: how it stands, and the way back to the window. */
export const createAppTray = (options: AppTrayOptions): AppTray => {
  const { engine, words, locale, show } = options;
  const calm = trayPicture(nativeImage.createFromPath(options.icon), false);
  const calling = trayPicture(nativeImage.createFromPath(options.icon), true);
  const tray = new Tray(calm);
  let said = '';

  const look = (): void => {
    const attention = attentionOf(engine.state(), options.now());
    const line = trayLine(attention, words.tray, locale);
    // Only what is new: a try that fails once more says nothing that the tray does not say already.
    if (line === said) return;
    said = line;
    const needed = isNeeded(attention);
    tray.setImage(needed ? calling : calm);
    tray.setToolTip(`Cliploft – ${line}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: line, enabled: needed, click: () => show({ kind: 'notices' }) },
        { type: 'separator' },
        { label: words.tray.open, click: () => show(null) },
        { label: words.tray.quit, click: options.quit },
      ]),
    );
  };

  tray.on('click', () => show(null));
  const stopListening = engine.onChange(look);
  look();
  return {
    stop() {
      stopListening();
      tray.destroy();
    },
  };
};
