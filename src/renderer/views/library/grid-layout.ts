/** How a grid of square covers with words below fits into a width. All in px. */
export interface GridLayout {
  readonly columns: number;
  readonly cardWidth: number;
  /** From the top of one row to the top of the next. */
  readonly rowHeight: number;
  /** Between two rows. */
  readonly rowGap: number;
  /** Of the head that a group has. */
  readonly headHeight: number;
}

/** The narrowest card, the space between cards, the height of the words below a cover, and of a group's head. */
export const gridMeasures = { minCard: 156, gap: 20, words: 64, rowGap: 14, head: 48 } as const;

/** As many equal columns as fit; never fewer than two, unless not even those fit. */
export const gridLayout = (width: number): GridLayout => {
  const { minCard, gap, words, rowGap, head } = gridMeasures;
  const columns = Math.max(1, Math.floor((width + gap) / (minCard + gap)));
  const cardWidth = Math.max(1, Math.floor((width - gap * (columns - 1)) / columns));
  return { columns, cardWidth, rowHeight: cardWidth + words + rowGap, rowGap, headHeight: head };
};

/** One line for each clip. */
export const listLayout = (width: number): GridLayout => ({
  ...{ columns: 1, cardWidth: Math.max(1, width), rowHeight: 52, rowGap: 0, headHeight: 44 },
});

/** The rows to draw for what is in sight, with `spare` more on both sides; `to` is one past the last. */
export const rowsInSight = (
  layout: Pick<GridLayout, 'columns' | 'rowHeight'>,
  total: number,
  scrollTop: number,
  height: number,
  spare = 2,
): { from: number; to: number } => {
  const rows = Math.ceil(total / layout.columns);
  const from = Math.floor(Math.max(0, scrollTop) / layout.rowHeight) - spare;
  const to = Math.ceil((Math.max(0, scrollTop) + height) / layout.rowHeight) + spare;
  return { from: Math.max(0, Math.min(from, rows)), to: Math.max(0, Math.min(to, rows)) };
};

/** Where all of a list stands: its groups one below the other, each with its head; a list without has one and no head. */
export interface Shelf {
  readonly layout: GridLayout;
  /** The place of each group's first clip, and behind the last one how many clips there are. */
  readonly starts: readonly number[];
  /** The top of each group in px, and behind the last one the height of all. */
  readonly tops: readonly number[];
  readonly headHeight: number;
}

/** A group that is in sight, and the places of its clips that are. */
export interface ShelfPart {
  group: number;
  /** The place of its first clip, and how many clips it has. */
  first: number;
  count: number;
  /** px, from the top of all; `rowsTop` from the top of the group to the first of the rows that are drawn. */
  top: number;
  height: number;
  rowsTop: number;
  places: number[];
}

/** Puts `total` clips on a shelf: in groups of these sizes, or as one where there are none. */
export const shelfOf = (layout: GridLayout, total: number, sizes: readonly number[] | null): Shelf => {
  const headHeight = sizes === null ? 0 : layout.headHeight;
  const [starts, tops] = [[0], [0]];
  let [start, top] = [0, 0];
  for (const size of sizes ?? (total > 0 ? [total] : [])) {
    start += size;
    top += headHeight + Math.ceil(size / layout.columns) * layout.rowHeight;
    starts.push(start);
    tops.push(top);
  }
  return { layout, starts, tops, headHeight };
};

/** The number of the last of these that is not above `value`; the one behind the last group counts for none. */
const lastUpTo = (sorted: readonly number[], value: number): number => {
  let [low, high] = [0, Math.max(1, sorted.length - 1)];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  return low;
};

/** How many clips and px there are. */
export const sizeOf = ({ starts, tops }: Shelf): { total: number; height: number } => ({
  total: starts.at(-1) ?? 0,
  height: tops.at(-1) ?? 0,
});

/** The group that a place belongs to. */
export const groupOf = ({ starts }: Shelf, place: number): number => lastUpTo(starts, place);

/** The top of a place's row, in px from the top of all. */
export const topOf = (shelf: Shelf, place: number): number => {
  const group = groupOf(shelf, place);
  const row = Math.floor((place - (shelf.starts[group] ?? 0)) / shelf.layout.columns);
  return (shelf.tops[group] ?? 0) + shelf.headHeight + row * shelf.layout.rowHeight;
};

/** The first place of the first row that is seen with something of its upper half below this height; 0 where nothing is. */
export const placeAt = (shelf: Shelf, px: number): number => {
  const { starts, tops, layout, headHeight } = shelf;
  const group = lastUpTo(tops, px);
  const [start, end] = [starts[group] ?? 0, starts[group + 1] ?? 0];
  const row = Math.max(0, Math.round((px - (tops[group] ?? 0) - headHeight) / layout.rowHeight));
  const place = start + row * layout.columns;
  if (place < end) return place;
  // Below the last row is the next group; behind the last of all there is only its last row.
  if (group < starts.length - 2) return end;
  return Math.max(0, start + (Math.ceil((end - start) / layout.columns) - 1) * layout.columns);
};

/** Where one gets to from a place by so many rows down (or up): the same column, or the last clip of a shorter row. */
export const movedBy = (shelf: Shelf, place: number, rows: number): number => {
  const { starts, layout } = shelf;
  const { columns } = layout;
  let group = groupOf(shelf, place);
  const within = place - (starts[group] ?? 0);
  const column = within % columns;
  let row = Math.floor(within / columns) + rows;
  const rowsOf = (at: number): number => Math.ceil(((starts[at + 1] ?? 0) - (starts[at] ?? 0)) / columns);
  const last = starts.length - 2;
  while (row < 0 && group > 0) row += rowsOf((group -= 1));
  while (row >= rowsOf(group) && group < last) row -= rowsOf(group++);
  // Past the first or the last row one gets to the first or the last clip.
  if (row < 0) return 0;
  return Math.min((starts[group] ?? 0) + row * columns + column, (starts[group + 1] ?? 1) - 1);
};

/** What is drawn for what is in sight, with `spare` more rows on both sides. */
export const inSight = (shelf: Shelf, scrollTop: number, height: number, spare = 2): ShelfPart[] => {
  const { starts, tops, layout, headHeight } = shelf;
  const { columns, rowHeight } = layout;
  const [above, below] = [Math.max(0, scrollTop), Math.max(0, scrollTop) + height];
  const parts: ShelfPart[] = [];
  for (let group = lastUpTo(tops, above - spare * rowHeight); group < starts.length - 1; group += 1) {
    const [top, first] = [tops[group] ?? 0, starts[group] ?? 0];
    if (top >= below + spare * rowHeight) break;
    const count = (starts[group + 1] ?? 0) - first;
    const rowsAt = top + headHeight;
    // Of a group that begins below what is seen, less is in sight.
    const { from, to } = rowsInSight(layout, count, above - rowsAt, below - Math.max(above, rowsAt), spare);
    const length = Math.max(0, Math.min(count, to * columns) - from * columns);
    parts.push({
      ...{ group, first, count, top, height: (tops[group + 1] ?? 0) - top },
      rowsTop: headHeight + from * rowHeight,
      places: Array.from({ length }, (_, step) => first + from * columns + step),
    });
  }
  return parts;
};
