import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import {
  clickNotification,
  closeNotifications,
  keychainEntries,
  notificationsOnScreen,
  pressOnNotification,
  shownNotifications,
} from '../../scripts/driving/evidence.ts';
import { en } from '../../src/shared/messages/en.ts';
import {
  addTasks,
  enterKey,
  eventually,
  goTo,
  playClip,
  position,
  seekTo,
  taskOf,
  untilAsked,
  untilPhase,
} from './harness/steps.ts';
import { story } from './harness/story.ts';

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

story(
  'from a pasted key to a song that plays with nobody to ask, and the key is nowhere to be found',
  async (world) => {
    const { simulator, desktop } = world;
    const app = await world.launch();
    const page = app.window;

    await enterKey(page, simulator.key);
    await page.getByRole('region', { name: en.library.title }).waitFor();
    expect((await keychainEntries(desktop)).map((entry) => entry.secret)).toEqual([simulator.key]);

    const made = simulator.createTask({ title: 'Harbour Waltz', seconds: 4 });
    await addTasks(page, `{"code":202,"data":{"task_id":"${made.id}","status":"pending"}}`);
    await eventually(async () => expect((await taskOf(page, made.id)).status).toMatch(/pending|running/));
    await untilPhase(page, made.id, 'saved');

    const names = await readdir(world.library);
    expect(names.filter((name) => name.endsWith('.mp3'))).toHaveLength(2);
    expect(names.filter((name) => name.endsWith('.png'))).toHaveLength(2);
    await eventually(async () => {
      const shown = await shownNotifications(desktop);
      expect(shown.map(({ summary }) => summary)).toEqual([en.desktop.notify.finished('Harbour Waltz')]);
    });

    await simulator.stop();
    await playClip(page, 'Harbour Waltz');
    const total =
      (await ask(page, 'library.page', { text: '', sort: 'newest', offset: 0, limit: 1 })).clips[0]
        ?.duration ?? 0;
    await seekTo(page, total * 0.7);
    await seekTo(page, total * 0.2);
    await goTo(page, 'settings');
    const before = await position(page);
    await eventually(async () => expect(await position(page)).toBeGreaterThan(before));

    // The page's memory as far as the page itself can read it: its document, its storage, every global.
    const readable = await page.evaluate(() => {
      const seen = new Set<unknown>();
      const parts: string[] = [
        document.documentElement.outerHTML,
        JSON.stringify(localStorage),
        JSON.stringify(sessionStorage),
      ];
      const walk = (value: unknown, depth: number): void => {
        if (typeof value === 'string') parts.push(value);
        if (typeof value !== 'object' || value === null || seen.has(value) || depth > 4 || seen.size > 20_000)
          return;
        seen.add(value);
        for (const name of Object.getOwnPropertyNames(value)) {
          const own = Object.getOwnPropertyDescriptor(value, name);
          if (own !== undefined && 'value' in own) walk(own.value, depth + 1);
        }
      };
      walk(window, 0);
      document
        .querySelectorAll('input, textarea')
        .forEach((field) => parts.push((field as HTMLInputElement).value));
      return parts.join('\n');
    });
    expect(readable.length).toBeGreaterThan(1000);
    expect(readable).not.toContain(simulator.key);
    expect(JSON.stringify(await ask(page, 'app.snapshot'))).not.toContain(simulator.key);

    await app.close();
    const files = [...(await filesBelow(world.userData)), ...(await filesBelow(world.library))];
    expect(files.some((file) => file.endsWith('main.log'))).toBe(true);
    const guilty: string[] = [];
    for (const file of files) if ((await readFile(file)).includes(simulator.key)) guilty.push(file);
    expect(guilty).toEqual([]);
    expect(app.output()).not.toContain(simulator.key);
    expect(
      simulator.requests().filter((request) => request.server === 'media' && request.key !== 'none'),
    ).toEqual([]);
  },
);

