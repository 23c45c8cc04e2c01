import { join } from 'node:path';
import { ensureBuilt } from './building/fresh.ts';
import { resolveRuntime } from './electron/runtime.ts';
import { readProject } from './packaging/about.ts';
import { buildPackages } from './packaging/build-packages.ts';
import { ensureKeytar } from './system/keytar.ts';
import { projectRoot } from './tools/places.ts';
import { Stop, runScript } from './tools/say.ts';

/** `npm run package [-- --dir]`: the packages of this system in dist/; with --dir only the folder that they hold. */
await runScript(async () => {
  const folderOnly = process.argv.includes('--dir');
  if (!(await ensureKeytar())) throw new Stop('Nothing is packaged without the keychain.');
  const runtime = await resolveRuntime();
  if (runtime.fallback && !folderOnly)
    throw new Stop('The fallback Electron is not given away: `-- --dir` packs it to look at.');
  await ensureBuilt();
  const project = await readProject();
  const output = join(projectRoot, 'dist');
  for (const file of await buildPackages({ project, runtime, output, folderOnly, env: process.env }))
    console.log(file);
  return 0;
});
