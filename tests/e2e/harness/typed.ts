import * as v from 'valibot';
import { expect } from 'vitest';
import type { Launch } from '../../../scripts/prepare.ts';
import { run, type RunResult } from '../../../scripts/tools/run.ts';
import { statusSchema, type Status } from '../../../src/main/control/protocol.ts';
import type { World } from './world.ts';

/** What a user types after `cliploft`, as a program and its arguments; with the world's profile and simulator. */
export const typed = (world: World, args: readonly string[]) => {
  const launch = JSON.parse(process.env['CLIPLOFT_LAUNCH'] ?? '') as Launch;
  return {
    command: launch.executable,
    args: [...launch.args, `--user-data-dir=${world.userData}`, `--library-dir=${world.library}`, ...args],
    env: {
      ...world.desktop.env,
      SUNOR_API_URL: world.simulator.apiUrl,
      SUNOR_API_KEY: world.simulator.key,
    } as NodeJS.ProcessEnv,
  };
};

/** Types it, and waits for its end. */
export const cliploft = (world: World, ...args: string[]): Promise<RunResult> => {
  const { command, args: all, env } = typed(world, args);
  return run(command, all, { env, limitMs: 40_000 });
};
/** Commands need no display, and must not come to need one. */
export const withoutDisplay = (world: World, ...args: string[]): Promise<RunResult> => {
  const { command, args: all, env } = typed(world, args);
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = env;
  return run(command, all, { env: rest, limitMs: 40_000 });
};
/** What `status --json` says; fails where nobody runs. */
export const status = async (world: World): Promise<Status> => {
  const { code, stdout } = await withoutDisplay(world, 'status', '--json');
  expect(code).toBe(0);
  return v.parse(statusSchema, JSON.parse(stdout));
};
