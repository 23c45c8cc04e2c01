import { readdirSync, readFileSync } from 'node:fs';

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const parentOf = (pid: number): number =>
  Number(/\) \S (\d+)/.exec(text(`/proc/${String(pid)}/stat`))?.[1] ?? 0);

/** A process and all that descend from it. */
const familyOf = (pid: number): number[] => {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const found = [pid];
  for (const one of found)
    found.push(...all.filter((other) => !found.includes(other) && parentOf(other) === one));
  return found;
};

/** Proportional set size of a process and its descendants, in bytes (proc(5), smaps_rollup). */
export const pssOf = (pid: number): number =>
  familyOf(pid).reduce(
    (sum, each) =>
      sum + 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(text(`/proc/${String(each)}/smaps_rollup`))?.[1] ?? 0),
    0,
  );
