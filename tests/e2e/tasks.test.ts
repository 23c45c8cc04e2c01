import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { shownNotifications } from '../../scripts/driving/evidence.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, eventually, goTo, taskOf, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const withKey = (world: World) => ({ env: { SUNOR_API_KEY: world.simulator.key } });

story(
  '300 pasted ids are on the list at once, within the budget, and the window stays quick',
  async (world) => {
    const ids = Array.from({ length: 300 }, () => world.simulator.createTask({ seconds: 3600 }).id);
    const { window: page } = await world.launch(withKey(world));
    await addTasks(page, ids.join('\n'));
    await eventually(async () => expect((await ask(page, 'app.snapshot')).tasks).toHaveLength(300));
    await goTo(page, 'library');
    await goTo(page, 'tasks');
    await eventually(async () => {
      const asked = (await ask(page, 'app.snapshot')).tasks.filter((task) => task.status !== null).length;
      expect(asked).toBeGreaterThan(50);
    });
    const requests = world.simulator.requests().filter((request) => request.server === 'api');
    expect(requests.length).toBeLessThanOrEqual(120);
    expect(requests.filter((request) => request.status === 429)).toEqual([]);
    const longest = await page.evaluate(async () => {
      let last = performance.now();
      let worst = 0;
      for (let frame = 0; frame < 60; frame += 1) {
        await new Promise(requestAnimationFrame);
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
      }
      return worst;
    });
    expect(longest).toBeLessThan(1000);
  },
);

const titles = [
  '../../etc/passwd',
  '🎷🎺🥁',
  'شارع الميناء القديم',
  'Equal',
  'Equal',
  'CON',
  'x'.repeat(5000),
];

story('hostile titles make harmless files, and stand in the library as they are', async (world) => {
  const made = world.simulator.createTask({
    seconds: 0,
    clip: titles.map((title) => ({ title, seconds: 3 })),
  });
  const { window: page } = await world.launch(withKey(world));
  await addTasks(page, made.id);
  await untilPhase(page, made.id, 'saved');
  const files = (await readdir(world.library)).filter((name) => name.endsWith('.mp3'));
  expect(files).toHaveLength(titles.length);
  const { clips } = await ask(page, 'library.page', { text: '', sort: 'newest', offset: 0, limit: 50 });
  expect(clips.map((clip) => clip.title).sort()).toEqual([...titles].sort());
  for (const clip of clips) {
    const details = await ask(page, 'library.clip', { id: clip.id });
    expect(dirname(details?.file ?? '')).toBe(world.library);
    expect(files).toContain(basename(details?.file ?? ''));
  }
  // The card holds its shape: its menu stays where a mouse can reach it.
  const box = await page
    .locator(`[data-task="${made.id}"]`)
    .getByRole('button', { name: /^More/ })
    .boundingBox();
  const width = await page.evaluate(() => innerWidth);
  expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  await goTo(page, 'library');
  const library = page.getByRole('region', { name: en.library.title });
  for (const title of titles.slice(0, 3)) await library.getByText(title, { exact: true }).first().waitFor();
  await library.getByLabel(en.library.search).fill('الميناء');
  await eventually(async () => expect(await library.getByRole('button', { name: /^Play/ }).count()).toBe(1));
});

story('every type comes home: lyrics as a sheet, upload and concat as clips', async (world) => {
  const { simulator } = world;
  const lyrics = simulator.createTask({ type: 'lyrics', seconds: 0 });
  const upload = simulator.createTask({ type: 'upload', seconds: 0 });
  const single = simulator.createTask({ type: 'concat', shape: 'object', seconds: 0 });
  const listed = simulator.createTask({ type: 'concat', shape: 'array', seconds: 0 });
  const udio = simulator.createTask({ model: 'udio', seconds: 0 });
  const { window: page } = await world.launch(withKey(world));
  const ids = [lyrics, upload, single, listed, udio].map(({ id }) => id);
  await addTasks(page, ids.join(' '));
  for (const id of ids) await untilPhase(page, id, 'saved');
  expect((await ask(page, 'app.snapshot')).library).toMatchObject({ clips: 5, lyricSheets: 1 });
  await goTo(page, 'library');
  const [sheet] = await ask(page, 'library.lyrics', { text: '' });
  await page.getByRole('radio', { name: new RegExp(en.library.lyrics) }).check({ force: true });
  await page
    .getByText(sheet?.title ?? '?')
    .first()
    .waitFor();
});

story(
  'what cannot be saved says why and when it tries again, and is saved when the cause is gone',
  async (world) => {
    const { simulator } = world;
    const clear = simulator.setFault({ on: 'audio', status: 403 });
    const made = simulator.createTask({ title: 'Held Back', seconds: 0 });
    const { window: page } = await world.launch(withKey(world));
    await addTasks(page, made.id);
    await untilPhase(page, made.id, 'not_saved');
    const card = page.locator(`[data-task="${made.id}"]`);
    await card.getByText(en.tasks.phase.not_saved).first().waitFor();
    await card.getByText(en.problems.codes.link_dead.title).first().waitFor();
    clear();
    await card
      .getByRole('button', { name: /^Try (all )?now/ })
      .first()
      .click();
    await untilPhase(page, made.id, 'saved');
    await eventually(async () => {
      const last = (await shownNotifications(world.desktop)).at(-1);
      expect(last?.summary).toBe(en.desktop.notify.finished('Held Back'));
    });
  },
);

story('unknown ids, unknown statuses and a dead server are states with words', async (world) => {
  const { simulator } = world;
  const unknown = '00000000-0000-4000-8000-000000000000';
  const odd = simulator.createTask({ statusText: 'thinking', seconds: 3600 });
  const { window: page } = await world.launch(withKey(world));
  await addTasks(page, `${unknown} ${odd.id} not-an-id`);
  await untilPhase(page, unknown, 'missing');
  await untilPhase(page, odd.id, 'unknown');
  await page.getByText(en.tasks.missingWords).waitFor();
  await page.getByText(en.tasks.unknownStatus('thinking')).waitFor();
  await simulator.stop();
  await eventually(async () => expect((await taskOf(page, odd.id)).problem?.code).toBe('offline'));
  await page.getByText(en.shell.status.offlineText).waitFor();
  await simulator.resume();
  await page
    .locator(`[data-task="${odd.id}"]`)
    .getByRole('button', { name: /^Check / })
    .click();
  await eventually(async () => expect((await taskOf(page, odd.id)).problem).toBeNull());
});
