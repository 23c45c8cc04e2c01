import { startDesktop } from './desktop/desktop.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages } from './system/packages.ts';
import { runHere } from './tools/run.ts';
import { Stop, runScript } from './tools/say.ts';

/** `node scripts/desktop.ts COMMAND ...`: runs a command in a desktop without a screen. */
await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Stop('Usage: node scripts/desktop.ts COMMAND [ARGUMENT...]');
  await ensurePackages(headlessPackages, 'for a desktop without a screen');
  const desktop = await startDesktop();
  const end = (): void => void desktop.stop();
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    return await runHere(command, args, { env: desktop.env });
  } finally {
    await desktop.stop();
  }
});
