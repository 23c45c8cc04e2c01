import { app, dialog, protocol } from 'electron';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { catalogueFor } from '../shared/messages/catalogue.ts';
import { type Activation, fromResponse } from './adapters/notifications/activation.ts';
import { createFileLog } from './adapters/log.ts';
import { askOfSecondStart, secondStart } from './control/open.ts';
import type { Ask } from './control/protocol.ts';
import type { Errand, Outcome } from './control/reach.ts';
import { exitCodes } from './control/report.ts';
import type { StartCommand } from './control/run-command.ts';
import { createFaults } from './diagnostics/faults.ts';
import type { LaunchOptions } from './desktop/command-line.ts';
import { createInbox } from './desktop/inbox.ts';
import { linkScheme, registersLinks } from './desktop/links.ts';
import { endSecondStart } from './desktop/second-start.ts';
import { guardAllPages, mediaScheme, pageScheme } from './desktop/security.ts';
import { startOrEnd } from './desktop/starting.ts';
import { run } from './run.ts';
import type { Start } from './start.ts';

/** What the first lines of the program found out. */
export interface Booting extends Omit<Start, 'inbox' | 'pressed' | 'serve' | 'faults'> {
  launch: LaunchOptions;
  command: StartCommand;
  reach: (errand: Errand) => Outcome;
  /** Writes a line to stderr. */
  say: (line: string) => void;
}

/** What a start wants of an instance that is there already; null: nothing, or (serve) to be the only one. Pure. */
const wantedBy = ({ command, launch }: Booting): Ask | null => {
  if (command.kind === 'link') return { kind: 'link', link: command.link };
  return command.kind === 'serve' || launch.hidden ? null : { kind: 'open' };
};

/** The start came second: hands over what it wants and ends. */
const comeSecond = (booting: Booting, ask: Ask | null): void => {
  const { command, place, reach, say } = booting;
  const words = catalogueFor(app.getLocale()).terminal;
  if (command.kind === 'serve') {
    say(words.serve.running);
    app.exit(exitCodes.failed);
    return;
  }
  const again =
    ask === null || place === null
      ? null
      : () => reach({ place, ask, start: null, untilGone: false, patienceMs: 5000 });
  void endSecondStart({ app, dialog, ask: again, say, words });
};

/** What comes from other processes and from the system from now on. */
const openInbox = (): Start['inbox'] => {
  const inbox = createInbox<Ask>();
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const wanted = askOfSecondStart(data);
    if (wanted !== null) inbox.put(wanted);
  });
  // macOS hands links over in this way, also to the first start.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    inbox.put({ kind: 'link', link: url.slice(0, 1000) });
  });
  return inbox;
};

/** macOS starts the app for a click on a notification, and says so once. */
const openPressed = (): Start['pressed'] => {
  const pressed = createInbox<Activation>();
  app.once('ready', (_event, launchInfo) => {
    const activation = fromResponse(launchInfo);
    if (activation !== null) pressed.put(activation);
  });
  return pressed;
};

/** Starts the app: boot order, and nothing else. */
export const boot = (booting: Booting): void => {
  const { launch, command, say, own, args, place } = booting;
  app.setAppUserModelId('cc.cliploft.app');
  guardAllPages(app);
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: mediaScheme, privileges: { standard: true, secure: true, stream: true } },
  ]);

  const log = createFileLog(join(app.getPath('userData'), 'logs'));
  const faults = createFaults(log);
  const textOf = (error: unknown): string =>
    error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.on('uncaughtException', (error) => faults.note('uncaught', textOf(error)));
  process.on('unhandledRejection', (reason) => faults.note('unhandled', textOf(reason)));
  // Chromium starts the graphics process and its like again by itself.
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') faults.note('process gone', `${type}: ${reason}, exit code ${exitCode}`);
  });

  const ask = wantedBy(booting);
  if (!app.requestSingleInstanceLock(secondStart(ask))) {
    comeSecond(booting, ask);
    return;
  }
  const inbox = openInbox();
  if (ask?.kind === 'link') inbox.put(ask);
  const usualProfile = launch.userDataDir === null && !launch.demo;
  const { platform, env } = process;
  if (registersLinks({ platform, packaged: app.isPackaged, usualProfile, env }))
    app.setAsDefaultProtocolClient(linkScheme);

  const start: Start = {
    ...{ inbox, pressed: openPressed(), own, args, place, faults },
    serve: command.kind === 'serve' ? command : null,
  };
  const outlives = command.kind === 'serve' && ![0, 1, 2].some(isatty);
  void app.whenReady().then(() => {
    // nohup takes all three from the terminal, so that the program goes on without it. By now Electron ends at its signal:
    // only the first listener is asked for at the system, and a library has one since before.
    if (outlives) process.removeAllListeners('SIGHUP').on('SIGHUP', () => log.info('terminal gone'));
    const words = catalogueFor(app.getLocale()).desktop;
    return startOrEnd({ start: () => run(launch, log, start), log, app, dialog, say, words });
  });
};
