import { app, dialog, protocol } from 'electron';
import { join } from 'node:path';
import { catalogueFor } from '../shared/messages/catalogue.ts';
import { createFileLog } from './adapters/log.ts';
import { forgetKey, hasBadApiUrl, readLaunchOptions } from './desktop/command-line.ts';
import { guardAllPages, mediaScheme, pageScheme } from './desktop/security.ts';
import { startOrEnd } from './desktop/starting.ts';
import { chooseUserData } from './profile.ts';
import { run } from './run.ts';

/** Boot order, and nothing else. */
const launch = readLaunchOptions(process.argv.slice(1), process.env, process.cwd());
forgetKey(process.env);

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const boot = (): void => {
  app.setName('Cliploft');
  app.setAppUserModelId('cc.cliploft.app');
  chooseUserData(launch);
  guardAllPages(app);
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: mediaScheme, privileges: { standard: true, secure: true, stream: true } },
  ]);

  const log = createFileLog(join(app.getPath('userData'), 'logs'));
  process.on('uncaughtException', (error) => log.error('uncaught', { detail: error.stack }));
  process.on('unhandledRejection', (reason) => log.error('unhandled', { detail: String(reason) }));

  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  void app.whenReady().then(() => {
    const words = catalogueFor(app.getLocale()).desktop;
    return startOrEnd({ start: () => run(launch, log), log, app, dialog, say, words });
  });
};

if (hasBadApiUrl(launch)) {
  say(catalogueFor(app.getLocale()).desktop.badApiUrl);
  app.exit(2);
} else {
  boot();
}
