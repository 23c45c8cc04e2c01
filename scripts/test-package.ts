import { preparedApp } from './prepare.ts';
import { ensurePackages } from './system/install.ts';
import { debPackages, headlessPackages } from './system/packages.ts';
import { headlessEnv } from './testing/e2e.ts';
import { runPackageTests } from './testing/package.ts';
import { Stop, runScript } from './tools/say.ts';

/** `npm run test:package [-- vitest arguments]`: the .deb built, installed, used, updated and removed. */
await runScript(async () => {
  const missing = await ensurePackages([...headlessPackages, ...debPackages], 'to try the package');
  if (missing !== null) throw new Stop('The tests of packages need these packages.');
  const launch = await preparedApp(headlessEnv());
  return (await runPackageTests(launch, null, process.argv.slice(2))).code ?? 1;
});
