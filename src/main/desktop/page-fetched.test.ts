import { expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { pageFetched } from './page-fetched.ts';

const begin = (isAwaited = true) => {
  const clock = createFakeClock();
  const listeners: (() => void)[] = [];
  const urls: string[] = [];
  const webRequest = {
    onCompleted(filter: { urls: string[] } | null, listener?: () => void) {
      listeners.length = 0;
      if (filter === null || listener === undefined) return;
      urls.push(...filter.urls);
      listeners.push(listener);
    },
  };
  let done = false;
  void pageFetched({ webRequest: webRequest as never }, clock, isAwaited).then(() => (done = true));
  return { clock, listeners, urls, isDone: () => done };
};

it('comes with the script of the page, and listens no longer then', async () => {
  const { clock, listeners, urls, isDone } = begin();
  await clock.advance(599);
  expect([isDone(), urls, listeners.length]).toEqual([false, ['app://cliploft/assets/*.js'], 1]);
  listeners[0]?.();
  await clock.advance(0);
  expect([isDone(), listeners.length, clock.pending()]).toEqual([true, 0, 0]);
});

it('waits no longer for a page that does not come', async () => {
  const { clock, listeners, isDone } = begin();
  await clock.advance(600);
  expect([isDone(), listeners.length, clock.pending()]).toEqual([true, 0, 0]);
});

it('waits for no page where there is none', async () => {
  const { clock, listeners, isDone } = begin(false);
  await clock.advance(0);
  expect([isDone(), listeners.length, clock.pending()]).toEqual([true, 0, 0]);
});
