import { parseArgs } from 'node:util';
import { preparedApp } from './prepare.ts';
import { takeSizes } from './screenshots/sizes.ts';
import { takePictures } from './screenshots/tour.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages } from './system/packages.ts';
import { headlessEnv } from './testing/e2e.ts';
import { Stop, runScript } from './tools/say.ts';

/**
 * `npm run screenshots [-- VIEW ...]`: every view of the real app against the simulator, in light and dark,
 * wide and narrow, into docs/screenshots/. With names of views, only their pictures are taken anew.
 * `-- --sizes [--large N]`: instead, the views that depend on it with 0, 3 and N (100,000) clips.
 */
await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { sizes: { type: 'boolean', default: false }, large: { type: 'string', default: '100000' } },
    allowPositionals: true,
  });
  const large = Number(values.large);
  if (!Number.isInteger(large) || large < 4) throw new Stop('--large wants a number of clips, 4 or more.');
  if ((await ensurePackages(headlessPackages, 'for pictures without a screen')) !== null)
    throw new Stop('The pictures need these packages.');
  const launch = await preparedApp(headlessEnv());
  if (values.sizes) await takeSizes(launch, [0, 3, large]);
  else await takePictures(launch, new Set(positionals));
  return 0;
});
