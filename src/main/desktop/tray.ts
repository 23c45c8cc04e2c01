import { numbers } from '../../shared/formatters.ts';
import { Menu, nativeImage, Tray } from 'electron';
import { attentionOf, type Attention, isNeeded } from '../../shared/attention.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Engine } from '../../core/engine-api.ts';
import { type TrayActions, type TrayFacts, trayMenu } from './tray-menu.ts';
import { trayPicture } from './tray-picture.ts';
import { createWorkProgress } from './work-progress.ts';

export interface AppTray {
  /** Puts it up anew: a place for it came only now, and an icon that found none stays without. */
  renew(): void;
  /** Takes it away: the app ends. */
  stop(): void;
}

export interface AppTrayOptions {
  engine: Pick<Engine, 'state' | 'onChange' | 'clipPage'>;
  /** ms since the epoch. */
  now: () => number;
  words: Catalogue['desktop'];
  locale: string;
  /** Path of the app's icon. */
  icon: string;
  actions: TrayActions;
}

/** Clips that the menu plays. */
const recentClips = 5;

/** Steps in which the tray tells progress: each one makes its menu anew. */
const progressSteps = 20;

/**
 * What the tray says, in one line: what needs a person, else what goes on (`progress` of saving is 0 to 1, or null) and
 * what is held. Pure.
 */
export const trayLine = (
  attention: Attention,
  words: Catalogue['desktop']['tray'],
  locale: string,
  { paused, progress }: { paused: boolean; progress: number | null },
): string => {
  const { keyRefused, database, folder, expiring, needsYou, missing } = attention;
  const number = numbers(locale);
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
  const percent = numbers(locale, { style: 'percent' });
  const saving = (text: string): string =>
    progress === null
      ? words.saving(text)
      : words.savingAt(text, percent.format(Math.floor(progress * progressSteps) / progressSteps));
  const going = [
    ...(paused ? [words.watchingPaused] : some(attention.watching, words.watching)),
    ...some(attention.saving, saving),
    ...some(attention.paused, words.paused),
    ...some(attention.unreadable, (text) => words.unreadable(attention.unreadable, text)),
  ];
  if (going.length > 0) return going.join(' · ');
  return attention.allSaved ? words.saved : words.idle;
};

/** The app's place in the system's tray: how it stands, what it saved last, and the way back to the window. */
export const createAppTray = (options: AppTrayOptions): AppTray => {
  const { engine, words, locale, actions } = options;
  const calm = trayPicture(nativeImage.createFromPath(options.icon), false);
  const calling = trayPicture(nativeImage.createFromPath(options.icon), true);
  const progressOf = createWorkProgress();
  let tray: Tray | null = null;
  let said = '';
  let recent: TrayFacts['recent'] = [];
  let version: number | null = null;

  const readRecent = (): TrayFacts['recent'] => {
    const now = engine.state().library.version;
    if (now !== version) {
      version = now;
      recent = engine
        .clipPage({ text: '', sort: 'newest', offset: 0, limit: recentClips })
        .clips.map(({ id, title }) => ({ id, title }));
    }
    return recent;
  };

  const look = (): void => {
    const state = engine.state();
    const attention = attentionOf(state, options.now());
    const progress = progressOf({ ...state, work: null });
    const facts: TrayFacts = {
      line: trayLine(attention, words.tray, locale, { paused: state.paused, progress }),
      needed: isNeeded(attention),
      paused: state.paused,
      recent: readRecent(),
    };
    // Only what is new: a try that fails once more says nothing that the tray does not say already.
    const saying = JSON.stringify(facts);
    if (tray === null || saying === said) return;
    said = saying;
    tray.setImage(facts.needed ? calling : calm);
    tray.setToolTip(`Cliploft – ${facts.line}`);
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(facts, words, actions)));
  };

  const put = (): void => {
    tray?.destroy();
    tray = new Tray(calm);
    tray.on('click', () => actions.show(null));
    said = '';
    look();
  };

  const stopListening = engine.onChange(look);
  put();
  return {
    renew: put,
    stop() {
      stopListening();
      tray?.destroy();
      tray = null;
    },
  };
};
