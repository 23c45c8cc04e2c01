import { withDesktop } from './desktop/desktop.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages } from './system/packages.ts';
import { runHere } from './tools/run.ts';
import { Stop, runScript } from './tools/say.ts';

/** `node scripts/desktop.ts COMMAND ...`: runs a command in a desktop without a screen. */
await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Stop('Usage: node scripts/desktop.ts COMMAND [ARGUMENT...]');
  await ensurePackages(headlessPackages, 'for a desktop without a screen');
  return withDesktop((desktop) => runHere(command, args, { env: desktop.env }));
});
