import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridLayout,
  gridMeasures,
  groupOf,
  inSight,
  listLayout,
  movedBy,
  placeAt,
  rowsInSight,
  shelfOf,
  sizeOf,
  topOf,
} from './grid-layout.ts';

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

describe('a shelf', () => {
  const layout = { ...gridLayout(700), columns: 4, rowHeight: 100, headHeight: 40 };
  const shelf = shelfOf(layout, 11, [5, 1, 5]);

  it('has its groups one below the other, each with its head', () => {
    expect(sizeOf(shelf)).toEqual({ total: 11, height: 3 * 40 + 5 * 100 });
    expect([0, 4, 5, 6, 10].map((place) => [groupOf(shelf, place), topOf(shelf, place)])).toEqual([
      [0, 40],
      [0, 140],
      [1, 280],
      [2, 420],
      [2, 520],
    ]);
  });

  it('is gone through by rows over the borders of its groups, in the same column where there is one', () => {
    expect([0, 3, 4, 5, 7, 10].map((place) => movedBy(shelf, place, 1))).toEqual([4, 4, 5, 6, 10, 10]);
    expect([3, 4, 5, 7, 10].map((place) => movedBy(shelf, place, -1))).toEqual([0, 0, 4, 5, 6]);
    expect([movedBy(shelf, 1, 3), movedBy(shelf, 9, -9), movedBy(shelf, 2, 99)]).toEqual([7, 0, 10]);
  });

  it('without groups has no heads, and with nothing no height', () => {
    expect([topOf(shelfOf(layout, 9, null), 8), sizeOf(shelfOf(layout, 9, null)).height]).toEqual([200, 300]);
    expect([inSight(shelfOf(layout, 0, null), 0, 700), inSight(shelfOf(layout, 0, []), 0, 700)]).toEqual([
      [],
      [],
    ]);
  });

  it('draws all that is in sight wherever it is scrolled to, and of tens of thousands of groups only those', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 4000 }), fc.boolean(), (groups, scrollTop, isList) => {
        const all = shelfOf(isList ? listLayout(500) : layout, 0, groups);
        const { total, height } = sizeOf(all);
        const drawn = new Set(inSight(all, scrollTop, 300).flatMap(({ places }) => places));
        for (let place = 0; place < total; place += 1) {
          const top = topOf(all, place);
          if (top < scrollTop + 300 && top + all.layout.rowHeight > scrollTop)
            expect(drawn.has(place), `place ${place}`).toBe(true);
        }
        for (const { places, top, rowsTop } of inSight(all, scrollTop, 300))
          if (places[0] !== undefined) expect(top + rowsTop).toBe(topOf(all, places[0]));
        const first = placeAt(all, Math.min(scrollTop, height));
        expect(first).toBeLessThan(total);
        expect(placeAt(all, topOf(all, first))).toBe(first);
      }),
      { seed: 8 },
    );
    const tasks = shelfOf(
      gridLayout(1660),
      0,
      Array.from({ length: 50_000 }, () => 2),
    );
    for (const at of [0, 0.5, 1]) {
      const parts = inSight(tasks, at * sizeOf(tasks).height, 1000);
      expect(parts.length).toBeLessThan(12);
    }
  }, 60_000);
});
