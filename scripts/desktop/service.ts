import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { Stop } from '../tools/say.ts';

/** A program that runs beside us until it is told to end. */
export interface Service {
  readonly process: ChildProcess;
  /** What it has written so far, stdout and stderr as they came. */
  output(): string;
  /** Ends it, by force after 3 s. Never fails. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  env: NodeJS.ProcessEnv;
  /** Handed over as stdin, which is then closed. */
  input?: string;
  /** A fourth descriptor to read from: what arrives there counts as output too. */
  readFd3?: boolean;
}

const gone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (gone(child) || child.pid === undefined) {
      resolve();
      return;
    }
    const force = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('close', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });

/**
 * Starts a program and waits until `ready` finds what it looks for in its output. It dies with us, even
 * when we are killed: the kernel sees to that (setpriv belongs to every Debian).
 */
export const startService = (
  command: string,
  args: readonly string[],
  options: ServiceOptions,
  ready: (output: string) => boolean,
): Promise<Service> =>
  new Promise((resolve, reject) => {
    const stdio: SpawnOptions['stdio'] = [
      'pipe',
      'pipe',
      'pipe',
      ...(options.readFd3 ? ['pipe' as const] : []),
    ];
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], { env: options.env, stdio });
    let output = '';
    const service: Service = { process: child, output: () => output, stop: () => stop(child) };
    const give = (why: string): void => {
      clearTimeout(limit);
      void stop(child);
      reject(new Stop(`${command} ${why}${output === '' ? '' : `:\n${output.trim()}`}`));
    };
    const limit = setTimeout(() => give('did not get ready within 20 s'), 20_000);
    const look = (): void => {
      if (!ready(output)) return;
      clearTimeout(limit);
      child.off('close', ended);
      resolve(service);
    };
    const ended = (): void => give(`ended with ${String(child.exitCode ?? child.signalCode)}`);
    child.on('error', (error) => give(`could not be started (${error.message})`));
    child.on('close', ended);
    for (const stream of child.stdio.slice(1))
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        look();
      });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
    look();
  });
