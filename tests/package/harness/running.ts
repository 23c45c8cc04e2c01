import { once } from 'node:events';
import { chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { electronFlags, lookAround } from '../../../scripts/electron/arguments.ts';
import { startService } from '../../../scripts/desktop/service.ts';
import { eventually } from '../../e2e/harness/steps.ts';

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

/** What Chromium's list of targets says of one. */
interface Target {
  type: string;
  webSocketDebuggerUrl?: string;
}

/** Asks a page over its own debugging socket whether it is ready. Rejects where the socket closes unanswered. */
const isReady = (socket: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const asked = new WebSocket(socket);
    const expression = `document.documentElement.dataset['ready'] === 'true'`;
    asked.onopen = () =>
      asked.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
    asked.onmessage = ({ data }) => {
      const answer = JSON.parse(String(data)) as { result?: { result?: { value?: unknown } } };
      resolve(answer.result?.result?.value === true);
      asked.close();
    };
    asked.onclose = () => reject(new Error('The page did not answer.'));
    asked.onerror = () => reject(new Error('The page could not be reached.'));
  });

/**
 * Waits until the page is ready, before Playwright sees it: where its connection meets a page that is just being
 * loaded, it waits for ever for that page (seen in 5 of 80 starts, at all moments of loading).
 */
const pageReady = (devtools: string): Promise<void> =>
  eventually(async () => {
    const targets = (await (await fetch(`http://${new URL(devtools).host}/json/list`)).json()) as Target[];
    const socket = targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
    expect(socket !== undefined && (await isReady(socket))).toBe(true);
  });

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
    const devtools = address(service.output()) ?? '';
    await pageReady(devtools);
    const browser = await chromium.connectOverCDP(devtools, {
      // Electron has one context and lets nobody set it up: it is taken as it is.
      noDefaults: true,
    });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('Chromium has no context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: 20_000 }));
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
