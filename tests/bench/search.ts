import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHeadless } from '../headless/engine.ts';
import { chanceOf } from '../seeding/songs.ts';
import { seedLibrary } from '../seeding/seed.ts';
import { scripts, styles } from '../seeding/words.ts';
import type { Measures } from '../torture/report.ts';
import { median, percentile } from './app/figures.ts';

/** Lines as people type them, letter by letter: common and rare words, one to three of them, in every script. */
const typed = (seed: number, lines: number): string[] => {
  const chance = chanceOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  return Array.from({ length: lines }, () => {
    const { words, joint } = pick(scripts);
    const kind = chance();
    const text =
      kind < 0.7
        ? Array.from({ length: 1 + Math.floor(chance() * 3) }, () => pick(words)).join(joint)
        : kind < 0.8
          ? `style:${pick(styles)}`
          : kind < 0.9
            ? `${pick(words)} -${pick(words)}`
            : `zq${pick(words)}`;
    return Array.from(text).slice(0, 20).join('');
  });
};

/** From the call to the rows, which are not counted yet, for each key of what is typed into a library of so many clips; with the runtime's own SQLite. */
export const benchSearch = async (clips: number): Promise<Measures> => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-bench-'));
  const [profile, library] = [join(folder, 'profile'), join(folder, 'library')];
  try {
    await seedLibrary({ clips, profile, library, seed: 1, locale: 'en-US', now: Date.UTC(2026, 10, 1) });
    const app = openHeadless({
      ...{ profile, libraryFolder: library, apiUrl: 'http://127.0.0.1:9/api/v1', key: null },
      ...{ sqlite: 'node' as const, locale: 'en-US' },
    });
    const took: number[] = [];
    for (const line of typed(7, 120)) {
      const letters = Array.from(line);
      for (let n = 1; n <= letters.length; n += 1) {
        const text = letters.slice(0, n).join('');
        const start = performance.now();
        app.engine.clipPage({ text, sort: 'best', offset: 0, limit: 120, count: false });
        took.push(performance.now() - start);
      }
    }
    await app.close();
    return {
      search: { value: percentile(took, 0.95), unit: 'ms', goal: '≤ 16', baseline: median(took) },
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};
