import { playStory } from './demo/story.ts';
import { hasDisplay } from './electron/arguments.ts';
import { preparedApp } from './prepare.ts';
import { ensurePackages } from './system/install.ts';
import { headlessPackages, pictureFontPackages } from './system/packages.ts';
import { runHere } from './tools/run.ts';
import { Stop, runScript, say } from './tools/say.ts';

/**
 * `npm run demo`: Cliploft against its simulator, with a profile and a library of their own. With a display
 * it is a window to play with; without one the whole story plays by itself.
 */
await runScript(async () => {
  if (hasDisplay(process.env)) {
    const { executable, args } = await preparedApp();
    return runHere(executable, [...args, '--demo', ...process.argv.slice(2)]);
  }
  say('No display: the demo plays by itself.');
  if ((await ensurePackages(headlessPackages, 'for a demo without a screen')) !== null)
    throw new Stop('The demo needs these packages, or a display.');
  // Without them the story plays all the same; titles in some scripts are boxes in the pictures.
  await ensurePackages(pictureFontPackages, 'for pictures of titles in every script');
  return playStory(await preparedApp());
});
