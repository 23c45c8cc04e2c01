/// <reference types="electron-vite/node" />
import { app } from 'electron';
import { join } from 'node:path';
import { catalogueFor } from '../shared/messages/catalogue.ts';
import { createFileLog } from './adapters/log.ts';
import { boot } from './boot.ts';
import { endZygotes } from './control/end-zygotes.ts';
import { controlPlace } from './control/place.ts';
import { reachNow } from './control/reach-now.ts';
import { exitCodes } from './control/report.ts';
import { hasDisplay, isStart, runCommand } from './control/run-command.ts';
import { tell } from './control/tell.ts';
import type { Errand } from './control/reach.ts';
// Bundled by itself: what it shared with this file would start the app again, within the thread.
import reachThread from './control/reach-thread.ts?modulePath';
import { writeAll } from './control/write-all.ts';
import { forgetKey, hasBadApiUrl, readLaunchOptions } from './desktop/command-line.ts';
import { launchArguments, readCommand, splitArguments } from './desktop/commands.ts';
import { ownProgram } from './desktop/own-program.ts';
import { chooseUserData } from './profile.ts';

/** Is it a command for a running instance, or a start? What is no start is over before Electron gets going. */
const { lead, own: given } = splitArguments(process.argv.slice(1), process.defaultApp === true);
const launch = readLaunchOptions(process.argv.slice(1), process.env, process.cwd());
const command = readCommand(given);
const words = catalogueFor(app.getLocale());
const { platform, env } = process;

app.setName('Cliploft');
chooseUserData(launch);

const place = controlPlace({ platform, userData: app.getPath('userData'), env });
const program = ownProgram(platform, env, process.execPath);
const reach = (errand: Errand) => reachNow(errand, reachThread);
const say = (line: string): void => void writeAll(2, `${line}\n`);

if (command.kind === 'wrong' && command.why === 'link')
  createFileLog(join(app.getPath('userData'), 'logs')).warn('link refused', {
    link: command.what.slice(0, 60),
  });

const report = hasBadApiUrl(launch)
  ? { out: [], err: [words.desktop.badApiUrl], code: exitCodes.usage }
  : runCommand(command, {
      ...{ words, locale: app.getLocale() || 'en', version: app.getVersion(), place, reach },
      ...{ workingDir: process.cwd(), hasDisplay: hasDisplay(platform, env, process.argv) },
      starter: (hidden) => ({
        command: program,
        args: [...lead, ...launchArguments(given, hidden)],
      }),
    });
// Whatever is started from here on does not inherit it; a command that starts the app has done so.
forgetKey(env);

if (report !== null) {
  const code = tell(report, words.terminal, writeAll);
  endZygotes();
  app.exit(code);
} else if (isStart(command)) {
  const args = [...lead, ...given.filter((arg) => arg.startsWith('-'))];
  const own = { command: program, lead, userDataDir: launch.userDataDir };
  boot({ launch, command, reach, say, own, args, place });
}
