import { nameAt, viewOf } from './sound.ts';
import { blockBytes, type Source } from './source.ts';

/** A box (ISO/IEC 14496-12, 4.2): its type, where it starts, where its content starts and where it ends. */
export interface Box {
  type: string;
  start: number;
  at: number;
  end: number;
}

/** More boxes side by side than any file of sound has; such a file would only cost time. */
const mostBoxes = 100_000;

/** The boxes between two places, or null where they do not fill it exactly. */
export const boxesIn = async (source: Source, from: number, to: number): Promise<Box[] | null> => {
  const boxes: Box[] = [];
  for (let start = from; start < to;) {
    const head = await source.from(start, 16);
    if (head.length < 8 || start + 8 > to || boxes.length >= mostBoxes) return null;
    const view = viewOf(head);
    const size = view.getUint32(0, false);
    const wide = size === 1;
    if (wide && head.length < 16) return null;
    // 0: to the end of the file. Only sound is written so; zeros that stand where a box should be are no box.
    const length = wide
      ? Number(view.getBigUint64(8, false))
      : size === 0 && to === source.size && nameAt(head, 4) === 'mdat'
        ? to - start
        : size;
    const at = start + (wide ? 16 : 8);
    const end = start + length;
    if (end < at || end > to) return null;
    boxes.push({ type: nameAt(head, 4), start, at, end });
    start = end;
  }
  return boxes;
};

/** The first box of this type. */
export const find = (boxes: readonly Box[] | null, type: string): Box | null =>
  boxes?.find((box) => box.type === type) ?? null;

/** The boxes within the box that this path leads to; null where there is none, or they do not fill it. */
export const inside = async (source: Source, box: Box | null, ...path: string[]): Promise<Box[] | null> => {
  let boxes = box === null ? null : await boxesIn(source, box.at, box.end);
  for (const type of path) {
    const next = find(boxes, type);
    boxes = next === null ? null : await boxesIn(source, next.at, next.end);
  }
  return boxes;
};

/** More than a day of sound. */
const mostNumbers = 16 * 1024 * 1024;

/** `count` numbers of 32 bits at a place within a box; null where the box is shorter. */
export const numbersAt = async (
  source: Source,
  box: Box | null,
  at: number,
  count: number,
): Promise<Uint32Array | null> => {
  if (box === null || box.at + at + count * 4 > box.end || count > mostNumbers) return null;
  const numbers = new Uint32Array(count);
  for (let done = 0; done < count;) {
    const wanted = Math.min(count - done, blockBytes / 4);
    const bytes = await source.from(box.at + at + done * 4, wanted * 4);
    const there = Math.min(wanted, bytes.length >> 2);
    if (there === 0) return null;
    const view = viewOf(bytes);
    for (let i = 0; i < there; i += 1) numbers[done + i] = view.getUint32(i * 4, false);
    done += there;
  }
  return numbers;
};

/** One number of 32 bits at a place within a box, or null. */
export const numberAt = async (source: Source, box: Box | null, at: number): Promise<number | null> =>
  (await numbersAt(source, box, at, 1))?.[0] ?? null;
