import { preparedApp } from './prepare.ts';
import { takePictures } from './screenshots/tour.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages } from './system/packages.ts';
import { headlessEnv } from './testing/e2e.ts';
import { Stop, runScript } from './tools/say.ts';

/**
 * `npm run screenshots [-- VIEW ...]`: every view of the real app against the simulator, in light and dark,
 * wide and narrow, into docs/screenshots/. With names of views, only their pictures are taken anew.
 */
await runScript(async () => {
  if ((await ensurePackages(headlessPackages, 'for pictures without a screen')) !== null)
    throw new Stop('The pictures need these packages.');
  await takePictures(await preparedApp(headlessEnv()), new Set(process.argv.slice(2)));
  return 0;
});
