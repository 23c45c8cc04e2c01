import { waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../../../tests/fakes/bridge.ts';
import type { Selected } from '../../../shared/clip-set.ts';
import { noFilter } from '../../../shared/library-query.ts';
import { ok, type Result } from '../../../shared/problem.ts';
import { Commands } from '../../state/commands.ts';
import { Toasts } from '../../state/toasts.svelte.ts';
import { t } from '../../ui/text.ts';
import { ClipSelection } from './selection.svelte.ts';

const list = { text: '', filter: noFilter, sort: 'newest', group: 'none' } as const;
const start = () => {
  const fake = createFakeBridge();
  const selection = new ClipSelection(new Commands(fake.bridge, new Toasts(), t));
  selection.show(['a']);
  return { fake, selection };
};

it('asks again for clips that come into sight while the first selection is on its way', () => {
  const { fake, selection } = start();
  selection.all(list);
  selection.show(['b']);
  expect(fake.callsOf('library.select')).toMatchObject([
    { change: { how: 'only' }, shown: ['a'] },
    { change: null, shown: ['b'] },
  ]);
});

it('takes back a selection that is still on its way', () => {
  const { fake, selection } = start();
  selection.all(list);
  selection.begin(0, 'a');
  expect(fake.callsOf('library.select')).toMatchObject([
    { change: { how: 'only', what: { of: 'places' } } },
    { change: { how: 'only', what: { of: 'ids', ids: [] } } },
  ]);
});

it('goes on asking until the last answer is there, which alone tells what is selected', async () => {
  const { fake, selection } = start();
  const answers: ((answer: Result<Selected>) => void)[] = [];
  fake.answer('library.select', () => new Promise((resolve) => answers.push(resolve)));
  selection.all(list);
  selection.show(['b']);
  await waitFor(() => expect(answers).toHaveLength(2));
  answers[0]?.(ok({ count: 100, selected: ['a'] }));
  await new Promise((resolve) => setTimeout(resolve));
  expect([selection.count, selection.mayHaveSome]).toEqual([0, true]);
  selection.show(['c']);
  selection.begin(0, 'c');
  await waitFor(() => expect(answers).toHaveLength(4));
  expect(fake.callsOf('library.select').slice(2)).toMatchObject([
    { change: null, shown: ['c'] },
    { change: { how: 'only', what: { of: 'ids', ids: [] } } },
  ]);
  answers.slice(1, 3).forEach((answer) => answer(ok({ count: 100, selected: ['b', 'c'] })));
  answers[3]?.(ok({ count: 0, selected: [] }));
  await new Promise((resolve) => setTimeout(resolve));
  expect([selection.count, selection.mayHaveSome, selection.has('c')]).toEqual([0, false, false]);
});

it('asks for nothing where nothing is selected', () => {
  const { fake, selection } = start();
  selection.begin(0, 'a');
  selection.refresh();
  expect(fake.callsOf('library.select')).toEqual([]);
});

describe('a stretch', () => {
  const places = (fake: ReturnType<typeof start>['fake']) =>
    fake.callsOf('library.select').flatMap((call) => {
      const { change } = call as { change: { what: { of: string; from?: number; to?: number } } | null };
      return change?.what.of === 'places' ? [[change.what.from, change.what.to]] : [];
    });

  it('goes from where it began, in both directions', () => {
    const { fake, selection } = start();
    selection.toggle('a', 7);
    selection.extend(list, 9, false);
    selection.extend(list, 2, false);
    expect(places(fake)).toEqual([
      [7, 9],
      [2, 7],
    ]);
  });

  it('begins at its clip also where that is out of sight and others came before it', async () => {
    const { fake, selection } = start();
    fake.answer('library.place', ({ ids }) => ok({ id: ids[0] ?? '', place: 3 }));
    selection.begin(0, 'a');
    selection.follow(() => null);
    selection.extend(list, 500, false);
    await waitFor(() => expect(places(fake)).toEqual([[3, 500]]));
    expect(fake.callsOf('library.place')).toEqual([{ list, ids: ['a'] }]);
    // Now it is known.
    selection.extend(list, 501, false);
    expect(places(fake)).toEqual([
      [3, 500],
      [3, 501],
    ]);
  });

  it('is of one clip where the one that it began at is not in the list any more', async () => {
    const { fake, selection } = start();
    fake.answer('library.place', () => ok(null));
    selection.begin(40, 'a');
    selection.follow(() => null);
    selection.extend(list, 5, false);
    await waitFor(() => expect(places(fake)).toEqual([[5, 5]]));
  });

  it('is taken back while it is asked where it begins', async () => {
    const { fake, selection } = start();
    let tell: (answer: Result<{ id: string; place: number } | null>) => void = () => undefined;
    fake.answer('library.place', () => new Promise((resolve) => (tell = resolve)));
    selection.begin(0, 'a');
    selection.follow(() => null);
    selection.extend(list, 5, false);
    await waitFor(() => expect(fake.callsOf('library.place')).toHaveLength(1));
    selection.clear();
    tell(ok({ id: 'a', place: 3 }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(places(fake)).toEqual([]);
  });
});
