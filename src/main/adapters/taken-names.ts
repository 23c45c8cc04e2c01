import { lstat, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Files } from '../../core/ports.ts';
import type { Result } from '../../shared/problem.ts';
import { attempt } from './attempt.ts';
import { systemCode } from './file-problems.ts';

/** Gives files their names where the disk knows no hard links. */
export interface TakenNames {
  /** Takes the name with a file of ours, which alone the rename replaces. `bad_request` when another has it. */
  give(from: string, to: string): Promise<Result<void>>;
  /** The same for a file that has a name. Without a note: who renames remembers what is under way, and asks again. */
  move(from: string, to: string): Promise<Result<void>>;
  sweep: Files['sweepNames'];
}

/** A note beside a part says which name it is being given; it ends like this, and holds the path from its folder. */
const noteEnding = '.name';
/** What stands under the name until then. Nobody else writes this, so that what holds it is provably ours. */
const standInFor = (part: string): string => `Cliploft takes this name for ${part}.\n`;

const isGone = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCode(error));

const holds = async (path: string, text: string): Promise<boolean> => {
  try {
    const facts = await lstat(path);
    return (
      facts.isFile() && facts.size === Buffer.byteLength(text) && (await readFile(path, 'utf8')) === text
    );
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
};

const standIn = async (from: string, to: string): Promise<void> => {
  const file = await open(to, 'wx');
  try {
    await file.writeFile(standInFor(basename(from))).finally(() => file.close());
  } catch (error) {
    await rm(to, { force: true }).catch(() => undefined);
    throw error;
  }
};

export const createTakenNames = (): TakenNames => {
  /** Notes of names that are being given right now. */
  const underWay = new Set<string>();

  const give = async (from: string, to: string): Promise<Result<void>> => {
    const taken = await attempt(() => standIn(from, to));
    if (!taken.ok) return taken;
    const named = await attempt(() => rename(from, to));
    if (!named.ok) await rm(to, { force: true }).catch(() => undefined);
    return named;
  };

  return {
    async give(from, to) {
      const note = `${from}${noteEnding}`;
      underWay.add(note);
      try {
        const noted = await attempt(() => writeFile(note, relative(dirname(note), to)));
        return noted.ok ? await give(from, to) : noted;
      } finally {
        await rm(note, { force: true }).catch(() => undefined);
        underWay.delete(note);
      }
    },
    async move(from, to) {
      const isOurs = await holds(to, standInFor(basename(from))).catch(() => false);
      return isOurs ? attempt(() => rename(from, to)) : give(from, to);
    },
    async sweep(folder, prefix) {
      const names = await readdir(folder).catch(() => []);
      for (const name of names.filter((each) => each.startsWith(prefix) && each.endsWith(noteEnding))) {
        const note = join(folder, name);
        if (underWay.has(note)) continue;
        try {
          const target = join(folder, await readFile(note, 'utf8'));
          if (await holds(target, standInFor(name.slice(0, -noteEnding.length)))) await rm(target);
          await rm(note);
        } catch {
          // What cannot be read or removed now keeps its note, and is looked at with the next sweep.
        }
      }
    },
  };
};
