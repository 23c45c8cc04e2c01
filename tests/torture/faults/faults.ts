import { seeded } from '../../../simulator/seeded.ts';
import type { Measures } from '../report.ts';
import { allFaults, chosen } from './all.ts';
import { called, type Fault } from './fault.ts';
import { runCases } from './pool.ts';

/** A case that takes longer is named: it costs more than it should. ms. */
const slowMs = 25_000;

/**
 * Every fault alone, then so many random pairs of different rooms. What ended unnamed goes to stderr. `only` chooses
 * some of them (see `chosen`), without pairs.
 */
export const torturedByFaults = async (pairs: number, seed: string, only: string): Promise<Measures> => {
  const chance = seeded(`faults:${seed}`);
  const sociable = allFaults.filter(({ alone }) => alone !== true);
  const pick = (): Fault[] => {
    const one = chance.pick(sociable);
    // Two that each want a task of their own shape cannot both have it.
    const clash = (other: Fault): boolean => one.task !== undefined && other.task !== undefined;
    const others = sociable.filter((other) => other.room !== one.room && !clash(other));
    return [one, chance.pick(others)];
  };
  const all = [...chosen(only), ...(only === '' ? Array.from({ length: pairs }, pick) : [])];
  const cases = all.map((faults, at) => ({ at, names: faults.map(called), seed: `${seed}:${at}` }));
  let unnamed = 0;
  await runCases(cases, ({ names }, { wrong, tookMs }) => {
    const name = names.join(' + ');
    if (tookMs > slowMs) process.stderr.write(`slow: ${name}: ${(tookMs / 1000).toFixed(0)} s\n`);
    if (wrong === null) return;
    unnamed += 1;
    process.stderr.write(`! ${name}: ${wrong}\n`);
  });
  return {
    'faults.cases': { value: cases.length, unit: 'cases', goal: `≥ ${cases.length}` },
    'faults.unnamed': { value: unnamed, unit: 'cases', goal: '0' },
  };
};
