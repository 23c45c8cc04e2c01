import { parseArgs } from 'node:util';
import { printed, type Measures } from '../torture/report.ts';
import { benchSave } from './save.ts';

/** `npm run bench [-- NAME ...] [--clips N] [--runs N] [--json]`: all benches, or those named. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    clips: { type: 'string', default: '200' },
    runs: { type: 'string', default: '5' },
  },
});

const benches: Record<string, () => Promise<Measures>> = {
  save: () => benchSave(Number(values.clips), Number(values.runs)),
};

const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`No bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const wanted = positionals.length > 0 ? positionals : Object.keys(benches);
  let measures: Measures = {};
  for (const name of wanted) measures = { ...measures, ...(await benches[name]?.()) };
  process.exitCode = printed(measures, values.json);
}
