import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { startDock, startPower } from '../tools/session-services.ts';
import { addTasks, eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const busOf = (world: World): string => world.desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';

story(
  'the icon in the dock tells how far saving is and what is unread, and the computer stays awake for it',
  async (world) => {
    const dock = await startDock(busOf(world));
    const power = await startPower(busOf(world));
    const app = await world.launch({
      env: { SUNOR_API_KEY: world.simulator.key, XDG_CURRENT_DESKTOP: 'XFCE' },
    });
    const page = app.window;
    await goTo(page, 'settings');
    await page.getByRole('switch', { name: en.settings.tray.awake }).click();
    await eventually(async () => expect((await ask(page, 'app.snapshot')).settings.keepAwake).toBe(true));
    // Nothing is saved yet.
    expect(power.asked()).toBe(0);

    const made = world.simulator.createTask({ title: 'Slow Boat', seconds: 0 });
    const mend = world.simulator.setFault({ on: 'audio', bytesPerSecond: 100_000 });
    await addTasks(page, made.id);
    await eventually(() => {
      expect(dock.shown().some(({ progress }) => progress !== null && progress > 0 && progress < 1)).toBe(
        true,
      );
      expect(power.holders()).toBe(1);
    });
    mend();
    await untilPhase(page, made.id, 'saved', 60_000);
    await eventually(() => {
      expect(dock.shown().at(-1)).toEqual({ progress: null, count: 1 });
      expect(power.holders()).toBe(0);
    });
    const bars = dock.shown().flatMap(({ progress }) => (progress === null ? [] : [progress]));
    expect(bars).toEqual([...bars].sort((a, b) => a - b));

    await goTo(page, 'notices');
    await page.getByRole('button', { name: en.notices.markAll }).click();
    await eventually(() => expect(dock.shown().at(-1)?.count).toBe(0));
    dock.stop();
    power.stop();
  },
);
