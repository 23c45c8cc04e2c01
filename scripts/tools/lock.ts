import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.ts';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A lock whose owner is gone, or that never got as far as naming its owner within 10 s. */
const abandoned = async (lock: string): Promise<boolean> => {
  const owner = await readFile(join(lock, 'pid'), 'utf8').catch(() => null);
  if (owner !== null) return !alive(Number(owner));
  const made = await stat(lock).catch(() => null);
  return made !== null && Date.now() - made.mtimeMs > 10_000;
};

/**
 * Does `work` while no other process does the same; others wait. The lock is a folder, because making one
 * is atomic on every file system; a lock whose owner died is broken.
 */
export const alone = async <T>(lock: string, what: string, work: () => Promise<T>): Promise<T> => {
  await mkdir(dirname(lock), { recursive: true });
  for (let tries = 0; ; tries += 1) {
    const mine = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (mine) break;
    if (await abandoned(lock)) await rm(lock, { recursive: true, force: true });
    if (tries === 5) say(`Waiting for another process to finish: ${what}`);
    await pause(200);
  }
  try {
    await writeFile(join(lock, 'pid'), String(process.pid));
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
};
