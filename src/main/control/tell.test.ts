import { expect, it, vi } from 'vitest';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import { tell } from './tell.ts';

const words = catalogueFor('en').terminal;
const write = vi.fn<(descriptor: number, text: string) => string | null>();

it('writes lines to where they belong, and gives the exit code', () => {
  write.mockReset().mockReturnValue(null);
  expect(tell({ out: ['a', 'b'], err: ['c'], code: 3 }, words, write)).toBe(3);
  expect(write.mock.calls).toEqual([
    [1, 'a\nb\n'],
    [2, 'c\n'],
  ]);
});

it.each([
  [0, 1],
  [2, 2],
])('says what could not be written, and ends with %d as %d', (code, given) => {
  write.mockReset().mockReturnValueOnce('ENOSPC').mockReturnValue(null);
  expect(tell({ out: ['a'], err: ['c'], code }, words, write)).toBe(given);
  expect(write).toHaveBeenLastCalledWith(2, `c\n${words.unwritten('ENOSPC')}\n`);
});
