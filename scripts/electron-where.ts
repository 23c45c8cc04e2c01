import { preparedApp } from './prepare.ts';
import { runScript } from './tools/say.ts';

/** `npm run --silent electron:where`: one JSON line that starts the built app, for scripts. */
await runScript(async () => {
  process.stdout.write(`${JSON.stringify(await preparedApp())}\n`);
  return 0;
});
