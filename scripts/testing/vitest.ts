import { join } from 'node:path';
import { projectRoot } from '../tools/places.ts';

const program = join(projectRoot, 'node_modules/vitest/vitest.mjs');

/** The arguments for our own Node that run vitest once over some projects. */
export const vitestArgs = (
  projects: readonly string[],
  report: string | null,
  rest: readonly string[],
): string[] => [
  program,
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  ...(report === null ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
  ...rest,
];
