import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startDesktop, type Desktop, type DesktopOptions } from '../../../scripts/desktop/desktop.ts';
import { driveApp, type DrivenApp } from '../../../scripts/driving/app.ts';
import type { Launch } from '../../../scripts/prepare.ts';
import { projectRoot } from '../../../scripts/tools/places.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';

export interface WorldOptions {
  /** For the simulator. */
  simulator?: Parameters<typeof startSimulator>[0];
  desktop?: DesktopOptions;
}

export interface LaunchOptions {
  /** Added to the environment; SUNOR_API_URL points to the simulator unless this says otherwise. */
  env?: Record<string, string>;
  args?: readonly string[];
  /** Starts without a window. */
  hidden?: boolean;
  /** Folders inside the world; the same ones for each launch by default, so a second launch is a restart. */
  userData?: string;
  /** null: none is named, the settings decide. */
  library?: string | null;
}

/** All that one test needs, of its own: simulator, desktop, profile and library folder. */
export interface World {
  readonly simulator: Simulator;
  readonly desktop: Desktop;
  readonly folder: string;
  readonly userData: string;
  readonly library: string;
  /** Starts the real app and waits until its page is ready. */
  launch(options?: LaunchOptions): Promise<DrivenApp & { window: Page }>;
  launchHidden(options?: LaunchOptions): Promise<DrivenApp>;
  /** What the app has logged, all files together. */
  log(): Promise<string>;
  /** Keeps a picture of each window and the ends of the logs in test-results/. */
  report(name: string): Promise<void>;
  close(): Promise<void>;
}

export const theLaunch = (): Launch => {
  const given = process.env['CLIPLOFT_LAUNCH'];
  if (given === undefined) throw new Error('Run the end-to-end tests by `npm run test:e2e`.');
  return JSON.parse(given) as Launch;
};

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);

/** Makes a world. `close` takes all of it down, whatever state it is in. */
export const createWorld = async (options: WorldOptions = {}): Promise<World> => {
  const launch = theLaunch();
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-e2e-'));
  const [userData, library] = [join(folder, 'profile'), join(folder, 'library')];
  await mkdir(library);
  const simulator = await startSimulator(options.simulator);
  const desktop = await startDesktop(options.desktop);
  const started: DrivenApp[] = [];

  const start = async (how: LaunchOptions): Promise<DrivenApp> => {
    const folders = [
      `--user-data-dir=${how.userData ?? userData}`,
      ...(how.library === null ? [] : [`--library-dir=${how.library ?? library}`]),
    ];
    const app = await driveApp({
      launch,
      env: desktop.env,
      add: { SUNOR_API_URL: simulator.apiUrl, ...how.env },
      args: [...folders, ...(how.hidden === true ? ['--hidden'] : []), ...(how.args ?? [])],
      hidden: how.hidden ?? false,
    });
    started.push(app);
    return app;
  };

  const log = async (): Promise<string> => {
    const logs = join(userData, 'logs');
    const names = (await readdir(logs).catch(() => [])).filter((name) => name.endsWith('.log')).sort();
    return (await Promise.all(names.map((name) => readFile(join(logs, name), 'utf8')))).join('');
  };

  return {
    simulator,
    desktop,
    folder,
    userData,
    library,
    launch: async (how = {}) => {
      const app = await start(how);
      return Object.assign(app, { window: await app.page() });
    },
    launchHidden: (how = {}) => start({ ...how, hidden: true }),
    log,
    report: async (name) => {
      const results = join(projectRoot, 'test-results');
      await mkdir(results, { recursive: true });
      const base = join(results, fileName(name));
      for (const [index, app] of started.entries()) {
        const written = [app.output().slice(-8000), '--- log ---', (await log()).slice(-20_000)];
        await writeFile(`${base}-${String(index)}.log`, written.join('\n'));
        if (app.ended()) continue;
        for (const page of app.app.windows())
          // A window that is just closing has no picture to give; the log is there all the same.
          await page
            .screenshot({ path: `${base}-${String(index)}.png`, timeout: 5000 })
            .catch(() => undefined);
      }
    },
    close: async () => {
      for (const app of started) await app.close();
      await simulator.stop();
      await desktop.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
