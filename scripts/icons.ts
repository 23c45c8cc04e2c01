import { makeIcons } from './packaging/icons.ts';
import { ensurePackages } from './system/install.ts';
import { iconPackages } from './system/packages.ts';
import { Stop, runScript } from './tools/say.ts';

/** `npm run icons`: all icons anew from resources/icon.svg. What it makes is committed. */
await runScript(async () => {
  const missing = await ensurePackages(iconPackages, 'to draw icons');
  if (missing !== null) throw new Stop('Icons are made with these tools.');
  await makeIcons();
  return 0;
});
