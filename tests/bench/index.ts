import { parseArgs } from 'node:util';
import { printed, type Measures } from '../torture/report.ts';
import { benchColdStart, benchIdle, benchMemory } from './electron.ts';
import { benchSave } from './save.ts';
import { benchScroll } from './scroll.ts';
import { benchSearch } from './search.ts';

/** `npm run bench [-- NAME ...] [--clips N] [--library N] [--runs N] [--json]`: all benches, or those named. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    /** Of the bench `save`. */
    clips: { type: 'string', default: '200' },
    /** Clips of the library that all others are run on; those for large libraries take ten times as many. */
    library: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
  },
});

const runs = Number(values.runs);
const size = { runs, clips: Number(values.library) };
const only =
  (...names: string[]) =>
  (measures: Measures): Measures =>
    Object.fromEntries(
      Object.entries(measures).filter(([name]) =>
        names.some((one) => name === one || name.startsWith(`${one}.`)),
      ),
    );

const benches: Record<string, () => Promise<Measures>> = {
  save: () => benchSave(Number(values.clips), runs),
  search: () => benchSearch(size.clips * 10),
  scroll: () => benchScroll(size.clips * 10, runs),
  'cold-start': async () => only('cold-start')(await benchColdStart(size)),
  'cold-start-scale': async () => only('cold-start-scale')(await benchColdStart(size)),
  memory: async () => only('memory')(await benchMemory(size)),
  'memory-hidden': async () => only('memory-hidden')(await benchMemory(size)),
  return: async () => only('return')(await benchMemory(size)),
  idle: () => benchIdle(size),
};
/** Benches that come of one and the same measuring. */
const together: Record<string, () => Promise<Measures>> = {
  'cold-start cold-start-scale': () => benchColdStart(size),
  'memory memory-hidden return': () => benchMemory(size),
};

const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`No bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const wanted = positionals.length > 0 ? positionals : Object.keys(benches);
  let measures: Measures = {};
  for (const name of wanted) {
    if (Object.hasOwn(measures, name)) continue;
    const group = Object.keys(together).find((names) => {
      const parts = names.split(' ');
      return parts.includes(name) && parts.filter((part) => wanted.includes(part)).length > 1;
    });
    measures = { ...measures, ...(await (together[group ?? ''] ?? benches[name])?.()) };
  }
  process.exitCode = printed(measures, values.json);
}
