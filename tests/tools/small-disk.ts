import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own that holds little. */
export interface SmallDisk {
  readonly path: string;
  /** Fills it to the last byte; `free` gives the room back. */
  fill(): { free: () => void };
  remove(): void;
}

/**
 * Mounts a disk of `kilobytes` in memory at `path`, which must not exist. Null where mounting is not allowed (that
 * takes root on Linux); that is said on stderr, and the test has to show what it can without.
 */
export const smallDisk = (path: string, kilobytes: number): SmallDisk | null => {
  mkdirSync(path);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', path], {
    encoding: 'utf8',
  });
  if (mounted.status !== 0) {
    const why = mounted.error?.message ?? mounted.stderr.trim();
    process.stderr.write(`No small disk here, a weaker test takes its place: ${why}\n`);
    return null;
  }
  return {
    path,
    fill() {
      const filler = join(path, 'filler');
      let chunk = 1024 * 1024;
      writeFileSync(filler, '');
      while (chunk >= 1) {
        const before = statSync(filler).size;
        try {
          writeFileSync(filler, Buffer.alloc(chunk), { flag: 'a' });
        } catch {
          // Full for a piece of this size.
        }
        if (statSync(filler).size - before < chunk) chunk = Math.floor(chunk / 2);
      }
      return { free: () => rmSync(filler) };
    },
    remove() {
      const gone = spawnSync('umount', [path], { encoding: 'utf8' });
      if (gone.status !== 0) throw new Error(`the small disk stays mounted: ${gone.stderr}`);
    },
  };
};
