import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { addTasks, eventually, playClip, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const move = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
};

story(
  'a file moved and renamed by hand is still the same clip, with all that was said of it',
  async (world) => {
    const made = world.simulator.createTask({ title: 'Wanderer', seconds: 0, clip: [{}] });
    const how = { env: { SUNOR_API_KEY: world.simulator.key } };
    const app = await world.launch(how);
    await addTasks(app.window, made.id);
    await untilPhase(app.window, made.id, 'saved');
    const [id = ''] = made.clipIds;
    await ask(app.window, 'library.say', {
      clips: { of: 'ids', ids: [id] },
      saying: { favourite: true, notes: 'on the road' },
    });
    const isAt = (page: Page, file: string): Promise<void> =>
      eventually(async () => {
        const clip = await ask(page, 'library.clip', { id });
        expect(clip).toMatchObject({ file, fileExists: true, favourite: true, notes: 'on the road' });
        expect((await ask(page, 'app.snapshot')).library.clips).toBe(1);
      });
    const file = (await ask(app.window, 'library.clip', { id }))?.file ?? '';

    // While it runs, told to look.
    const first = join(world.library, 'Travels', '旅 one.mp3');
    await move(file, first);
    await ask(app.window, 'library.rebuild');
    await isAt(app.window, first);
    await app.close();

    // While it does not.
    const second = join(world.library, 'elsewhere.mp3');
    await move(first, second);
    const again = await world.launch(how);
    await isAt(again.window, second);
    await playClip(again.window, 'Wanderer');
  },
);
