import { Menu, nativeImage, Tray } from 'electron';
import { attentionOf, type Attention } from '../../shared/attention.ts';
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
  words: Catalogue['desktop'];
  locale: string;
  /** Path of the app's icon. */
  icon: string;
  show: (target: Focus['target'] | null) => void;
  quit: () => void;
}

/** What the tray says, in one line. Pure. */
export const trayLine = (
  { needsYou, keyRefused, watching, saving }: Attention,
  words: Catalogue['desktop']['tray'],
  locale: string,
): string => {
  const number = new Intl.NumberFormat(locale);
  if (keyRefused) return words.keyRefused;
  if (needsYou > 0) return words.needsYou(needsYou, number.format(needsYou));
  const doing = [
    ...(watching > 0 ? [words.watching(number.format(watching))] : []),
    ...(saving > 0 ? [words.saving(number.format(saving))] : []),
  ];
  return doing.length === 0 ? words.quiet : doing.join(' · ');
};

/** The app's place in the system's tray: how it stands, and the way back to the window. */
export const createAppTray = (options: AppTrayOptions): AppTray => {
  const { engine, words, locale, show } = options;
  const calm = trayPicture(nativeImage.createFromPath(options.icon), false);
  const calling = trayPicture(nativeImage.createFromPath(options.icon), true);
  const tray = new Tray(calm);
  let said = '';

  const look = (): void => {
    const { tasks, session } = engine.state();
    const attention = attentionOf(tasks, session);
    const line = trayLine(attention, words.tray, locale);
    // Only what is new: a try that fails once more says nothing that the tray does not say already.
    if (line === said) return;
    said = line;
    const needed = attention.keyRefused || attention.needsYou > 0;
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
