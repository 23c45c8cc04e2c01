import type { Journal } from '../../src/core/ports.ts';
import { Fault } from '../../src/shared/fault.ts';

/** A journal in memory. While `full` is set, the disk takes nothing more. */
export interface FakeJournal extends Journal {
  full: boolean;
}

const isLine = (line: string): boolean => line !== '' && !/[\r\n]/.test(line);

export const createFakeJournal = (): FakeJournal => {
  let lines: string[] = [];
  const check = (more: readonly string[]): void => {
    if (!more.every(isLine)) throw new TypeError('a line of the journal is one line, and not empty');
    if (journal.full && more.length > 0) throw new Fault({ code: 'disk_full', detail: 'ENOSPC' });
  };
  const journal: FakeJournal = {
    full: false,
    append(more) {
      check(more);
      lines.push(...more);
    },
    read: () => [...lines],
    replace(all) {
      check(all);
      lines = [...all];
    },
  };
  return journal;
};
