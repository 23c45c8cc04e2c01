import { expect, it } from 'vitest';
import { createFakeBridge } from '../../../../tests/fakes/bridge.ts';
import { noFilter } from '../../../shared/library-query.ts';
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

it('asks for nothing where nothing is selected', () => {
  const { fake, selection } = start();
  selection.begin(0, 'a');
  selection.refresh();
  expect(fake.callsOf('library.select')).toEqual([]);
});
