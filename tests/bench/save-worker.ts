import { mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openHeadless } from '../headless/engine.ts';
import { benchId } from './songs.ts';

/**
 * One run of saving in a process of its own: `--how engine`, the real saver, or `--how plain`, a Node stream from
 * each link to a file. The first few songs are a warm-up. Prints one JSON line.
 */
const { values } = parseArgs({
  options: {
    how: { type: 'string' },
    url: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    clips: { type: 'string' },
    warm: { type: 'string' },
  },
});
const { url, folder } = values;
const clips = Number(values.clips);
const warm = Number(values.warm);
/** As many as the saver takes. */
const atOnce = 3;

interface Way {
  /** Saves the songs from `from` to `to` (not included). */
  save(from: number, to: number): Promise<void>;
  end(): Promise<void>;
}

const library = join(folder, 'music');
mkdirSync(library, { recursive: true });

const plain = (): Way => ({
  async save(from, to) {
    let next = from;
    const worker = async (): Promise<void> => {
      while (next < to) {
        const n = next;
        next += 1;
        await new Promise<void>((resolve, reject) => {
          get(`${url}/${n}.mp3`, (reply) => {
            pipeline(reply, createWriteStream(join(library, `${n}.mp3`))).then(resolve, reject);
          }).on('error', reject);
        });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  },
  end: async () => undefined,
});

const engine = async (): Promise<Way> => {
  const profile = join(folder, 'profile');
  const apiUrl = `${url}/api/v1`;
  const opened = await openHeadless({
    profile,
    libraryFolder: library,
    apiUrl,
    key: 'bench-key',
    sqlite: 'node',
  });
  await opened.engine.start();
  return {
    async save(from, to) {
      const ids = Array.from({ length: (to - from) / 2 }, (_, n) => benchId('task', from / 2 + n));
      const saved = new Promise<void>((resolve) => {
        opened.engine.onChange(({ slices }) => {
          if (slices.library?.clips === to) resolve();
        });
      });
      opened.engine.addTasks(ids.join('\n'));
      await saved;
    },
    end: () => opened.close(),
  };
};

/** MB in use by this process, after a collection where one can be had. */
const settled = async (): Promise<number> => {
  for (let time = 0; time < 3; time += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return process.memoryUsage.rss() / 2 ** 20;
};

const way = values.how === 'plain' ? plain() : await engine();
await way.save(0, warm);
const before = await settled();
let peak = 0;
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss() / 2 ** 20);
}, 50);
const cpu = process.cpuUsage();
const start = performance.now();
await way.save(warm, clips);
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
clearInterval(sampler);
const after = await settled();
await way.end();
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    growth: after - before,
    peakGrowth: Math.max(0, peak - before),
  }),
);
process.exit(0);
