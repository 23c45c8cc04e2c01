import { describe, expect, it } from 'vitest';
import { noFilter } from '../../../shared/library-query.ts';
import { testNow } from '../../testing/render.ts';
import { t } from '../../ui/text.ts';
import { createdSince, lengthNameOf, lengths, piecesOf, timeNameOf } from './filter-parts.ts';

const pieces = (more: Partial<typeof noFilter>) =>
  piecesOf(
    t,
    { ...noFilter, ...more },
    testNow,
    (_part, value) => value.toUpperCase(),
    (ms) => `day ${ms}`,
  );

describe('what a filter consists of', () => {
  it('is told piece by piece, each with the way to be rid of it alone', () => {
    const found = pieces({
      favourite: true,
      styles: ['jazz'],
      tags: ['jazz'],
      rating: { from: 4, to: null },
    });
    expect(found.map(({ label }) => label)).toEqual(['Favourites', '4 stars and more', 'JAZZ', 'JAZZ']);
    expect(new Set(found.map(({ key }) => key)).size).toBe(4);
    expect(found[2]?.without).toMatchObject({ styles: [], tags: ['jazz'], favourite: true });
    expect(found[0]?.without).toMatchObject({ styles: ['jazz'], favourite: false });
  });

  it('is nothing for no filter', () => expect(pieces({})).toEqual([]));

  it('names lengths and times that can be chosen, and any other by what it is', () => {
    const label = (more: Partial<typeof noFilter>): string | undefined => pieces(more)[0]?.label;
    expect(label({ length: lengths.long })).toBe('Over 4 min');
    expect(label({ length: { from: 7, to: 9 } })).toBe('Length');
    expect(label({ created: createdSince('week', testNow) })).toBe('Last 7 days');
    expect(label({ created: { from: 5, to: null } })).toBe('Created: day 5');
    expect(label({ rating: { from: 0, to: 0 } })).toBe('Not rated');
  });

  it('knows its own choices again', () => {
    for (const name of ['week', 'month', 'year'] as const)
      expect(timeNameOf({ ...noFilter, created: createdSince(name, testNow) }, testNow)).toBe(name);
    for (const name of ['short', 'middle', 'long'] as const)
      expect(lengthNameOf({ ...noFilter, length: lengths[name] })).toBe(name);
    expect([timeNameOf(noFilter, testNow), lengthNameOf(noFilter)]).toEqual([null, null]);
  });
});
