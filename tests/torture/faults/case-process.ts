import { seeded } from '../../../simulator/seeded.ts';
import { allFaults } from './all.ts';
import { called } from './fault.ts';
import { runFaults } from './run.ts';

/** One case, as the pool asks for it: which faults at once, by their names, and the seed of their chances. */
export interface Case {
  at: number;
  names: string[];
  seed: string;
}

/** What became of it. `wrong` as `runFaults` says it; ms. */
export interface Verdict {
  at: number;
  wrong: string | null;
  tookMs: number;
}

/** A process of its own that runs cases, several at once, until it is let go. Begun by pool.ts. */
process.on('message', ({ at, names, seed }: Case) => {
  const since = Date.now();
  const faults = names.map((name) => {
    const fault = allFaults.find((each) => called(each) === name);
    if (fault === undefined) throw new Error(`no fault ${name}`);
    return fault;
  });
  void runFaults(faults, seeded(seed)).then((wrong) => {
    const verdict: Verdict = { at, wrong, tookMs: Date.now() - since };
    process.send?.(verdict);
  });
});
