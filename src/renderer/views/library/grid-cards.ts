import type { Clip } from '../../../shared/clip.ts';
import type { GridCell } from './grid-cells.ts';
import type { ShelfPart } from './grid-layout.ts';
import { type Slotted, takeSlots } from './grid-slots.ts';

/** A cell with its element. */
export interface CardCell extends GridCell, Slotted<GridCell['key']> {
  /** What the element shows, or showed before; undefined: nothing was put into it yet. */
  drawn: Clip | undefined;
  /** It shows no clip: its own is on its way, or has not had its turn. */
  isBlank: boolean;
}

/** A group in sight, with its cells. */
export interface CellPart extends ShelfPart {
  /** What the group is known by, wherever it stands. */
  key: string | number;
  cells: readonly GridCell[];
}
/** The same with its element and those of its cells; no two cells of a grid have the same number. */
export interface CardPart extends ShelfPart, Slotted<CellPart['key']> {
  cells: readonly CardCell[];
}

/** The elements that have the focus, or had it last. */
export interface Held {
  part: number | null;
  /** null where it is in the head of the group. */
  cell: number | null;
}

/** What may be drawn at a time: so many new cards, or so many times as many that only get other words. */
export const cardsAtOnce = 4;
export const wordsPerCard = 2;

const after = (slots: readonly number[]): number => Math.max(-1, ...slots) + 1;

/**
 * What is to be drawn next: what was stays, and a few more cells get their clip, the one at place `first` before all
 * others. `held`: the cell and the group with the focus. A cell in which nothing changed is the same object as before. Pure.
 */
export const drawnNext = (
  wanted: readonly CellPart[],
  had: readonly CardPart[],
  held: Held,
  first: number,
): CardPart[] => {
  const places = wanted.map(({ key, first: place }) => ({ key, place }));
  const slots = takeSlots(places, had, held.part, after(had.map(({ slot }) => slot)));
  let fresh = after(had.flatMap(({ cells }) => cells.map(({ slot }) => slot)));
  const parts = wanted.map((part, at) => {
    const slot = slots[at] ?? 0;
    const before = had.find((each) => each.slot === slot)?.cells ?? [];
    const cellSlots = takeSlots(part.cells, before, held.cell, fresh);
    fresh = Math.max(fresh, after(cellSlots));
    const cells = part.cells.map((cell, index) => ({ ...cell, slot: cellSlots[index] ?? 0 }));
    return { ...part, place: part.first, slot, cells };
  });
  const before = new Map(had.flatMap(({ cells }) => cells.map((cell) => [cell.slot, cell])));
  const draws = drawnCells(
    parts.flatMap(({ cells }) => cells),
    before,
    first,
  );
  return parts.map((part) => ({ ...part, cells: part.cells.map(draws) }));
};

type SlottedCell = GridCell & Slotted<GridCell['key']>;

const drawnCells = (
  cells: readonly SlottedCell[],
  before: ReadonlyMap<number, CardCell>,
  first: number,
): ((cell: SlottedCell) => CardCell) => {
  const isDrawn = ({ key, slot }: SlottedCell): boolean => {
    const had = before.get(slot);
    return had?.key === key && !had.isBlank;
  };
  const due = cells.filter((cell) => cell.clip !== undefined && !isDrawn(cell));
  due.sort((one, other) => Number(other.place === first) - Number(one.place === first));
  const next = new Set<number>();
  let left = cardsAtOnce * wordsPerCard;
  for (const { slot } of due) {
    left -= before.get(slot)?.drawn === undefined ? wordsPerCard : 1;
    if (left >= 0) next.add(slot);
  }
  return (cell) => {
    const had = before.get(cell.slot);
    const shows = cell.clip !== undefined && (next.has(cell.slot) || isDrawn(cell));
    const now = { ...cell, drawn: shows ? cell.clip : had?.drawn, isBlank: !shows };
    return had !== undefined && isSame(had, now) ? had : now;
  };
};

const isSame = (one: CardCell, other: CardCell): boolean =>
  one.key === other.key &&
  one.place === other.place &&
  one.clip === other.clip &&
  one.drawn === other.drawn &&
  one.isBlank === other.isBlank;
