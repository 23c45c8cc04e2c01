/** How a grid of square covers with words below fits into a width. All in px. */
export interface GridLayout {
  readonly columns: number;
  readonly cardWidth: number;
  /** From the top of one row to the top of the next. */
  readonly rowHeight: number;
  /** Between two rows. */
  readonly rowGap: number;
}

/** The narrowest card, the space between cards, and the height of the words below a cover. */
export const gridMeasures = { minCard: 156, gap: 20, words: 64, rowGap: 14 } as const;

/** As many equal columns as fit; never fewer than two, unless not even those fit. */
export const gridLayout = (width: number): GridLayout => {
  const { minCard, gap, words, rowGap } = gridMeasures;
  const columns = Math.max(1, Math.floor((width + gap) / (minCard + gap)));
  const cardWidth = Math.max(1, Math.floor((width - gap * (columns - 1)) / columns));
  return { columns, cardWidth, rowHeight: cardWidth + words + rowGap, rowGap };
};

/** One line for each clip. */
export const listLayout = (width: number): GridLayout => ({
  ...{ columns: 1, cardWidth: Math.max(1, width), rowHeight: 52, rowGap: 0 },
});

/** The rows to draw for what is in sight, with `spare` more on both sides; `to` is one past the last. */
export const rowsInSight = (
  layout: GridLayout,
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