story('a task goes on after the app was killed and started again', async (world) => {
  const first = await world.launch();
  await enterKey(first.window, world.simulator.key);
  await first.window.getByRole('region', { name: en.library.title }).waitFor();
  const made = world.simulator.createTask({ seconds: 3600 });
  await addTasks(first.window, made.id);
  await untilAsked(first.window, made.id);
  await first.kill();
  world.simulator.finish(made.id);
  const second = await world.launch();
  await untilPhase(second.window, made.id, 'saved');
  await second.close();
  const third = await world.launch();
  await goTo(third.window, 'library');
  expect(
    (await ask(third.window, 'library.page', { text: '', sort: 'newest', offset: 0, limit: 10 })).total,
  ).toBe(2);
  expect((await readdir(world.library)).filter((name) => name.endsWith('.mp3'))).toHaveLength(2);
});

story('a click on the notification leads to the clip, also when the window was closed', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const other = world.simulator.createTask({ seconds: 3600 });
  const made = world.simulator.createTask({ title: 'Paper Lanterns', seconds: 3600 });
  await addTasks(app.window, `${other.id} ${made.id}`);
  await untilAsked(app.window, made.id);
  await app.window.close();
  await eventually(async () => {
    const shown = await shownNotifications(world.desktop);
    expect(shown.at(-1)?.summary).toBe(en.desktop.notify.background);
  });
  await closeNotifications(world.desktop);
  world.simulator.finish(made.id);
  await eventually(async () => {
    const shown = await shownNotifications(world.desktop);
    expect(shown.at(-1)?.summary).toBe(en.desktop.notify.finished('Paper Lanterns'));
  });
  await clickNotification(world.desktop);
  const page = await app.page();
  const details = page.getByRole('complementary', { name: en.library.details.label });
  await details.getByRole('heading', { name: 'Paper Lanterns' }).waitFor();
});

story('a notification can play its clip with no window, and show it in its folder', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const other = world.simulator.createTask({ seconds: 3600 });
  const made = world.simulator.createTask({ title: 'Copper Rain', seconds: 3600 });
  await addTasks(app.window, `${other.id} ${made.id}`);
  await untilAsked(app.window, made.id);
  await app.window.close();
  world.simulator.finish(made.id);
  await eventually(async () => {
    const shown = await shownNotifications(world.desktop);
    expect(shown.at(-1)?.summary).toBe(en.desktop.notify.finished('Copper Rain'));
  });
  await pressOnNotification(world.desktop, en.desktop.notify.play);
  const page = await app.page();
  await eventually(async () => expect(await position(page)).toBeGreaterThan(0.2));
  const seen = await app.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  );
  expect(seen).toEqual([false]);
  expect(await notificationsOnScreen(world.desktop)).toBeGreaterThan(0);
  await app.close();
  // Nobody is left to follow a click.
  expect(await notificationsOnScreen(world.desktop)).toBe(0);
});

story('failures are told in words, many at once as one', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const failed = world.simulator.createTask({
    title: 'Broken',
    status: 'failure',
    error: 'Provider refused the prompt',
    seconds: 0,
  });
  await addTasks(app.window, failed.id);
  await eventually(async () => {
    const shown = await shownNotifications(world.desktop);
    expect(shown.at(-1)?.summary).toBe(en.desktop.notify.failed('Broken'));
  });
  const card = app.window.locator(`[data-task="${failed.id}"]`);
  await card.getByText('Provider refused the prompt').waitFor();
  await card.getByText(/10 credits, given back/).waitFor();
  const many = Array.from(
    { length: 8 },
    () => world.simulator.createTask({ status: 'timeout', seconds: 0 }).id,
  );
  await addTasks(app.window, many.join('\n'));
  await eventually(async () => {
    const all = (await ask(app.window, 'app.snapshot')).notices;
    expect(all).toHaveLength(9);
  });
  await eventually(async () => expect((await shownNotifications(world.desktop)).length).toBeGreaterThan(1));
  expect((await shownNotifications(world.desktop)).length).toBeLessThanOrEqual(5);
});
