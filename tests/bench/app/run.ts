import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Launch } from '../../../scripts/prepare.ts';

export interface RunOptions {
  launch: Launch;
  env: NodeJS.ProcessEnv;
  /** The page is usable when there is such an element. */
  ready: string;
  args?: readonly string[];
}

/** A program in the real Electron, with the hook inside (hook.cjs). */
export interface Run {
  pid: number;
  /** ms from the making of the process until its page was usable. */
  usableAfter: number;
  /** When the next page is usable, in ms since the epoch. */
  nextUsable(): Promise<number>;
  ask(what: 'timers' | 'windows'): Promise<number>;
  tell(what: 'close' | 'open'): void;
  /** Flings through the library: the longest that its page was busy at a stretch, in ms, and the most clips it drew. */
  fling(): Promise<{ longest: number; rows: number }>;
  quit(): Promise<void>;
}

const hook = join(import.meta.dirname, 'hook.cjs');
const bare = join(import.meta.dirname, 'bare');
const longestMs = 120_000;

/** The launch of the bare window, by the same runtime and its same switches as the app's. */
export const bareLaunch = (launch: Launch): Launch => ({
  ...launch,
  args: launch.args.map((arg) => (arg.startsWith('-') ? arg : bare)),
});

export const startRun = async (options: RunOptions): Promise<Run> => {
  const { launch, env, ready, args = [] } = options;
  const start = Date.now();
  const child = spawn(launch.executable, ['-r', hook, ...launch.args, ...args], {
    env: { ...env, CLIPLOFT_BENCH_READY: ready },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors = (errors + text.toString()).slice(-4000)));
  const waiting = new Map<string, ((value: number) => void)[]>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [, word = '', value = ''] = /^bench (\w+) (\S+)$/.exec(line) ?? [];
    waiting.get(word)?.shift()?.(Number(value));
  });
  const next = (word: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no "${word}" from the program\n${errors}`)),
        longestMs,
      );
      const heard = (value: number): void => {
        clearTimeout(timer);
        resolve(value);
      };
      waiting.set(word, [...(waiting.get(word) ?? []), heard]);
    });
  const tell = (what: string): void => void child.stdin.write(`${what}\n`);
  try {
    const usableAfter = (await next('usable')) - start;
    return {
      pid: child.pid ?? 0,
      usableAfter,
      nextUsable: () => next('usable'),
      ask(what) {
        const answer = next(what);
        tell(what);
        return answer;
      },
      tell,
      async fling() {
        const [longest, rows] = [next('longest'), next('rows')];
        tell('fling');
        return { longest: await longest, rows: await rows };
      },
      async quit() {
        tell('quit');
        await ended;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
};
