import { expect, test } from 'vitest';
import { rangeOf } from './range.ts';

const thing = { size: 100, etag: '"e"', modified: 'Thu, 01 Jan 2026 00:00:00 GMT' };
const part = (from: number, to: number): unknown => ({ kind: 'part', from, to });

test.each([
  ['bytes=0-9', part(0, 9)],
  ['bytes=90-', part(90, 99)],
  ['bytes=90-500', part(90, 99)],
  ['bytes=-10', part(90, 99)],
  ['bytes=-500', part(0, 99)],
  ['bytes=99-99', part(99, 99)],
  ['bytes=100-', { kind: 'unsatisfiable' }],
  ['bytes=-0', { kind: 'unsatisfiable' }],
  ['bytes=9-0', { kind: 'whole' }],
  ['bytes=-', { kind: 'whole' }],
  ['bytes=0-1,5-6', { kind: 'whole' }],
  ['lines=0-1', { kind: 'whole' }],
  [undefined, { kind: 'whole' }],
])('%s', (header, expected) => {
  expect(rangeOf(header, undefined, thing)).toEqual(expected);
});

test('a range counts only while the file is the one that was meant', () => {
  expect(rangeOf('bytes=5-', '"e"', thing)).toEqual(part(5, 99));
  expect(rangeOf('bytes=5-', thing.modified, thing)).toEqual(part(5, 99));
  expect(rangeOf('bytes=5-', '"other"', thing)).toEqual({ kind: 'whole' });
});
