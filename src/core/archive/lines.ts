import type { ArchiveEntry } from '../ports.ts';
import { type LineKind, mostChars, mostLines, partName } from './format.ts';

/** Collects lines of one kind and hands them out as text parts that no reader finds too long. */
export interface Lines {
  /** The part that is full with this line, if it is. */
  add(line: unknown): ArchiveEntry[];
  /** What is left. */
  rest(): ArchiveEntry[];
  count(): number;
}

export const createLines = (kind: LineKind): Lines => {
  let waiting: string[] = [];
  let chars = 0;
  let parts = 0;
  let count = 0;
  const rest = (): ArchiveEntry[] => {
    if (waiting.length === 0) return [];
    parts += 1;
    const text = `${waiting.join('\n')}\n`;
    waiting = [];
    chars = 0;
    return [{ name: partName(kind, parts), source: { text } }];
  };
  return {
    add(line) {
      const text = JSON.stringify(line);
      waiting.push(text);
      chars += text.length;
      count += 1;
      return waiting.length >= mostLines || chars >= mostChars ? rest() : [];
    },
    rest,
    count: () => count,
  };
};
