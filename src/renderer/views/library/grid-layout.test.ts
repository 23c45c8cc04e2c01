import { expect, it } from 'vitest';
import { gridLayout, gridMeasures, rowsInSight } from './grid-layout.ts';

it('fills any width with whole columns that are wide enough', () => {
  for (let width = gridMeasures.minCard; width < 4000; width += 7) {
    const { columns, cardWidth } = gridLayout(width);
    const used = columns * cardWidth + (columns - 1) * gridMeasures.gap;
    expect(cardWidth).toBeGreaterThanOrEqual(gridMeasures.minCard);
    expect(used).toBeLessThanOrEqual(width);
    expect(width - used).toBeLessThan(columns);
  }
});

it('has one column where not even that fits', () => {
  expect(gridLayout(10)).toMatchObject({ columns: 1, cardWidth: 10 });
});

it('never draws more than 200 cards, wherever a library of 100,000 is scrolled to', () => {
  const layout = gridLayout(1660);
  const rows = Math.ceil(100_000 / layout.columns);
  for (const scrollTop of [-50, 0, 1, 5_000, rows * layout.rowHeight - 1000, rows * layout.rowHeight]) {
    const { from, to } = rowsInSight(layout, 100_000, scrollTop, 1000);
    expect((to - from) * layout.columns).toBeLessThanOrEqual(200);
    const first = Math.floor(Math.max(0, scrollTop) / layout.rowHeight);
    expect(from).toBeLessThanOrEqual(Math.min(first, rows));
    expect(to).toBeGreaterThanOrEqual(Math.min(rows, Math.ceil((scrollTop + 1000) / layout.rowHeight)));
  }
});

it('draws nothing of nothing', () => {
  expect(rowsInSight(gridLayout(900), 0, 0, 700)).toEqual({ from: 0, to: 0 });
});
