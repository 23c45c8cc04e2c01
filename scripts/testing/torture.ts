import { join } from 'node:path';
import { projectRoot } from '../tools/places.ts';
import { run } from '../tools/run.ts';

/**
 * Short runs, about three minutes together, always with one seed, so that a change is to blame for what they find; the
 * long ones, each with a seed of its own, are for `npm run torture` (docs/reliability.md).
 */
const runs: readonly (readonly string[])[] = [
  ['kill', '--trials', '40'],
  ['faults', '--trials', '40'],
  ['replies', '--trials', '5000'],
];

const seed = '20261125';

/**
 * Runs each torture once. The code is 0 only when every goal was reached; the
 * output is one table each, and whatever was found.
 */
export const runTortures = async (): Promise<{ code: number | null; output: string }> => {
  let code: number | null = 0;
  let output = '';
  for (const args of runs) {
    const program = join(projectRoot, 'tests', 'torture', 'index.ts');
    const done = await run(process.execPath, [program, ...args, '--seed', seed], {
      cwd: projectRoot,
      limitMs: 10 * 60_000,
    });
    if (done.code !== 0) code = done.code ?? 1;
    output += `torture ${args.join(' ')}: ${done.stderr}${done.stdout}`;
  }
  return { code, output };
};
