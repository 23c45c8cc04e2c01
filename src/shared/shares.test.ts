import { expect, it } from 'vitest';
import { readShares, sharesText } from './shares.ts';

it('come back from a notice as they went in', () => {
  for (const shares of [
    { saved: 0, of: 2 },
    { saved: 11, of: 12 },
  ])
    expect(readShares(sharesText(shares))).toEqual(shares);
});

it.each([null, '', '2', '2/2', '3/2', 'a/b', '1/2 ', '-1/2', 'disk_full'])('are not in %j', (text) => {
  expect(readShares(text)).toBeNull();
});
