import { preparedRuntime } from './prepare.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages } from './system/packages.ts';
import { runScript, say } from './tools/say.ts';

/** `npm run setup`: all that the other commands would prepare by themselves. `--headless` for tests too. */
await runScript(async () => {
  if (process.argv.includes('--headless'))
    await ensurePackages(headlessPackages, 'for tests without a screen');
  const { version, fallback } = await preparedRuntime();
  say(`Ready: Electron ${version}${fallback ? ' (fallback)' : ''}.`);
  return 0;
});
