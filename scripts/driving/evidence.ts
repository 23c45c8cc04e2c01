import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Desktop } from '../desktop/desktop.ts';
import { wantedAction } from '../desktop/notifications.ts';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';

export interface ShownNotification {
  id: string;
  app: string;
  summary: string;
  body: string;
  /** The file of its picture; empty where the server found none. */
  icon: string;
}

/** Reads what the notification server has written down. Pure. */
export const parseNotifications = (record: string): ShownNotification[] =>
  record
    .split('\x1e')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [id = '', app = '', summary = '', body = '', icon = ''] = entry.split('\x1f');
      return { id, app, summary, body, icon };
    });

/** Every notification that has reached the real server so far, oldest first. */
export const shownNotifications = async (desktop: Desktop): Promise<ShownNotification[]> =>
  desktop.notificationRecord === null
    ? []
    : parseNotifications(await readFile(desktop.notificationRecord, 'utf8'));

const dunst = async (desktop: Desktop, args: string[]): Promise<string> => {
  const done = await run('dunstctl', args, { env: desktop.env, limitMs: 10_000 });
  if (done.code !== 0) throw new Stop(`dunstctl ${args.join(' ')}: ${done.stderr.trim()}`);
  return done.stdout.trim();
};

/** How many notifications stand on the screen now. */
export const notificationsOnScreen = async (desktop: Desktop): Promise<number> =>
  Number(await dunst(desktop, ['count', 'displayed']));

/** Clicks the notification on top, the oldest one: its default action, as a left click does. */
export const clickNotification = async (desktop: Desktop): Promise<void> => {
  await dunst(desktop, ['action', '0']);
};

/**
 * Clicks the newest notification with this summary. Those above it are closed first, as dunst can only act
 * on the top one; where some have gone, they were the oldest.
 */
export const clickNotificationOf = async (desktop: Desktop, summary: string): Promise<void> => {
  const shown = await shownNotifications(desktop);
  const gone = shown.length - (await notificationsOnScreen(desktop));
  const above = shown.findLastIndex((each) => each.summary === summary) - gone;
  if (above < 0) throw new Stop(`No notification stands on the screen that says: ${summary}`);
  for (let each = 0; each < above; each += 1) await dunst(desktop, ['close']);
  await clickNotification(desktop);
};

/** Presses the button of this name on a notification that stands on the screen. */
export const pressOnNotification = async (desktop: Desktop, label: string): Promise<void> => {
  if (desktop.notificationRecord === null) throw new Stop('There is no notification server.');
  await writeFile(wantedAction(desktop.notificationRecord), `${label}\n`);
  await dunst(desktop, ['context']);
};

/** The desktop's own "do not disturb". */
export const doNotDisturb = async (desktop: Desktop, on: boolean): Promise<void> => {
  await dunst(desktop, ['set-paused', String(on)]);
};

/** How many notifications are kept until disturbing is welcome again. */
export const notificationsKept = async (desktop: Desktop): Promise<number> =>
  Number(await dunst(desktop, ['count', 'waiting']));

/** Sweeps the screen clean. */
export const closeNotifications = async (desktop: Desktop): Promise<void> => {
  await dunst(desktop, ['close-all']);
};

export interface KeychainEntry {
  service: string;
  account: string;
  secret: string;
}

/** Reads secret-tool's list. Pure. */
export const parseKeychain = (text: string): KeychainEntry[] => {
  const entries: KeychainEntry[] = [];
  for (const block of text.split(/^\[.*\]$/m).slice(1)) {
    const field = (name: string): string =>
      new RegExp(`^${name.replace('.', '\\.')} = (.*)$`, 'm').exec(block)?.[1] ?? '';
    const [service, account] = [field('attribute.service'), field('attribute.account')];
    entries.push({ service, account, secret: field('secret') });
  }
  return entries;
};

/** What the desktop's real keyring holds through keytar, asked without the app or keytar. */
export const keychainEntries = async (desktop: Desktop): Promise<KeychainEntry[]> => {
  // One stream, in order: secret-tool writes attributes to stderr and secrets to stdout.
  const script = 'exec secret-tool search --all xdg:schema org.freedesktop.Secret.Generic 2>&1';
  const done = await run('sh', ['-c', script], { env: desktop.env, limitMs: 10_000 });
  return parseKeychain(done.stdout);
};

/** Asks again and again until there is an answer; a `Stop` that says what was waited for where none comes. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = 20_000,
): Promise<T> => {
  for (const end = Date.now() + limitMs; ;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Stop(`Waited ${String(limitMs / 1000)} s in vain: ${what}`);
    await pause(100);
  }
};
