import { expect, it } from 'vitest';
import { clipKey, type ClipKey } from './clip-keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
const around = { active: 7, total: 100, page: 3, isMac: false, mayClear: false };
const ask = (key: string, more: Partial<typeof plain> = {}, other: Partial<typeof around> = {}) =>
  clipKey(
    { ...plain, key, ...more },
    { ...around, moved: (rows) => (other.active ?? around.active) + 4 * rows, ...other },
  );

it.each<[string, number]>([
  ['ArrowRight', 8],
  ['ArrowLeft', 6],
  ['ArrowDown', 11],
  ['ArrowUp', 3],
  ['PageDown', 19],
  ['PageUp', 0],
  ['Home', 0],
  ['End', 99],
])('%s goes to %i', (key, to) => {
  expect(ask(key)).toEqual({ kind: 'go', to, extend: false });
  expect(ask(key, { shiftKey: true })).toEqual({ kind: 'go', to, extend: true });
});

it('never leaves the list', () => {
  expect(ask('PageDown', {}, { active: 98 })).toMatchObject({ to: 99 });
  expect(ask('ArrowUp', {}, { active: 2 })).toMatchObject({ to: 0 });
});

it.each<[string, ClipKey]>([
  ['Delete', { kind: 'remove' }],
  [' ', { kind: 'toggle' }],
  ['f', { kind: 'favourite' }],
  ['F', { kind: 'favourite' }],
  ['i', { kind: 'details' }],
  ['I', { kind: 'details' }],
  ['3', { kind: 'say', saying: { rating: 3 } }],
  ['0', { kind: 'say', saying: { rating: 0 } }],
])('%s does its work, once while it is held', (key, wanted) => {
  expect([ask(key), ask(key, { repeat: true })]).toEqual([wanted, null]);
});

it('opens the details as file managers do', () => {
  expect(ask('Enter', { altKey: true })).toEqual({ kind: 'details' });
  expect([
    ask('Enter', { altKey: true, repeat: true }),
    ask('Enter', { altKey: true, shiftKey: true }),
    ask('i', { altKey: true }),
    ask('i', { ctrlKey: true }),
  ]).toEqual([null, null, null, null]);
});

it('goes by the customs of the system', () => {
  expect([ask('a', { ctrlKey: true }), ask('a', { metaKey: true })]).toEqual([{ kind: 'all' }, null]);
  expect(ask('a', { metaKey: true }, { isMac: true })).toEqual({ kind: 'all' });
  expect([ask('Backspace'), ask('Backspace', {}, { isMac: true })]).toEqual([null, { kind: 'remove' }]);
});

it('leaves to others what is theirs', () => {
  expect([ask('6'), ask('x'), ask('Enter'), ask('ArrowLeft', { altKey: true })]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect([ask('f', { ctrlKey: true }), ask('Escape')]).toEqual([null, null]);
  expect(ask('Escape', {}, { mayClear: true })).toEqual({ kind: 'clear' });
});
