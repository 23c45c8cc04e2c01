import { expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeJournal } from '../../../tests/fakes/journal.ts';
import { createAddedIds, readAddedIds } from './added-ids.ts';

const day = 24 * 60 * 60_000;
const make = () => {
  const clock = createFakeClock(1000);
  const journal = createFakeJournal();
  return { clock, journal, added: createAddedIds(journal, clock) };
};
const live = (words: ReturnType<typeof readAddedIds>): string[] =>
  [...words].filter(([, word]) => word.added).map(([id]) => id);

it('keeps one line per id with its time; the last word on an id counts', async () => {
  const { clock, journal, added } = make();
  added.added(['a', 'b']);
  await clock.advance(5);
  added.forgotten(['a']);
  expect(journal.read()).toEqual(['+a 1000', '+b 1000', '-a 1005']);
  expect(live(added.read())).toEqual(['b']);
  added.added(['a']);
  expect(live(added.read())).toEqual(['a', 'b']);
});

it('writes nothing for nobody', () => {
  const { journal, added } = make();
  journal.full = true;
  added.added([]);
  expect(journal.read()).toEqual([]);
});

it('passes over lines that make no sense', () => {
  expect(live(readAddedIds(['+a 1', 'b 2', '+', '', '\0\0\0', '+c d', '+e', '*f 1']))).toEqual(['a', 'e']);
});

it('takes a word back as soon as the disk lets it', () => {
  const { journal, added } = make();
  added.added(['a']);
  journal.full = true;
  added.takeBack(['a'], 'added');
  expect(live(added.read())).toEqual([]);
  expect(journal.read()).toEqual(['+a 1000']);
  journal.full = false;
  added.added(['b']);
  expect(journal.read()).toEqual(['+a 1000', '-a 1000', '+b 1000']);
});

it('owes nothing any more for an id that has been added since', () => {
  const { journal, added } = make();
  journal.full = true;
  added.takeBack(['a'], 'added');
  journal.full = false;
  added.added(['a']);
  expect(live(added.read())).toEqual(['a']);
});

it('leaves out what is over when that is most of it, but no id and nobody who was forgotten of late', async () => {
  const { clock, journal, added } = make();
  const ids = Array.from({ length: 120 }, (_, n) => `id${n}`);
  added.added(ids);
  added.forgotten(ids.slice(1));
  await clock.advance(59 * day);
  added.compact();
  // 239 lines for 120 words: not yet worth it.
  expect(journal.read()).toHaveLength(239);
  await clock.advance(2 * day);
  added.forgotten(['id0']);
  added.added(['id0', 'new']);
  added.forgotten(['new']);
  const before = [...added.read()].filter(([id]) => id === 'id0' || id === 'new');
  added.compact();
  expect([...added.read()]).toEqual(before);
  expect(journal.read()).toHaveLength(2);
});

it('is content with a journal of few lines', async () => {
  const { clock, journal, added } = make();
  added.added(['a']);
  added.forgotten(['a']);
  await clock.advance(90 * day);
  added.compact();
  expect(journal.read()).toHaveLength(2);
});
