import { expect, it } from 'vitest';
import type { Clip } from '../../../shared/clip.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { cardsAtOnce, type CardPart, type CellPart, drawnNext, wordsPerCard } from './grid-cards.ts';

const nobody = { part: null, cell: null };
const clips = Array.from(
  { length: 100 },
  (_, at) => sampleClips(0).map((clip) => ({ ...clip, id: `c${at}` }))[0],
);
const clipAt = (place: number): Clip | undefined => clips[place];
/** A group of cells for the places from `first` to before `end`; those in `away` have no clip yet. */
const part = (key: string, first: number, end: number, away: readonly number[] = []): CellPart => ({
  ...{ group: 0, first, count: end - first, top: 0, height: 100, rowsTop: 0, key },
  places: Array.from({ length: end - first }, (_, step) => first + step),
  cells: Array.from({ length: end - first }, (_, step) => first + step).map((place) =>
    away.includes(place)
      ? { key: place, place, clip: undefined }
      : { key: `c${place}`, place, clip: clipAt(place) },
  ),
});
const all = (parts: readonly CardPart[]) => parts.flatMap(({ cells }) => cells);
const shown = (parts: readonly CardPart[]) => all(parts).flatMap((cell) => (cell.isBlank ? [] : [cell.key]));
/** As it stands when everything had its turn. */
const settled = (wanted: readonly CellPart[], had: readonly CardPart[] = []): readonly CardPart[] => {
  const next = drawnNext(wanted, had, nobody, 0);
  return shown(next).length === shown(had).length && had.length > 0 ? next : settled(wanted, next);
};

it('makes a few cards at a time, until all are there', () => {
  let had: readonly CardPart[] = [];
  const sizes = Array.from(
    { length: 5 },
    () => shown((had = drawnNext([part('a', 0, 18)], had, nobody, 0))).length,
  );
  expect(sizes).toEqual([4, 8, 12, 16, 18]);
  expect(cardsAtOnce).toBe(4);
});

it('puts other words into more of them at a time, and shows none of the old ones meanwhile', () => {
  const next = drawnNext([part('a', 50, 68)], settled([part('a', 0, 18)]), nobody, 0);
  expect(shown(next)).toHaveLength(cardsAtOnce * wordsPerCard);
  expect(all(next).map(({ slot }) => slot)).toEqual(Array.from({ length: 18 }, (_, slot) => slot));
  expect(
    all(next)
      .filter(({ isBlank }) => isBlank)
      .every(({ drawn, clip }) => drawn !== clip),
  ).toBe(true);
});

it('keeps what is still in sight as it was, to the object', () => {
  const had = settled([part('a', 0, 12)]);
  const next = drawnNext([part('a', 6, 18)], had, nobody, 0);
  expect(all(next).slice(0, 6)).toEqual(all(had).slice(6));
  for (const [at, cell] of all(next).slice(0, 6).entries()) expect(cell).toBe(all(had)[at + 6]);
});

it('shows at once what became of a clip that is drawn', () => {
  const had = settled([part('a', 0, 3)]);
  const wanted = part('a', 0, 3);
  const [first] = wanted.cells;
  if (first?.clip !== undefined) first.clip = { ...first.clip, title: 'Another' };
  expect(all(drawnNext([wanted], had, nobody, 0))[0]?.drawn?.title).toBe('Another');
});

it('begins with the one that is to have the focus', () => {
  expect(shown(drawnNext([part('a', 0, 18)], [], nobody, 17))).toContain('c17');
  expect(shown(drawnNext([part('a', 0, 18)], [], nobody, 17))).toHaveLength(cardsAtOnce);
});

it('waits for clips that are on their way, in an element that is there', () => {
  const had = settled([part('a', 0, 6)]);
  const next = drawnNext([part('a', 6, 12, [6, 7, 8, 9, 10, 11])], had, nobody, 0);
  expect(shown(next)).toEqual([]);
  expect(all(next).map(({ slot, drawn }) => [slot, drawn?.id])).toEqual(
    all(had).map(({ slot, key }) => [slot, key]),
  );
  const then = drawnNext([part('a', 6, 12)], next, nobody, 0);
  expect(all(then).map(({ slot, key }) => [slot, key])).toEqual(
    all(had).map(({ slot }, at) => [slot, `c${at + 6}`]),
  );
});

it('uses the elements of groups that left for those that came, with their cards', () => {
  const had = settled([part('a', 0, 2), part('b', 2, 4)]);
  const next = drawnNext([part('b', 2, 4), part('c', 4, 6)], had, nobody, 0);
  expect(next.map(({ key, slot }) => [key, slot])).toEqual([
    ['b', 1],
    ['c', 0],
  ]);
  expect(shown(next)).toEqual(['c2', 'c3', 'c4', 'c5']);
  expect(new Set(all(next).map(({ slot }) => slot)).size).toBe(4);
});

it('leaves alone the card that has the focus, and its group', () => {
  const had = settled([part('a', 0, 2), part('b', 2, 4)]);
  const next = drawnNext([part('c', 4, 6)], had, { part: 0, cell: all(had)[0]?.slot ?? null }, 0);
  expect(next.map(({ slot }) => slot)).toEqual([1]);
  const none = drawnNext([part('a', 2, 4)], settled([part('a', 0, 2)]), { part: 0, cell: 0 }, 0);
  expect(all(none).map(({ slot }) => slot)).toEqual([1, 2]);
});

it('leaves alone a group whose head has the focus', () => {
  const had = settled([part('a', 0, 2), part('b', 2, 4)]);
  const next = drawnNext([part('b', 2, 4), part('c', 4, 6)], had, { part: 0, cell: null }, 0);
  expect(next.map(({ key, slot }) => [key, slot])).toEqual([
    ['b', 1],
    ['c', 2],
  ]);
});

it('never gives two cells one number', () => {
  let had: readonly CardPart[] = [];
  for (const from of [0, 3, 40, 38, 2, 90]) {
    had = drawnNext([part(`g${from}`, from, from + 5), part(`h${from}`, from + 5, from + 9)], had, nobody, 0);
    expect(new Set(all(had).map(({ slot }) => slot)).size).toBe(9);
  }
});
