import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openHeadless } from '../headless/engine.ts';
import { benchId } from './songs.ts';

/**
 * One run of saving in a process of its own: `--how engine`, the real saver, `--how plain`, a Node stream from each link
 * to a file, or `--how flushed`, the same with what nobody can leave out who must not lose a file: its hash, and a flush
 * to the disk. The first few songs are a warm-up. Prints one JSON line.
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

const hash = (reply: IncomingMessage): void => {
  const sum = createHash('sha256');
  reply.on('data', (piece: Buffer) => sum.update(piece));
  reply.on('end', () => sum.digest('hex'));
};

const flush = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+');
  await handle.sync();
  await handle.close();
};

interface Way {
  /** Saves the songs from `from` to `to` (not included). */
  save(from: number, to: number): Promise<void>;
  end(): Promise<void>;
}

const library = join(folder, 'music');
mkdirSync(library, { recursive: true });

const streamed = (keeps: boolean): Way => ({
  async save(from, to) {
    let next = from;
    const worker = async (): Promise<void> => {
      while (next < to) {
        const n = next;
        next += 1;
        const path = join(library, `${n}.mp3`);
        await new Promise<void>((resolve, reject) => {
          get(`${url}/${n}.mp3`, (reply) => {
            if (keeps) hash(reply);
            pipeline(reply, createWriteStream(path)).then(resolve, reject);
          }).on('error', reject);
        });
        if (keeps) await flush(path);
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

const way = values.how === 'engine' ? await engine() : streamed(values.how === 'flushed');
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
