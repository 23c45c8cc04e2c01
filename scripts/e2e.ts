import { preparedApp } from './prepare.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages } from './system/packages.ts';
import { headlessEnv, runEndToEnd } from './testing/e2e.ts';
import { Stop, runScript } from './tools/say.ts';

/** `npm run test:e2e [-- vitest arguments]`: the end-to-end tests alone. */
await runScript(async () => {
  const missing = await ensurePackages(headlessPackages, 'for tests without a screen');
  if (missing !== null) throw new Stop('The end-to-end tests need these packages.');
  const launch = await preparedApp(headlessEnv());
  return (await runEndToEnd(launch, null, process.argv.slice(2))).code ?? 1;
});
