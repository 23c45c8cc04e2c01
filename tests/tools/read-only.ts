import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Lets the system refuse every write to a folder, which is empty or not there, until the returned function is called:
 * by its rights; for root, which no rights hold back, by a read-only disk in its place. Where mounting is not allowed
 * either, a file takes the folder's place, and that is said on stderr.
 */
export const refuseWrites = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500);
    return () => chmodSync(folder, 0o700);
  }
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', folder], { encoding: 'utf8' });
  if (mounted.status === 0) return () => void spawnSync('umount', [folder]);
  const why = mounted.error?.message ?? mounted.stderr.trim();
  process.stderr.write(`No read-only disk here, a file takes the folder's place: ${why}\n`);
  rmdirSync(folder);
  writeFileSync(folder, '');
  return () => {
    rmSync(folder);
    mkdirSync(folder);
  };
};
