import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ClipHit } from '../../../shared/library-query.ts';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import { ClipHits } from './clip-hits.svelte.ts';

const hitOf = (id: string): ClipHit => ({ id, title: [[0, 1]], line: null });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails as often as told, then answers. */
const start = (failures: number) => {
  const asked: { text: string; ids: string[] }[] = [];
  const hits = new ClipHits((of): Promise<Result<ClipHit[]>> => {
    asked.push(of);
    return Promise.resolve(asked.length <= failures ? fail('disk_fault') : ok(of.ids.map(hitOf)));
  });
  return { asked, hits };
};

it('asks once for what is shown', async () => {
  const { asked, hits } = start(0);
  await hits.show('rain', 1, ['a']);
  await hits.show('rain', 1, ['a', 'b']);
  await vi.runAllTimersAsync();
  expect(asked.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  expect([hits.of('a'), hits.of('b')]).toEqual([hitOf('a'), hitOf('b')]);
});

it('asks again a while after it was not answered, though nothing else happens', async () => {
  const { asked, hits } = start(1);
  await hits.show('rain', 1, ['a']);
  expect([asked.length, hits.of('a')]).toEqual([1, undefined]);
  await vi.runAllTimersAsync();
  expect([asked.length, hits.of('a')]).toEqual([2, hitOf('a')]);
});

it('asks again at once when other clips come into sight', async () => {
  const { asked, hits } = start(1);
  await hits.show('rain', 1, ['a']);
  await hits.show('rain', 1, ['a', 'b']);
  expect(asked[1]?.ids).toEqual(['a', 'b']);
  expect(hits.of('a')).toEqual(hitOf('a'));
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(2);
});

it('gives up where nothing helps, until something else is looked at', async () => {
  const { asked, hits } = start(1000);
  await hits.show('rain', 1, ['a']);
  await vi.runAllTimersAsync();
  const tries = asked.length;
  expect(tries).toBeLessThan(6);
  await hits.show('rain', 2, ['a']);
  expect(asked.length).toBe(tries + 1);
});

it('does not ask again for what is not searched for any more', async () => {
  const { asked, hits } = start(1);
  await hits.show('rain', 1, ['a']);
  await hits.show('', 2, ['a']);
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(1);
});

it('asks by and by for more than can be asked at once', async () => {
  const { asked, hits } = start(0);
  const ids = Array.from({ length: 450 }, (_, n) => `c${n}`);
  await hits.show('rain', 1, ids);
  await vi.runAllTimersAsync();
  expect(asked.map((of) => of.ids.length)).toEqual([200, 200, 50]);
  expect(hits.of('c449')).toEqual(hitOf('c449'));
});
