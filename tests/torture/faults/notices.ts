import type { Notice } from '../../../src/shared/snapshot.ts';

/** Notices that need a person, or tell of a bad end; all others tell of ends. */
const forPersons: readonly string[] = [
  'trouble',
  'expiring',
  'lost',
  'missing',
  'folder',
  'key_refused',
  'failed',
  'timed_out',
  'empty',
  'unreadable',
];

export interface NoticesWanted {
  /** Tasks that are saved at the end: each is told to be finished, or how much of it could be read by then. */
  saved: readonly string[];
  /** How often the same may be told: once, but again by a database that has lost that it was. */
  most: number;
  /** What needs a person, exactly; null where that is not known. */
  tells: readonly string[] | null;
}

/** What is wrong with what was told, over all lives of the program; null when all is well. */
export const noticeFault = (
  told: readonly Pick<Notice, 'kind' | 'taskId'>[],
  { saved, most, tells }: NoticesWanted,
): string | null => {
  const counts = new Map<string, number>();
  for (const { kind, taskId } of told) {
    const about = `${kind}${taskId === null ? '' : ` of ${taskId}`}`;
    counts.set(about, (counts.get(about) ?? 0) + 1);
  }
  const repeated = [...counts].find(([, count]) => count > most);
  if (repeated !== undefined) return `told ${repeated[1]} times: ${repeated[0]}`;
  const untold = saved.find((id) => !counts.has(`finished of ${id}`) && !counts.has(`unreadable of ${id}`));
  if (untold !== undefined) return `never told that ${untold} is finished`;
  const kinds = told.map(({ kind }) => kind).filter((kind) => forPersons.includes(kind));
  const wrong = tells !== null && kinds.sort().join() !== [...tells].sort().join();
  return wrong ? `told [${kinds.join(', ')}] instead of [${tells.join(', ')}]` : null;
};
