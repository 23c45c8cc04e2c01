import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { startLogin } from '../tools/session-services.ts';
import { addTasks, eventually } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const asked = (world: World, id: string): number =>
  world.simulator.requests().filter(({ method, path }) => method === 'GET' && path.endsWith(id)).length;

story(
  'a computer that is unlocked, or wakes, is watched on at once, with no burst of requests',
  async (world) => {
    // What the system tells of sleep comes over the system's bus; of its screen nothing comes on Linux.
    const bus = world.desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
    const login = await startLogin(bus);
    const driven = await world.launch({
      env: { SUNOR_API_KEY: world.simulator.key, DBUS_SYSTEM_BUS_ADDRESS: bus },
    });
    const { app, window: page } = driven;
    const ids = [1, 2, 3].map(
      (n) => world.simulator.createTask({ title: `Early Bird ${n}`, seconds: 3600 }).id,
    );
    await addTasks(page, ids.join(' '));
    await eventually(() => expect(ids.map((id) => asked(world, id))).not.toContain(0));
    const all = (): number => ids.reduce((sum, id) => sum + asked(world, id), 0);

    /** Until nothing answers any more and the next try is some time away. */
    const untilLongPause = (): Promise<void> =>
      eventually(async () => {
        const { tasks } = await ask(page, 'app.snapshot');
        const next = Math.min(...tasks.map(({ nextCheckAt }) => nextCheckAt ?? Infinity));
        expect(next - Date.now()).toBeGreaterThan(8000);
      }, 60_000);
    const rounds: [name: string, goes: () => unknown, comes: () => unknown][] = [
      [
        'unlock',
        () => app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen')),
        () => app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen')),
      ],
      // Last: Chromium closes its connections before it sleeps, and with them the one that drives this test.
      ['resume', () => login.sleeps(true), () => login.sleeps(false)],
    ];
    for (const [name, goes, comes] of rounds) {
      await world.simulator.stop();
      await untilLongPause();
      await goes();
      const before = all();
      await world.simulator.resume();
      await comes();
      await eventually(() => expect(all(), name).toBeGreaterThanOrEqual(before + ids.length), 4000);
      expect(all() - before, name).toBeLessThanOrEqual(ids.length * 2);
    }
    app.process().kill('SIGTERM');
    await eventually(() => expect(driven.ended()).toBe(true));
    login.stop();
  },
);
