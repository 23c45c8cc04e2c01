import { nameAt, viewOf } from './sound.ts';
import { blockBytes, type Source } from './source.ts';
import { beforeTags } from './tail-tags.ts';

/** A box (ISO/IEC 14496-12, 4.2): its type, where it starts, where its content starts and where it ends. */
export interface Box {
  type: string;
  start: number;
  at: number;
  end: number;
}

/** More boxes side by side than any file of sound has; such a file would only cost time. */
const mostBoxes = 100_000;

/** The boxes between two places as far as they are whole, and where the last of them ends. `isFile`: not within a box. */
const wholeBoxes = async (
  source: Source,
  from: number,
  to: number,
  isFile: boolean,
): Promise<{ boxes: Box[]; end: number }> => {
  const boxes: Box[] = [];
  let start = from;
  while (start < to) {
    const head = await source.from(start, 16);
    if (head.length < 8 || start + 8 > to || boxes.length >= mostBoxes) break;
    const view = viewOf(head);
    const size = view.getUint32(0, false);
    const wide = size === 1;
    if (wide && head.length < 16) break;
    // 0: to the end of the file. Only sound is written so; zeros that stand where a box should be are no box.
    const length = wide
      ? Number(view.getBigUint64(8, false))
      : size === 0 && isFile && nameAt(head, 4) === 'mdat'
        ? to - start
        : size;
    const at = start + (wide ? 16 : 8);
    const end = start + length;
    if (end < at || end > to) break;
    boxes.push({ type: nameAt(head, 4), start, at, end });
    start = end;
  }
  return { boxes, end: start };
};

/** The boxes between two places within a box, or null where they do not fill it exactly. */
const boxesIn = async (source: Source, from: number, to: number): Promise<Box[] | null> => {
  const { boxes, end } = await wholeBoxes(source, from, to, false);
  return end === to ? boxes : null;
};

/** More stray bytes behind the last box than this are no accident. */
const mostStray = 4096;

/**
 * The boxes of the whole file, tags at its end left out, and how many stray bytes stand behind the last of them; null
 * where those are many, or begin like a box that was cut off.
 */
export const boxesOf = async (source: Source): Promise<{ boxes: Box[]; stray: number } | null> => {
  const to = await beforeTags(source, 0);
  const { boxes, end } = await wholeBoxes(source, 0, to, true);
  const stray = to - end;
  if (stray > mostStray) return null;
  const isBox = stray >= 8 && /^[ -~]{4}$/.test(nameAt(await source.from(end + 4, 4), 0));
  return isBox ? null : { boxes, stray };
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

type Bits = 4 | 8 | 16 | 32;

/** How the number with this index is read, of numbers that stand one behind the other. */
const readers: Record<Bits, (view: DataView, index: number) => number> = {
  4: (view, index) => (view.getUint8(index >> 1) >> (index % 2 === 0 ? 4 : 0)) & 15,
  8: (view, index) => view.getUint8(index),
  16: (view, index) => view.getUint16(index * 2, false),
  32: (view, index) => view.getUint32(index * 4, false),
};

/** `count` numbers of so many bits at a place within a box; null where the box is shorter. */
export const numbersAt = async (
  source: Source,
  box: Box | null,
  at: number,
  count: number,
  bits: Bits = 32,
): Promise<Uint32Array | null> => {
  const bytesOf = (numbers: number): number => Math.ceil((numbers * bits) / 8);
  if (box === null || box.at + at + bytesOf(count) > box.end || count > mostNumbers) return null;
  const numbers = new Uint32Array(count);
  for (let done = 0; done < count;) {
    const wanted = Math.min(count - done, (blockBytes * 8) / bits);
    const bytes = await source.from(box.at + at + bytesOf(done), bytesOf(wanted));
    const there = Math.min(wanted, Math.floor((bytes.length * 8) / bits));
    if (there === 0) return null;
    const view = viewOf(bytes);
    for (let i = 0; i < there; i += 1) numbers[done + i] = readers[bits](view, i);
    done += there;
  }
  return numbers;
};

/** One number of 32 bits at a place within a box, or null. */
export const numberAt = async (source: Source, box: Box | null, at: number): Promise<number | null> =>
  (await numbersAt(source, box, at, 1))?.[0] ?? null;
