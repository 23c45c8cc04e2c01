import { Notification } from 'electron';
import type { Clock, Log } from '../../core/ports.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Focus, Notice } from '../../shared/snapshot.ts';
import { isWanted, type Toast, toastsOf } from './notice-words.ts';

export interface Notifier {
  /** Shows a notice through the system, together with what else ends within a moment. */
  notice(notice: Notice): void;
  /** Shows a text that leads nowhere but to the window. */
  plain(title: string, body: string): void;
}

export interface NotifierOptions {
  clock: Clock;
  log: Log;
  icon: string;
  words: Catalogue['desktop'];
  locale: string;
  settings: () => Settings['notify'];
  onClick: (target: Focus['target'] | null) => void;
}

/** Tasks that end within this time are told of together. ms. */
const gatherMs = 700;
/** Notifications kept alive so that their clicks still count; a desktop shows far fewer. */
const keptAlive = 50;

/** The system's own notifications. What is not shown says why in the log. */
export const createNotifier = (options: NotifierOptions): Notifier => {
  const { clock, log, icon, words, locale, settings, onClick } = options;
  let waiting: Notice[] = [];
  let alive: Notification[] = [];

  const show = (title: string, body: string, target: Focus['target'] | null): void => {
    if (!Notification.isSupported()) {
      log.info('notification not shown', { why: 'the system has none' });
      return;
    }
    const toast = new Notification({ title, body, icon });
    toast.on('click', () => onClick(target));
    toast.on('failed', (_event, error) => log.warn('notification not shown', { why: error }));
    // Nobody else holds it, and one that is collected loses its click.
    alive = [...alive, toast].slice(-keptAlive);
    toast.show();
  };

  const flush = (): void => {
    const ended = waiting;
    waiting = [];
    toastsOf(ended, words, locale).forEach(({ title, body, target }: Toast) => show(title, body, target));
  };

  return {
    notice(notice) {
      if (!isWanted(notice.kind, settings())) {
        log.info('notification not shown', { why: 'switched off', kind: notice.kind });
        return;
      }
      waiting.push(notice);
      if (waiting.length === 1) clock.after(gatherMs, flush);
    },
    plain: (title, body) => show(title, body, null),
  };
};
