import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktop } from '../../../scripts/desktop/desktop.ts';
import { preparedApp, type Launch } from '../../../scripts/prepare.ts';
import { ensurePackages } from '../../../scripts/system/install.ts';
import { headlessPackages } from '../../../scripts/system/packages.ts';
import { headlessEnv } from '../../../scripts/testing/e2e.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import { seedLibrary } from '../../seeding/seed.ts';
import { startTray } from '../../tools/tray-host.ts';
import { bareLaunch, startRun, type Run } from './run.ts';

/** The first clip of the library, drawn. */
const firstClip = '.card .title';
/** All that a bench of the app needs. */
export interface World {
  launch: Launch;
  env: NodeJS.ProcessEnv;
  simulator: Simulator;
  bare(): Promise<Run>;
  /** Starts the app on a library of so many clips, which is made once. */
  app(clips: number): Promise<Run>;
}

/** A desktop with a tray, the simulator, and libraries; all of it is taken down after `work`. */
export const withWorld = async <T>(work: (world: World) => Promise<T>): Promise<T> => {
  await ensurePackages(headlessPackages, 'for benches without a screen');
  const launch = await preparedApp(headlessEnv());
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-bench-'));
  const desktop = await startDesktop();
  const tray = await startTray(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
  const simulator = await startSimulator();
  const seeded = new Set<number>();
  const env = { ...desktop.env, SUNOR_API_URL: simulator.apiUrl, SUNOR_API_KEY: simulator.key };
  try {
    return await work({
      ...{ launch, env, simulator },
      bare: () => startRun({ launch: bareLaunch(launch), env, ready: '#ready' }),
      async app(clips) {
        const [profile, library] = ['profile', 'library'].map((name) =>
          join(folder, `${name}-${String(clips)}`),
        );
        if (profile === undefined || library === undefined) throw new Error('no folders');
        if (!seeded.has(clips))
          await seedLibrary({
            clips,
            profile,
            library,
            seed: 1,
            locale: 'en-US',
            now: Date.UTC(2026, 10, 1),
          });
        seeded.add(clips);
        const args = [`--user-data-dir=${profile}`, `--library-dir=${library}`];
        return startRun({ launch, env, args, ready: firstClip });
      },
    });
  } finally {
    await simulator.stop();
    tray.stop();
    await desktop.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};
