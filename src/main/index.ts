import { app, protocol } from 'electron';
import { join } from 'node:path';
import { createFileLog } from './adapters/log.ts';
import { readLaunchOptions } from './desktop/command-line.ts';
import { guardAllPages, mediaScheme, pageScheme } from './desktop/security.ts';
import { chooseUserData } from './profile.ts';
import { run } from './run.ts';

/** Boot order, and nothing else. */
const launch = readLaunchOptions(process.argv.slice(1), process.env, process.cwd());
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

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(() => run(launch, log));
} else {
  app.quit();
}
