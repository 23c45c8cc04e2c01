import { seeded } from '../../../simulator/seeded.ts';
import type { Measures } from '../report.ts';
import { runApiCases } from './api-cases.ts';
import { runIpcCases } from './ipc-cases.ts';

/** One world in so many is about messages of the page, the others about replies of the API. */
const ipcEvery = 5;

/** Odd replies and odd messages, so many of them, on the whole engine over fakes. What is wrong goes to stderr. */
export const torturedByReplies = async (trials: number, seed: string): Promise<Measures> => {
  let unhandled = 0;
  let crashes = 0;
  let cases = 0;
  const heard = (error: unknown): void => {
    unhandled += 1;
    process.stderr.write(`! unhandled: ${error instanceof Error ? error.stack : String(error)}\n`);
  };
  process.on('unhandledRejection', heard).on('uncaughtException', heard);
  for (let world = 0; cases < trials; world += 1) {
    const chance = seeded(`replies:${seed}:${world}`);
    const report = await (world % ipcEvery === ipcEvery - 1 ? runIpcCases(chance) : runApiCases(chance));
    cases += report.cases;
    if (report.wrong.length === 0) continue;
    crashes += 1;
    process.stderr.write(`! world ${world}: ${report.wrong.join('\n    ')}\n`);
  }
  process.off('unhandledRejection', heard).off('uncaughtException', heard);
  return {
    'replies.cases': { value: cases, unit: 'cases', goal: `≥ ${trials}` },
    'replies.crashes': { value: crashes, unit: 'times', goal: '0' },
    'replies.unhandled': { value: unhandled, unit: 'times', goal: '0' },
  };
};
