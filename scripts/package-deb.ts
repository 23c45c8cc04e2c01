import { join } from 'node:path';
import { ensureBuilt } from './building/fresh.ts';
import { resolveRuntime } from './electron/runtime.ts';
import { readProject, sourceTime } from './packaging/about.ts';
import { buildDeb } from './packaging/deb/build.ts';
import { ensureKeytar } from './system/keytar.ts';
import { projectRoot } from './tools/places.ts';
import { Stop, runScript, say } from './tools/say.ts';

/**
 * `npm run package:deb [-- --quick] [--release]`: a .deb in dist/, with Debian's tools alone. Its path is the one line on
 * stdout. --quick packs in seconds and larger; --release takes no fallback Electron.
 */
await runScript(async () => {
  if (process.platform !== 'linux') throw new Stop('A .deb is built on Debian and its kin.');
  if (!(await ensureKeytar())) throw new Stop('Nothing is packaged without the keychain.');
  const runtime = await resolveRuntime();
  const about = `Electron ${runtime.version} is the fallback: to try and to test with, not to be given away.`;
  if (runtime.fallback && process.argv.includes('--release')) throw new Stop(about);
  if (runtime.fallback) say(about);
  await ensureBuilt();
  const file = await buildDeb({
    ...{ project: await readProject(), runtime, time: await sourceTime() },
    folder: join(projectRoot, 'dist'),
    quick: process.argv.includes('--quick'),
  });
  console.log(file);
  return 0;
});
