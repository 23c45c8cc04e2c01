import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { startLogin, startScreen } from '../tools/session-services.ts';
import { addTasks, eventually } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const asked = (world: World, id: string): number =>
  world.simulator.requests().filter(({ method, path }) => method === 'GET' && path.endsWith(id)).length;

story(
  'a computer that is unlocked, or wakes, is watched on at once, with no burst of requests',
  async (world) => {
    // What the system tells of sleep comes over the system's bus, of its screen over the session's.
    const bus = world.desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
    const login = await startLogin(bus);
    const screen = await startScreen(bus);
    const driven = await world.launch({
      env: { SUNOR_API_KEY: world.simulator.key, DBUS_SYSTEM_BUS_ADDRESS: bus },
    });
    const { app, window: page } = driven;
    // One task: its own pause is then that of all. That three hundred make no burst is shown with a fake clock.
    const { id } = world.simulator.createTask({ title: 'Early Bird', seconds: 3600 });
    await addTasks(page, id);
    await eventually(() => expect(asked(world, id)).toBeGreaterThan(0));

    /** Until nothing answers any more and the next try is some time away. */
    const untilLongPause = (): Promise<void> =>
      eventually(async () => {
        const [task] = (await ask(page, 'app.snapshot')).tasks;
        expect(task?.problem).not.toBeNull();
        expect((task?.nextCheckAt ?? 0) - Date.now()).toBeGreaterThan(8000);
      }, 25_000);
    const rounds: [name: string, goes: () => unknown, comes: () => unknown][] = [
      ['unlock', () => screen.locks(true), () => screen.locks(false)],
      // Last: Chromium closes its connections before it sleeps, and with them the one that drives this test.
      ['resume', () => login.sleeps(true), () => login.sleeps(false)],
    ];
    for (const [name, goes, comes] of rounds) {
      await world.simulator.stop();
      await untilLongPause();
      await goes();
      const before = asked(world, id);
      await world.simulator.resume();
      await comes();
      await eventually(() => expect(asked(world, id), name).toBeGreaterThan(before), 4000);
      expect(asked(world, id) - before, name).toBeLessThanOrEqual(2);
    }
    app.process().kill('SIGTERM');
    await eventually(() => expect(driven.ended()).toBe(true));
    login.stop();
    screen.stop();
  },
);
