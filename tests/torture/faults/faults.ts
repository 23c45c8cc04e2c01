import { seeded } from '../../../simulator/seeded.ts';
import type { Measures } from '../report.ts';
import { apiFaults } from './api-faults.ts';
import { audioFaults } from './audio-faults.ts';
import { connectionFaults } from './connection-faults.ts';
import { coverFaults } from './cover-faults.ts';
import { databaseFaults } from './database-faults.ts';
import { diskFaults } from './disk-faults.ts';
import type { Fault } from './fault.ts';
import { resultFaults } from './result-faults.ts';
import { runFaults } from './run.ts';
import { systemFaults } from './system-faults.ts';

export const allFaults: readonly Fault[] = [
  ...connectionFaults,
  ...apiFaults,
  ...resultFaults,
  ...audioFaults,
  ...coverFaults,
  ...diskFaults,
  ...systemFaults,
  ...databaseFaults,
];

/** Runs at once: most of a run is waiting for real bytes. */
const atOnce = 4;

/**
 * Every fault alone, then so many random pairs of different rooms. What ended unnamed goes to stderr. `only`: those
 * whose name holds this text, or `ROOM: NAME + ROOM: NAME`, one pair.
 */
export const torturedByFaults = async (pairs: number, seed: string, only: string): Promise<Measures> => {
  const chance = seeded(`faults:${seed}`);
  const called = (fault: Fault): string => `${fault.room}: ${fault.name}`;
  const named = only.split(' + ').map((name) => allFaults.filter((fault) => called(fault) === name));
  const singles = named.every((found) => found.length > 0)
    ? [named.flatMap((found) => found.slice(0, 1))]
    : allFaults.filter((fault) => called(fault).includes(only)).map((fault) => [fault]);
  const pick = (): Fault[] => {
    const one = chance.pick(allFaults);
    const others = allFaults.filter((other) => other.room !== one.room);
    return [one, chance.pick(others)];
  };
  const cases = [...singles, ...(only === '' ? Array.from({ length: pairs }, pick) : [])];
  let next = 0;
  let unnamed = 0;
  const worker = async (): Promise<void> => {
    while (next < cases.length) {
      const at = next;
      next += 1;
      const faults = cases[at] ?? [];
      const since = Date.now();
      const wrong = await runFaults(faults, seeded(`${seed}:${at}`));
      const took = (Date.now() - since) / 1000;
      if (took > 20) process.stderr.write(`slow: ${faults.map(called).join(' + ')}: ${took.toFixed(0)} s\n`);
      if (wrong === null) continue;
      unnamed += 1;
      process.stderr.write(`! ${faults.map(called).join(' + ')}: ${wrong}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    'faults.cases': { value: cases.length, unit: 'cases', goal: `≥ ${cases.length}` },
    'faults.unnamed': { value: unnamed, unit: 'cases', goal: '0' },
  };
};
