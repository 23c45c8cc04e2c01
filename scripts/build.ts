import { ensureBuilt } from './building/fresh.ts';
import { runScript } from './tools/say.ts';

/** `npm run build`: builds the app into out/. */
await runScript(async () => {
  await ensureBuilt(true);
  return 0;
});
