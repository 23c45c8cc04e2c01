import { withDesktop } from '../desktop/desktop.ts';
import type { Launch } from '../prepare.ts';
import { say } from '../tools/say.ts';
import { keyStep } from './key.ts';
import { offlineStep, secretStep, seekStep } from './offline.ts';
import { notificationStep, savedStep, watchStep } from './song.ts';
import { setStage } from './stage.ts';

/** The whole story takes less than a minute; a machine that needs longer than this has a fault to show. */
const limitMs = 120_000;

/**
 * The whole story in a desktop without a screen, with a real keyring and a real notification server. Each
 * step prints what it can prove; the first that cannot ends it with the reason. Returns the exit code.
 */
export const playStory = (launch: Launch): Promise<number> =>
  withDesktop(async (desktop) => {
    const stage = await setStage(launch, desktop);
    const start = Date.now();
    const late = setTimeout(() => {
      console.log(`\nThe demo failed: it took longer than ${String(limitMs / 1000)} s.`);
      // Everything we started ends with us.
      process.exit(1);
    }, limitMs);
    try {
      await stage.step('Start: the demo, with its own simulator, profile and library', async (evidence) => {
        const page = await stage.open(['--demo']);
        const { chrome } = await page.evaluate(() => ({ chrome: navigator.userAgent }));
        evidence(`Electron ${launch.version}${launch.fallback ? ' (fallback runtime)' : ''}: ${chrome}`);
        await stage.picture('start');
      });
      const key = await keyStep(stage);
      const ids = await watchStep(stage);
      const clips = await savedStep(stage, ids);
      await notificationStep(stage, clips[0]?.title ?? '');
      await offlineStep(stage, clips);
      await seekStep(stage);
      await secretStep(stage, key);
      console.log(`The whole story in ${((Date.now() - start) / 1000).toFixed(0)} s. Pictures: demo-output/`);
      return 0;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      console.log(`\nThe demo failed: ${words}`);
      say(await stage.wreckage());
      return 1;
    } finally {
      clearTimeout(late);
      await stage.clear();
    }
  });
