import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import {
  clickNotification,
  doNotDisturb,
  notificationsKept,
  notificationsOnScreen,
  shownNotifications,
  pressOnNotification,
} from '../../scripts/driving/evidence.ts';
import type { DrivenApp } from '../../scripts/driving/app.ts';
import { en } from '../../src/shared/messages/en.ts';
import { startFileManager } from '../tools/session-services.ts';
import { cliploft } from './harness/typed.ts';
import { eventually, position } from './harness/steps.ts';
import { story } from './harness/story.ts';

const words = en.desktop;

/** Of each window: is it on the screen? */
const seen = (app: DrivenApp): Promise<boolean[]> =>
  app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));

story('a window that was maximized stays out of sight while a notification plays its clip', async (world) => {
  const place = { x: 40, y: 40, width: 900, height: 640, maximized: true };
  const file = join(world.userData, 'settings.json');
  await mkdir(world.userData, { recursive: true });
  await writeFile(file, JSON.stringify({ window: place }));
  const app = await world.launchHidden({ env: { SUNOR_API_KEY: world.simulator.key } });
  const made = world.simulator.createTask({ title: 'Unseen', seconds: 0 });
  await eventually(async () => expect((await cliploft(world, 'watch', made.id)).code).toBe(0));
  await eventually(async () =>
    expect((await shownNotifications(world.desktop)).at(-1)?.summary).toBe(words.notify.finished('Unseen')),
  );
  await pressOnNotification(world.desktop, words.notify.play);
  const page = await app.page();
  await eventually(async () => expect(await position(page)).toBeGreaterThan(0.2));
  expect(await seen(app)).toEqual([false]);
  // Nobody has seen the window: how it was last seen holds.
  await app.close();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ window: place });
});

story('a notification shows its clip in the folder, or says what became of it', async (world) => {
  const files = await startFileManager(world.desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
  const app = await world.launchHidden({ env: { SUNOR_API_KEY: world.simulator.key } });
  const made = world.simulator.createTask({ title: 'Where Is It', seconds: 0 });
  await eventually(async () => expect((await cliploft(world, 'watch', made.id)).code).toBe(0));
  await eventually(async () =>
    expect((await shownNotifications(world.desktop)).at(-1)?.summary).toBe(
      words.notify.finished('Where Is It'),
    ),
  );
  await pressOnNotification(world.desktop, words.notify.showInFolder);
  const path = await eventually(() => {
    expect(files.shown()).toHaveLength(1);
    return files.shown()[0] ?? '';
  });
  expect(path.startsWith(world.library)).toBe(true);
  expect((await stat(path)).size).toBeGreaterThan(0);
  expect(await seen(app)).toEqual([]);
  // It was told of, and somebody has seen it.
  expect((await cliploft(world, 'open')).code).toBe(0);
  const page = await app.page();
  expect((await ask(page, 'app.snapshot')).notices.map(({ read }) => read)).toEqual([true]);
  files.stop();
});

story(
  'what ends while the desktop is not to be disturbed is told afterwards, and a click counts',
  async (world) => {
    const app = await world.launchHidden({ env: { SUNOR_API_KEY: world.simulator.key } });
    await doNotDisturb(world.desktop, true);
    const made = world.simulator.createTask({ title: 'Hush', seconds: 0 });
    await eventually(async () => expect((await cliploft(world, 'watch', made.id)).code).toBe(0));
    await eventually(async () => expect(await notificationsKept(world.desktop)).toBe(1));
    expect(await notificationsOnScreen(world.desktop)).toBe(0);
    expect(await world.log()).not.toContain('notification not shown');
    await doNotDisturb(world.desktop, false);
    await eventually(async () => expect(await notificationsOnScreen(world.desktop)).toBe(1));
    await clickNotification(world.desktop);
    const page = await app.page();
    const details = page.getByRole('complementary', { name: en.library.details.label });
    await details.getByRole('heading', { name: 'Hush' }).waitFor();
  },
);
