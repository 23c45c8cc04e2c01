import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Recovery } from '../../../src/shared/snapshot.ts';
import type { Sqlite } from '../../headless/engine.ts';

const program = join(import.meta.dirname, '..', 'victim.ts');

export interface VictimOptions {
  profile: string;
  library: string;
  api: string;
  key: string;
  sqlite: Sqlite;
  die?: string;
  tell?: string;
}

/** What the victim says of itself (tests/torture/victim.ts). */
export interface VictimEvent {
  event:
    'open' | 'ready' | 'added' | 'saved' | 'state' | 'seam' | 'backup' | 'stopped' | 'unhandled' | 'no start';
  ids?: string[];
  detail?: string;
  tasks?: number;
  open?: string[];
  recovery?: Recovery | null;
}

export interface Victim {
  /** Everything said so far, whole lines only. */
  readonly events: VictimEvent[];
  readonly stderr: () => string;
  send(command: Record<string, unknown>): void;
  /** Resolves with the first event, past or to come, that fits; null when the process ended or the time is over. */
  when(fits: (event: VictimEvent) => boolean, limitMs: number): Promise<VictimEvent | null>;
  /** SIGKILL; nothing is written after this. */
  kill(): void;
  /** Resolves once the process is gone and all it said was read: its exit code, null when it was killed. */
  readonly gone: Promise<number | null>;
}

/** Starts a victim. */
export const startVictim = (options: VictimOptions): Victim => {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const events: VictimEvent[] = [];
  const listeners = new Set<(event: VictimEvent | null) => void>();
  let rest = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as VictimEvent;
      events.push(event);
      for (const listener of [...listeners]) listener(event);
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4000);
  });
  // It dies when it likes; what is still on its way to it is of no interest then.
  child.stdin.on('error', () => undefined);
  const gone = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      for (const listener of [...listeners]) listener(null);
      resolve(code);
    });
  });
  return {
    events,
    stderr: () => stderr,
    send: (command) => void child.stdin.write(`${JSON.stringify(command)}\n`),
    when: (fits, limitMs) =>
      new Promise((resolve) => {
        const known = events.find(fits);
        if (known !== undefined || child.exitCode !== null || child.signalCode !== null) {
          resolve(known ?? null);
          return;
        }
        const done = (event: VictimEvent | null): void => {
          if (event !== null && !fits(event)) return;
          clearTimeout(timer);
          listeners.delete(done);
          resolve(event);
        };
        const timer = setTimeout(() => done(null), limitMs);
        listeners.add(done);
      }),
    kill: () => void child.kill('SIGKILL'),
    gone,
  };
};
