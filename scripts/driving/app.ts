import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Launch } from '../prepare.ts';

export interface DriveOptions {
  launch: Launch;
  /** The environment it lives in, such as a desktop's; a key or an API address of ours is not passed on. */
  env: NodeJS.ProcessEnv;
  /** The app's own arguments. */
  args?: readonly string[];
  /** Added to `env`. */
  add?: Record<string, string>;
  /** The app is to start without a window: do not wait for one. */
  hidden?: boolean;
}

/** The real app, driven from outside. */
export interface DrivenApp {
  app: ElectronApplication;
  /** The window's page, once it shows its first state. Waits for a window where there is none. */
  page(): Promise<Page>;
  /** What the program has written to stdout and stderr. */
  output(): string;
  /** Quits as a user would, and waits for its end. Fine when it is gone already. */
  close(): Promise<void>;
  /** Takes it down with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Has the process ended? */
  ended(): boolean;
}

/** The page says by `data-ready` that it shows the first snapshot. */
const ready = async (page: Page): Promise<Page> => {
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true', null, {
    timeout: 20_000,
  });
  return page;
};

/** The time that quitting may take: requests and downloads end first, and the database is closed. */
const quitLimitMs = 15_000;

/**
 * Node's own last word when a debugger is attached: the app has ended by then, and waits for its driver to let go. Now and
 * then the runtime does not notice that it did, and would wait for ever; no user has a debugger attached.
 */
const waitsForDriver = 'Waiting for the debugger to disconnect';
const driverLimitMs = 4000;

/** Did it happen in time? */
const inTime = async (what: Promise<unknown>, limitMs: number): Promise<boolean> => {
  const limit = new AbortController();
  const late = pause(limitMs, false, { signal: limit.signal }).catch(() => false);
  const done = await Promise.race([what.then(() => true), late]);
  limit.abort();
  return done;
};

const environment = (options: DriveOptions): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.env))
    if (value !== undefined && !name.startsWith('SUNOR_API_')) env[name] = value;
  return { ...env, ...options.add };
};

const hold = join(import.meta.dirname, '../electron/starter/hold.cjs');

/** Starts the app and waits until its page is ready. */
export const driveApp = async (options: DriveOptions): Promise<DrivenApp> => {
  const app = await _electron.launch({
    executablePath: options.launch.executable,
    args: ['-r', hold, ...options.launch.args, ...(options.args ?? [])],
    env: environment(options),
    // The theme is the app's to choose; Playwright would pin it to light.
    colorScheme: null,
    timeout: 30_000,
  });
  const child = app.process();
  let written = '';
  let letGo = false;
  const keep = (chunk: Buffer): void => {
    written += chunk.toString();
    if (letGo || !written.includes(waitsForDriver)) return;
    letGo = true;
    void inTime(once(child, 'exit'), driverLimitMs).then((gone) => gone || child.kill('SIGKILL'));
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const driven: DrivenApp = {
    app,
    page: async () => {
      const open = app.windows().find((page) => !page.isClosed());
      return ready(open ?? (await app.waitForEvent('window', { timeout: 20_000 })));
    },
    output: () => written,
    close: async () => {
      if (ended()) return;
      const end = once(child, 'exit');
      // Not Playwright's close, which shuts windows: the app goes on without them. The answer to this one
      // may be lost, as the process that gives it ends.
      await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
      if (await inTime(end, quitLimitMs)) return;
      child.kill('SIGKILL');
      throw new Error(
        `The app did not quit within ${String(quitLimitMs / 1000)} s.\n${written.slice(-3000)}`,
      );
    },
    kill: async () => {
      if (ended()) return;
      const end = once(child, 'exit');
      child.kill('SIGKILL');
      await end;
    },
    ended,
  };
  if (options.hidden === true) return driven;
  try {
    await driven.page();
    return driven;
  } catch (error) {
    await driven.kill();
    throw new Error(`The app did not get ready: ${String(error)}\n${written.slice(-3000)}`, { cause: error });
  }
};
