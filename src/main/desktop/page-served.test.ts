import { expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createPageServed } from './page-served.ts';

const begin = (isAwaited = true) => {
  const clock = createFakeClock();
  const { served, done } = createPageServed(clock, isAwaited);
  let isDone = false;
  void done.then(() => (isDone = true));
  return { clock, served, isDone: () => isDone };
};

it('comes soon after the script was handed over', async () => {
  const { clock, served, isDone } = begin();
  served('/page/index.html');
  await clock.advance(300);
  served('/page/assets/index.js');
  await clock.advance(39);
  expect(isDone()).toBe(false);
  await clock.advance(1);
  expect([isDone(), clock.pending()]).toEqual([true, 0]);
});

it('waits no longer for a page that does not ask', async () => {
  const { clock, isDone } = begin();
  await clock.advance(799);
  expect(isDone()).toBe(false);
  await clock.advance(1);
  expect([isDone(), clock.pending()]).toEqual([true, 0]);
});

it('is over at once where there is no page to wait for', async () => {
  const { clock, served, isDone } = begin(false);
  await clock.advance(0);
  served('/page/assets/index.js');
  expect([isDone(), clock.pending()]).toEqual([true, 0]);
});
