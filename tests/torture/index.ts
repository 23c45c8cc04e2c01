import { parseArgs } from 'node:util';
import { allFaults, chosen } from './faults/all.ts';
import { torturedByFaults } from './faults/faults.ts';
import { faultTable } from './faults/table.ts';
import { torturedByKilling } from './kill/kill.ts';
import { torturedByReplies } from './replies/replies.ts';
import { printed, type Measures } from './report.ts';

/** `npm run torture -- kill|faults|replies [--trials N] [--seed S] [--json]` (docs/reliability.md). */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string' },
    seed: { type: 'string' },
    /** Prints the table of faults instead. */
    table: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});

const seed = values.seed ?? String(Math.floor(Math.random() * 1e9));
const trialsOr = (usual: number): number => {
  const trials = Number(values.trials ?? usual);
  if (!Number.isInteger(trials) || trials < 0) throw new Error('--trials takes a whole number');
  return trials;
};

const tortures: Record<string, () => Promise<Measures>> = {
  kill: () => torturedByKilling(trialsOr(1000), seed),
  /** `--trials` random pairs beside every fault alone. */
  faults: () => torturedByFaults(trialsOr(200), seed, values.only),
  replies: () => torturedByReplies(trialsOr(100_000), seed),
};

const torture = tortures[positionals[0] ?? ''];
const refuse = (words: string): void => {
  process.stderr.write(`${words}\n`);
  process.exitCode = 2;
};

if (values.table) console.log(faultTable(allFaults));
else if (torture === undefined) refuse(`Which one? ${Object.keys(tortures).join(', ')}`);
else if (chosen(values.only).length === 0)
  refuse(`No fault is called "${values.only}"; --table lists them all.`);
else {
  process.stderr.write(`seed ${seed}\n`);
  process.exitCode = printed(await torture(), values.json);
}
