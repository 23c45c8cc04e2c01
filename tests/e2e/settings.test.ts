import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, eventually, goTo, playClip, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

story('a broken settings file is set aside, said, and nothing else is lost', async (world) => {
  await mkdir(world.userData, { recursive: true });
  await writeFile(join(world.userData, 'settings.json'), '{ "theme": "dark", "pollInterv');
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await goTo(page, 'settings');
  await page.getByText(en.settings.reset.title).waitFor();
  const aside = (await readdir(world.userData)).filter((name) => name.startsWith('settings.broken-'));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(world.userData, aside[0] ?? ''), 'utf8')).toContain('pollInterv');
});

story('the library moves with all its files, and plays from its new place', async (world) => {
  const moved = join(world.folder, 'elsewhere', 'Songs');
  const old = join(world.folder, 'old');
  await mkdir(world.userData, { recursive: true });
  await writeFile(join(world.userData, 'settings.json'), JSON.stringify({ libraryFolder: old }));
  const made = world.simulator.createTask({ title: 'Moving Day', seconds: 0 });
  const how = { env: { SUNOR_API_KEY: world.simulator.key }, library: null };
  const first = await world.launch(how);
  await addTasks(first.window, made.id);
  await untilPhase(first.window, made.id, 'saved');
  await writeFile(join(old, 'notes.txt'), 'not ours');
  const before = (await readdir(old)).filter((name) => /\.(mp3|png)$/.test(name)).sort();
  expect(before).toHaveLength(4);
  expect((await ask(first.window, 'settings.moveLibrary', { to: moved })).libraryFolder).toBe(moved);
  expect((await readdir(moved)).filter((name) => /\.(mp3|png)$/.test(name)).sort()).toEqual(before);
  expect((await readdir(old)).filter((name) => !name.startsWith('.'))).toEqual(['notes.txt']);
  await playClip(first.window, 'Moving Day');
  await first.close();
  const second = await world.launch(how);
  expect((await ask(second.window, 'app.snapshot')).settings.libraryFolder).toBe(moved);
  await playClip(second.window, 'Moving Day');
  await second.close();
  // Settings that are lost do not send the library elsewhere.
  await writeFile(join(world.userData, 'settings.json'), '{ "libraryFo');
  const third = await world.launch(how);
  await eventually(async () =>
    expect((await ask(third.window, 'app.snapshot')).settings.libraryFolder).toBe(moved),
  );
  await playClip(third.window, 'Moving Day');
});

story('settings are kept, and the theme follows at once', async (world) => {
  const env = { SUNOR_API_KEY: world.simulator.key };
  const first = await world.launch({ env });
  await goTo(first.window, 'settings');
  const settings = first.window.getByRole('region', { name: en.settings.title });
  await settings.getByRole('radio', { name: en.settings.look.dark }).check({ force: true });
  await eventually(async () =>
    expect(await first.window.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark'),
  );
  expect(await first.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await settings.getByRole('slider', { name: en.settings.checking.interval }).fill('8');
  await eventually(async () =>
    expect((await ask(first.window, 'app.snapshot')).settings.pollIntervalS).toBe(8),
  );
  await first.close();
  const second = await world.launch({ env });
  expect((await ask(second.window, 'app.snapshot')).settings).toMatchObject({
    theme: 'dark',
    pollIntervalS: 8,
  });
});

story('a second start shows the window of the first; hidden starts have none', async (world) => {
  const first = await world.launchHidden({ env: { SUNOR_API_KEY: world.simulator.key } });
  await eventually(async () => expect(await world.log()).toContain('"started"'));
  expect(first.app.windows()).toHaveLength(0);
  // The second process hands over and ends by itself, so that nothing waits for a page of its own.
  const second = world.launch().catch(() => null);
  const page = await first.page();
  await page.getByRole('region', { name: en.library.title }).waitFor();
  await (await second)?.close();
});
