import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { addTasks, eventually, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

/** What the library shows that is said of its clips, by title. */
const said = async (page: Page): Promise<unknown> => {
  const list = { text: '', sort: 'oldest', offset: 0, limit: 10 } as const;
  const { clips } = await ask(page, 'library.page', list);
  const all = [];
  for (const { id, title, favourite, rating } of clips) {
    const details = await ask(page, 'library.clip', { id });
    all.push({ id, title, favourite, rating, notes: details?.notes, tags: details?.tags });
  }
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
};

story(
  'what is said of clips is back after the database and all else beside the folder is gone',
  async (world) => {
    const made = ['One', 'Two'].map((title) => world.simulator.createTask({ title, seconds: 0, clip: [{}] }));
    const how = { env: { SUNOR_API_KEY: world.simulator.key } };
    const app = await world.launch(how);
    await addTasks(app.window, made.map(({ id }) => id).join(' '));
    for (const { id } of made) await untilPhase(app.window, id, 'saved');
    const { clips } = await ask(app.window, 'library.page', {
      text: 'two',
      sort: 'oldest',
      offset: 0,
      limit: 5,
    });
    const ids = clips.map(({ id }) => id);
    expect(ids).toHaveLength(1);
    const saying = { favourite: true, rating: 4, title: 'Mine', notes: 'for Ida', addTags: ['Film'] };
    await ask(app.window, 'library.say', { clips: { of: 'ids', ids }, saying });
    const before = await said(app.window);
    expect(before).toContainEqual({
      ...{ id: ids[0], title: 'Mine', favourite: true, rating: 4, notes: 'for Ida', tags: ['Film'] },
    });
    await app.close();
    expect(await readdir(join(world.library, 'Said'))).toHaveLength(1);

    await rm(world.userData, { recursive: true });
    const again = await world.launch(how);
    const report = await eventually(() => ask(again.window, 'library.rebuild'));
    expect(report.unknown).toEqual([]);
    expect(await said(again.window)).toEqual(before);
  },
);
