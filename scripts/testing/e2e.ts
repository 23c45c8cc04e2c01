import type { Launch } from '../prepare.ts';
import { projectRoot } from '../tools/places.ts';
import { run, runHere } from '../tools/run.ts';
import { vitestArgs } from './vitest.ts';

/**
 * Runs the end-to-end tests, each in a desktop of its own without a screen. They learn from CLIPLOFT_LAUNCH how to start
 * the app. With a report, output is kept and returned; without, it is shown as it comes.
 */
export const runEndToEnd = async (
  launch: Launch,
  report: string | null,
  rest: readonly string[] = [],
): Promise<{ code: number | null; output: string }> => {
  const env = { ...headlessEnv(), CLIPLOFT_LAUNCH: JSON.stringify(launch) };
  const args = vitestArgs(['e2e'], report, rest);
  if (report === null)
    return { code: await runHere(process.execPath, args, { cwd: projectRoot, env }), output: '' };
  const done = await run(process.execPath, args, { cwd: projectRoot, env, limitMs: 30 * 60_000 });
  return { code: done.code, output: done.stdout + done.stderr };
};

/** The environment to prepare for: there will be no screen that anyone looks at. */
export const headlessEnv = (): NodeJS.ProcessEnv => ({ ...process.env, CLIPLOFT_HEADLESS: '1' });
