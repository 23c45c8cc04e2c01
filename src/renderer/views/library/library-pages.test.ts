import { expect, it } from 'vitest';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import type { ClipPage, ClipQueryInput } from '../../../shared/library-query.ts';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import { LibraryPages, pageSize } from './library-pages.svelte.ts';

const sample = sampleClips(Date.UTC(2026, 10, 23))[0];
if (sample === undefined) throw new Error('no sample clips');

/** A library of `total` clips whose answers wait until they are let go. */
const createShelf = (total: number) => {
  const asked: ClipQueryInput[] = [];
  const waiting: (() => void)[] = [];
  const shelf = { total, broken: false };
  const page = ({ text, offset, limit }: ClipQueryInput): Result<ClipPage> => {
    if (shelf.broken) return fail('internal');
    const length = Math.max(0, Math.min(limit, shelf.total - offset));
    const clips = Array.from({ length }, (_, step) => ({ ...sample, id: `${text}${offset + step}` }));
    return ok({ total: shelf.total, clips, unindexed: 0 });
  };
  const ask = (query: ClipQueryInput): Promise<Result<ClipPage>> => {
    asked.push(query);
    return new Promise((resolve) => waiting.push(() => resolve(page(query))));
  };
  const letGo = async (which = 0): Promise<void> => {
    waiting.splice(which, 1)[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { shelf, asked, letGo, pages: new LibraryPages(ask) };
};

it('asks for each page once, and only for those that are looked at', async () => {
  const { pages, asked, letGo } = createShelf(100_000);
  pages.follow(1);
  pages.follow(1);
  pages.need(0, 30);
  await letGo();
  pages.need(50_000, 50_020);
  pages.need(50_000, 50_020);
  await letGo();
  expect(asked.map(({ offset }) => offset)).toEqual([0, Math.floor(50_000 / pageSize) * pageSize]);
  expect(pages.total).toBe(100_000);
  expect([pages.at(7)?.id, pages.at(50_007)?.id, pages.at(500)?.id]).toEqual(['7', '50007', undefined]);
  expect([pages.indexOf('50007'), pages.indexOf('500')]).toEqual([50_007, null]);
});

it('shows what was found for the last words, however late other answers come', async () => {
  const { pages, letGo } = createShelf(3);
  pages.follow(1);
  await letGo();
  pages.search('a');
  pages.search('b');
  expect(pages.at(0)?.id).toBe('0'); // what was there stays until there is an answer
  await letGo(1);
  expect(pages.at(0)?.id).toBe('b0');
  await letGo(0);
  expect(pages.at(0)?.id).toBe('b0');
});

it('asks again for what is looked at when the library has changed', async () => {
  const { pages, shelf, letGo } = createShelf(3);
  pages.follow(1);
  await letGo();
  shelf.total = 4;
  pages.follow(2);
  await letGo();
  expect([pages.total, pages.at(3)?.id]).toEqual([4, '3']);
});

it('keeps what it has when an answer is a problem, and gets over it', async () => {
  const { pages, shelf, letGo } = createShelf(3);
  pages.follow(1);
  await letGo();
  shelf.broken = true;
  pages.follow(2);
  await letGo();
  expect([pages.problem?.code, pages.at(0)?.id]).toEqual(['internal', '0']);
  shelf.broken = false;
  pages.reload();
  await letGo();
  expect(pages.problem).toBeNull();
});

it('forgets pages that are far away, and can fetch them again', async () => {
  const { pages, asked, letGo } = createShelf(100_000);
  pages.follow(1);
  await letGo();
  for (let page = 1; page <= 20; page += 1) {
    pages.need(page * pageSize, page * pageSize);
    await letGo();
  }
  expect([pages.at(0), pages.at(20 * pageSize)?.id]).toEqual([undefined, String(20 * pageSize)]);
  pages.need(0, 0);
  await letGo();
  expect(pages.at(0)?.id).toBe('0');
  expect(asked).toHaveLength(22);
});

it('gives the player the clips around one, as far as they are here', async () => {
  const { pages, letGo } = createShelf(pageSize + 5);
  pages.follow(1);
  await letGo();
  const { clips, at } = pages.runAround(3);
  expect([clips.length, at, clips[at]?.id]).toEqual([pageSize, 3, '3']);
  const more = pages.read(pageSize, 10);
  await letGo();
  expect((await more).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].map((step) => String(pageSize + step)));
});
