import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import type { DrivenApp } from '../../scripts/driving/app.ts';
import { shownNotifications } from '../../scripts/driving/evidence.ts';
import { run } from '../../scripts/tools/run.ts';
import { en } from '../../src/shared/messages/en.ts';
import { seedLibrary } from '../seeding/seed.ts';
import { startTray, type TrayMenuItem } from '../tools/tray-host.ts';
import { addTasks, eventually, goTo, playClip, position, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const words = en.desktop;

const trayOf = (world: World) => startTray(world.desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');

const find = (menu: readonly TrayMenuItem[], label: string): TrayMenuItem => {
  const found = menu.find((item) => item.label === label);
  if (found === undefined)
    throw new Error(`no "${label}" among ${menu.map((item) => item.label).join(', ')}`);
  return found;
};

const playerctl = async (world: World, ...args: string[]): Promise<string> => {
  const done = await run('playerctl', args, { env: world.desktop.env, limitMs: 10_000 });
  return done.code === 0 ? done.stdout.trim() : `failed: ${done.stderr.trim()}`;
};

/** Closes the window as its own button does; the driver's way takes the page away from under it. */
const closeWindow = (app: DrivenApp): Promise<void> =>
  app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()));

story(
  'with a tray, a closed window is given up, work goes on, and it comes back where it was',
  async (world) => {
    const tray = await trayOf(world);
    const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
    await eventually(async () => expect(await tray.toolTip()).toBe(`Cliploft – ${words.tray.idle}`));
    const made = world.simulator.createTask({ title: 'Night Ferry', seconds: 3600 });
    await addTasks(app.window, made.id);
    await eventually(async () => expect(await tray.toolTip()).toBe(`Cliploft – ${words.tray.watching('1')}`));
    await goTo(app.window, 'library');
    await app.window.getByRole('searchbox').fill('ferry');
    await eventually(async () =>
      expect((await ask(app.window, 'app.snapshot')).place?.library.text).toBe('ferry'),
    );

    await closeWindow(app);
    await eventually(async () => {
      expect((await shownNotifications(world.desktop)).map(({ summary }) => summary)).toEqual([
        words.notify.inTray,
      ]);
      expect(app.app.windows()).toHaveLength(0);
    });
    world.simulator.finish(made.id);
    await eventually(async () => {
      const shown = await shownNotifications(world.desktop);
      expect(shown.at(-1)?.summary).toBe(words.notify.finished('Night Ferry'));
      expect(await tray.toolTip()).toBe(`Cliploft – ${words.tray.saved}`);
    });
    // Nothing is left to do, and the app stays all the same.
    expect(app.ended()).toBe(false);

    const before = performance.now();
    await tray.click(find(await tray.menu(), words.tray.open).id);
    const page = await app.page();
    const took = performance.now() - before;
    expect(await page.getByRole('searchbox').inputValue()).toBe('ferry');
    await page
      .getByRole('button', { name: en.library.play('Night Ferry') })
      .first()
      .waitFor();
    expect(took).toBeLessThan(3000);
    // The answer to the click may be lost, as the process that gives it ends.
    await tray.click(find(await tray.menu(), words.tray.quit).id).catch(() => undefined);
    await eventually(() => expect(app.ended()).toBe(true));
    tray.stop();
  },
);

