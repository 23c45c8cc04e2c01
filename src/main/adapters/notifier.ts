import type { Clock, Log } from '../../core/ports.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Focus, Notice } from '../../shared/snapshot.ts';
import { isWanted, type Toast, toastsOf } from './notice-words.ts';
import { type Activation, clipActions, readToastId, toastId } from './notifications/activation.ts';
import { quietUntil } from './notifications/quiet-hours.ts';
import type { Toaster } from './notifications/toaster.ts';

export interface Notifier {
  /** Shows a notice through the system, together with what else ends within a moment. */
  notice(notice: Notice): void;
  /**
   * Shows a text that leads nowhere but to the window. In quiet hours it is not shown; at their end only where `stillTrue`
   * is given and says so.
   */
  plain(title: string, body: string, stillTrue?: () => boolean): void;
  /** Does what was pressed on a notification, be it one of an earlier run. */
  activated(activation: Activation): void;
  /** The app ends: what waits is not shown any more. */
  stop(): void;
}

export interface NotifierOptions {
  clock: Clock;
  log: Log;
  toaster: Toaster;
  words: Catalogue['desktop'];
  locale: string;
  settings: () => Pick<Settings, 'notify' | 'quiet'>;
  onClick: (target: Focus['target'] | null) => void;
  onPlay: (clipId: string) => void;
  onShowInFolder: (clipId: string) => void;
}

/** Tasks that end within this time are told of together. ms. */
const gatherMs = 700;
/** How often quiet hours are looked at again: the clock may be set, and so may they. ms. */
const lookAgainMs = 60_000;

/** The system's own notifications. What is not shown, or later, says why in the log. */
export const createNotifier = (options: NotifierOptions): Notifier => {
  const { clock, log, toaster, words, locale, settings } = options;
  let waiting: Notice[] = [];
  /** Plain texts that wait for the end of quiet hours, by their titles. */
  let later = new Map<string, { body: string; stillTrue: () => boolean }>();
  let callOff: (() => void) | null = null;
  /** Of so many of those that wait the log says why. */
  let heldBack = 0;

  const show = (toast: Omit<Toast, 'target'> & { target: Toast['target'] | null }): void => {
    const { title, body, target, clipId } = toast;
    const labels = { play: words.notify.play, folder: words.notify.showInFolder };
    const actions = clipId === null ? [] : clipActions.map((key) => ({ key, label: labels[key] }));
    void toaster.show({ id: toastId(target), title, body, actions }).then(
      (why) => why !== null && log.warn('notification not shown', { why }),
      (error: unknown) => log.error('notification not shown', { why: String(error) }),
    );
  };

  const flush = (): void => {
    callOff = null;
    // What came to be told meanwhile may have come to be quiet.
    if ((waiting.length === 0 && later.size === 0) || holdBack()) return;
    const [ended, plain] = [waiting, later];
    waiting = [];
    later = new Map();
    heldBack = 0;
    toastsOf(ended, words, locale).forEach(show);
    for (const [title, { body, stillTrue }] of plain)
      if (stillTrue()) show({ title, body, target: null, clipId: null });
  };

  /** Plans the end of quiet hours where they are on; timers may end early, and the hours may be set anew. */
  const holdBack = (): boolean => {
    const until = quietUntil(settings().quiet, clock.now());
    if (until === null) return false;
    for (const { kind } of waiting.slice(heldBack))
      log.info('notification held back', { why: 'quiet hours', kind });
    heldBack = waiting.length;
    callOff?.();
    callOff = clock.after(Math.min(until - clock.now(), lookAgainMs), flush);
    return true;
  };

  const activated = ({ id, key }: Activation): void => {
    const target = readToastId(id);
    if (key === 'play' && target?.kind === 'clip') options.onPlay(target.id);
    else if (key === 'folder' && target?.kind === 'clip') options.onShowInFolder(target.id);
    else options.onClick(target);
  };
  toaster.onActivated(activated);

  return {
    activated,
    notice(notice) {
      if (!isWanted(notice.kind, settings().notify)) {
        log.info('notification not shown', { why: 'switched off', kind: notice.kind });
        return;
      }
      waiting.push(notice);
      if (heldBack === 0 || !holdBack()) callOff ??= clock.after(gatherMs, flush);
    },
    plain(title, body, stillTrue) {
      if (quietUntil(settings().quiet, clock.now()) === null) {
        show({ title, body, target: null, clipId: null });
        return;
      }
      log.info(stillTrue ? 'notification held back' : 'notification not shown', {
        why: 'quiet hours',
        title,
      });
      if (stillTrue === undefined) return;
      later.set(title, { body, stillTrue });
      holdBack();
    },
    stop() {
      callOff?.();
      callOff = null;
      const left = [...waiting.map(({ kind }) => kind), ...later.keys()];
      if (left.length > 0) log.info('notification not shown', { why: 'the app ended', left });
    },
  };
};
