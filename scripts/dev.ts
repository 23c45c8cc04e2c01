import { join } from 'node:path';
import { preparedRuntime } from './prepare.ts';
import { projectRoot } from './tools/places.ts';
import { runHere } from './tools/run.ts';
import { runScript } from './tools/say.ts';

/** `npm run dev [-- arguments]`: the app from its sources; the page reloads as they change. */
await runScript(async () => {
  const { executable, args } = await preparedRuntime();
  const flags = args.filter((argument) => argument.startsWith('-'));
  const builder = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const rest = [...flags, ...process.argv.slice(2)];
  return runHere(process.execPath, [builder, 'dev', '--watch', '--', ...rest], {
    cwd: projectRoot,
    env: { ...process.env, ELECTRON_EXEC_PATH: executable },
  });
});
