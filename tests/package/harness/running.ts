import { once } from 'node:events';
import { chromium, type Page } from 'playwright-core';
import { electronFlags, lookAround } from '../../../scripts/electron/arguments.ts';
import { startService } from '../../../scripts/desktop/service.ts';

/** The packaged app, running. */
export interface Running {
  page: Page;
  pid: number;
  output(): string;
  /** Ends it as a session's end does, with SIGTERM, and gives its exit code. */
  quit(): Promise<number | null>;
  /** For a test that failed: whatever state it is in, it ends. */
  kill(): Promise<void>;
}

const address = (output: string): string | undefined => /^DevTools listening on (ws:\S+)$/m.exec(output)?.[1];

/**
 * Starts the program as it ships, all its fuses as they are. Node's inspector is off in it, by which Playwright drives
 * Electron otherwise; the page is driven over Chromium's own debugging port, which no fuse knows.
 */
export const startPackaged = async (command: readonly string[], env: NodeJS.ProcessEnv): Promise<Running> => {
  const [program = '', ...args] = command;
  const flags = electronFlags(await lookAround(env));
  const service = await startService(
    program,
    [...args, ...flags, '--remote-debugging-port=0'],
    { env },
    (output) => address(output) !== undefined,
  );
  const child = service.process;
  try {
    const browser = await chromium.connectOverCDP(address(service.output()) ?? '', {
      // Electron has one context and lets nobody set it up: it is taken as it is.
      noDefaults: true,
    });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('Chromium has no context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: 20_000 }));
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true', null, {
      timeout: 20_000,
    });
    return {
      page,
      pid: child.pid ?? 0,
      output: () => service.output(),
      async quit() {
        await browser.close();
        const end = once(child, 'exit');
        if (child.exitCode === null) {
          child.kill('SIGTERM');
          await end;
        }
        return child.exitCode;
      },
      kill: () => service.stop(),
    };
  } catch (error) {
    await service.stop();
    throw new Error(`The packaged app did not get ready: ${String(error)}\n${service.output()}`, {
      cause: error,
    });
  }
};
