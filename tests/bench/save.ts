import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measures } from '../torture/report.ts';

const songBytes = 4 * 1024 * 1024;
const warm = 10;

interface Run {
  seconds: number;
  cpuSeconds: number;
  growth: number;
  peakGrowth: number;
}

const start = (program: string, args: Record<string, string | number>): ChildProcess => {
  const flags = Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const path = join(import.meta.dirname, program);
  return spawn(process.execPath, ['--expose-gc', path, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
};

/** The first line of JSON that a process prints. Rejects when it ends without one. */
const firstLine = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as T);
    });
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`ended with code ${code} and said nothing`)));
  });

const measure = async (how: 'engine' | 'plain' | 'flushed', url: string, clips: number): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'cliploft-bench-'));
  try {
    return await firstLine<Run>(start('save-worker.ts', { how, url, folder, clips: clips + warm, warm }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/**
 * Saving `clips` songs of 4 MB from loopback, the real saver against a plain stream to disk, and one that hashes and
 * flushes what it takes, in turn, each run in a process of its own; medians. Bytes per second, and what of its memory the saving process does not give back.
 */
export const benchSave = async (clips: number, runs: number): Promise<Measures> => {
  const server = start('song-server.ts', { clips: clips + warm, bytes: songBytes });
  try {
    const { url } = await firstLine<{ url: string }>(server);
    const engine: Run[] = [];
    const plain: Run[] = [];
    const flushed: Run[] = [];
    for (let run = 0; run < runs; run += 1) {
      plain.push(await measure('plain', url, clips));
      flushed.push(await measure('flushed', url, clips));
      engine.push(await measure('engine', url, clips));
      const [one, two, three] = [plain, flushed, engine].map((all) => (all.at(-1)?.seconds ?? 0).toFixed(2));
      process.stderr.write(`run ${run + 1} of ${runs}: plain ${one} s, flushed ${two} s, saver ${three} s\n`);
    }
    const rate = (all: readonly Run[]): number =>
      (clips * songBytes) / 2 ** 20 / median(all.map((run) => run.seconds));
    const of = (all: readonly Run[], field: keyof Run): number => median(all.map((run) => run[field]));
    return {
      save: { value: rate(engine) / rate(plain), unit: '× a plain stream', goal: '≥ 0.8', baseline: 1 },
      // What a stream reaches that hashes and flushes each file says how much of the goal the disk itself takes.
      'save.flushed': {
        value: rate(flushed) / rate(plain),
        unit: '× a plain stream',
        goal: '≥ 0',
        baseline: 1,
      },
      'save.rate': { value: rate(engine), unit: 'MB/s', goal: '≥ 0', baseline: rate(plain) },
      'save.cpu': {
        value: of(engine, 'cpuSeconds'),
        unit: 's',
        goal: '≥ 0',
        baseline: of(plain, 'cpuSeconds'),
      },
      'save.memory': { value: of(engine, 'growth'), unit: 'MB', goal: '≤ 30', baseline: of(plain, 'growth') },
      'save.memoryPeak': {
        ...{ value: of(engine, 'peakGrowth'), unit: 'MB', goal: '≥ 0', baseline: of(plain, 'peakGrowth') },
      },
    };
  } finally {
    server.stdin?.end();
  }
};
