import { spawn, type StdioOptions } from 'node:child_process';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** ms after which the whole process group is killed. */
  limitMs?: number;
  /** Text for stdin; without it stdin is empty. */
  input?: string;
  /** `show` hands stdout and stderr to our stderr as they come; they are kept in any case. */
  output?: 'keep' | 'show';
}

export interface RunResult {
  /** null when the program could not be started or was killed. */
  code: number | null;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

/** Runs a program to its end. Never throws: a program that is not there is a result with code null. */
export const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
  new Promise((resolve) => {
    const stdio: StdioOptions = ['pipe', 'pipe', 'pipe'];
    // A group of its own, so that a time limit takes the grandchildren too.
    const detached = options.limitMs !== undefined && process.platform !== 'win32';
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio, detached });
    const kept = { stdout: '', stderr: '' };
    let timedOut = false;
    const timer =
      options.limitMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            if (detached && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
            else child.kill('SIGKILL');
          }, options.limitMs);
    const keep = (name: 'stdout' | 'stderr') => (chunk: Buffer) => {
      kept[name] += chunk.toString();
      if (options.output === 'show') process.stderr.write(chunk);
    };
    child.stdout?.on('data', keep('stdout'));
    child.stderr?.on('data', keep('stderr'));
    const end = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code, ...kept, timedOut });
    };
    child.on('error', (error) => {
      kept.stderr += error.message;
      end(null);
    });
    child.on('close', end);
    // A program that does not read its input breaks the pipe; that is its right.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });

/** Runs a program in the foreground, with our own stdin, stdout and stderr; resolves with its exit code. */
export const runHere = (
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; output?: 'inherit' | 'stderr' } = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const stdio: StdioOptions = options.output === 'stderr' ? ['inherit', 2, 2] : 'inherit';
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });

/** Is a program of this name on the path? */
export const isThere = async (program: string): Promise<boolean> =>
  (await run('sh', ['-c', 'command -v "$1"', 'sh', program])).code === 0;