story(
  'a grid that was scrolled far down comes back to the same clips, with the window and the view',
  async (world) => {
    const { userData: profile, library } = world;
    await seedLibrary({ clips: 600, profile, library, seed: 3, now: Date.UTC(2026, 10, 1), locale: 'en-US' });
    const tray = await trayOf(world);
    const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
    await goTo(app.window, 'library');
    const firstSeen = (page: Page): Promise<{ top: number; place: number | null }> =>
      page.getByRole('list', { name: en.library.clips }).evaluate((list) => {
        const grid = list.closest('.grid');
        const top = grid?.getBoundingClientRect().top ?? 0;
        const seen = [...list.querySelectorAll('[data-place]')].find(
          (card) =>
            card.querySelector('[data-card]') !== null && card.getBoundingClientRect().bottom > top + 1,
        );
        return {
          top: grid?.scrollTop ?? 0,
          place: seen === undefined ? null : Number(seen.getAttribute('data-place')),
        };
      });
    const wanted = 5000;
    await app.window
      .getByRole('list', { name: en.library.clips })
      .evaluate((list, to) => list.closest('.grid')?.scrollTo(0, to), wanted);
    const before = await eventually(async () => {
      const now = await firstSeen(app.window);
      expect((await ask(app.window, 'app.snapshot')).place?.library.scrollTop).toBe(wanted);
      expect(now.place).toBeGreaterThan(20);
      return now;
    });
    expect(before.top).toBe(wanted);

    await goTo(app.window, 'tasks');
    await goTo(app.window, 'library');
    await eventually(async () => expect(await firstSeen(app.window)).toEqual(before));
    await eventually(async () =>
      expect((await ask(app.window, 'app.snapshot')).place?.nav.view).toBe('library'),
    );
    await closeWindow(app);
    await eventually(() => expect(app.app.windows()).toHaveLength(0));
    await tray.click(find(await tray.menu(), words.tray.open).id);
    const page = await app.page();
    await eventually(async () => expect(await firstSeen(page)).toEqual(before));
    await app.close();
    tray.stop();
  },
);

story('the tray pauses watching, and plays what was saved last with no window in sight', async (world) => {
  const tray = await trayOf(world);
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const made = world.simulator.createTask({ title: 'Salt & Smoke', seconds: 0 });
  await addTasks(app.window, made.id);
  await untilPhase(app.window, made.id, 'saved');

  await tray.click(find(await tray.menu(), words.tray.pauseWatching).id);
  const banner = app.window.getByText(en.shell.status.pausedTitle);
  await banner.waitFor();
  await eventually(async () => expect(find(await tray.menu(), words.tray.pauseWatching).checked).toBe(true));
  await app.window.getByRole('button', { name: en.shell.status.resume }).click();
  await banner.waitFor({ state: 'hidden' });

  await closeWindow(app);
  await eventually(() => expect(app.app.windows()).toHaveLength(0));
  const recent = find(await tray.menu(), words.tray.recent);
  await tray.click(find(recent.children, 'Salt & Smoke').id);
  const page = await app.page();
  await eventually(async () => expect(await position(page)).toBeGreaterThan(0.2));
  const seen = await app.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  );
  expect(seen).toEqual([false]);
  await app.close();
  tray.stop();
});

story('music plays on when the window is closed, and media keys reach it', async (world) => {
  const tray = await trayOf(world);
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const made = world.simulator.createTask({ title: 'Long Way Down', seconds: 0 });
  await addTasks(app.window, made.id);
  await untilPhase(app.window, made.id, 'saved');
  await playClip(app.window, 'Long Way Down');

  await eventually(async () => {
    expect(await playerctl(world, 'status')).toBe('Playing');
    expect(await playerctl(world, 'metadata', 'title')).toBe('Long Way Down');
  });
  // Which of it the bus is told is Chromium's to decide: covers came to it after the oldest Electron that we run in.
  await app.window.waitForFunction(() =>
    navigator.mediaSession.metadata?.artwork[0]?.src.startsWith('data:image/png'),
  );
  await closeWindow(app);
  await eventually(async () => {
    const seen = await app.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isVisible()),
    );
    expect(seen).toEqual([false]);
  });
  const then = await position(app.window);
  await eventually(async () => expect(await position(app.window)).toBeGreaterThan(then + 0.3));

  await playerctl(world, 'position', '5');
  await eventually(async () => expect(await position(app.window)).toBeGreaterThanOrEqual(5));
  expect(Number(await playerctl(world, 'position'))).toBeGreaterThanOrEqual(5);
  await playerctl(world, 'pause');
  await eventually(async () => {
    expect(await playerctl(world, 'status')).toBe('Paused');
    expect((await ask(app.window, 'app.snapshot')).place?.player?.position).toBeGreaterThanOrEqual(5);
  });
  await tray.click(find(await tray.menu(), words.tray.open).id);
  await eventually(async () => {
    const seen = await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    expect(seen).toBe(true);
  });
  await app.close();
  tray.stop();
});
