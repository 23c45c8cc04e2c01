import type { Runtime } from '../electron/fallback.ts';
import { projectRoot } from '../tools/places.ts';
import { isThere, run, runHere } from '../tools/run.ts';
import { say } from '../tools/say.ts';
import { headlessEnv } from './e2e.ts';
import { vitestArgs } from './vitest.ts';

/**
 * Runs the tests of packages. They learn from CLIPLOFT_RUNTIME which Electron to package. With a report, output is
 * kept and returned; without, it is shown as it comes. Where there are no tools of Debian's they cannot run: that is said,
 * and is a failure in CI.
 */
export const runPackageTests = async (
  { executable, version, fallback }: Runtime,
  report: string | null,
  rest: readonly string[] = [],
): Promise<{ code: number | null; output: string }> => {
  if (!(await isThere('dpkg-deb'))) {
    const output = 'NOT RUN: the tests of the .deb need the tools of Debian (dpkg-deb), which are not here.';
    if (process.env['CI'] === 'true') return { code: 1, output };
    say(output);
    return { code: 0, output };
  }
  const env = { ...headlessEnv(), CLIPLOFT_RUNTIME: JSON.stringify({ executable, version, fallback }) };
  const args = vitestArgs(['package'], report, rest);
  if (report === null)
    return { code: await runHere(process.execPath, args, { cwd: projectRoot, env }), output: '' };
  const done = await run(process.execPath, args, { cwd: projectRoot, env, limitMs: 20 * 60_000 });
  return { code: done.code, output: done.stdout + done.stderr };
};
