import { expect, it } from 'vitest';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import type { ClipPage, ClipQueryInput } from '../../../shared/library-query.ts';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import { noPage } from '../../../../tests/fakes/list-replies.ts';
import { pageSize } from './kept-pages.svelte.ts';
import { LibraryPages } from './library-pages.svelte.ts';

const sample = sampleClips(Date.UTC(2026, 10, 23))[0];
if (sample === undefined) throw new Error('no sample clips');

/** A library of `total` clips whose answers wait until they are let go. */
const createShelf = (total: number) => {
  const asked: ClipQueryInput[] = [];
  const waiting: (() => void)[] = [];
  /** `shift`: so many came in front of what was there. */
  const shelf = { total, broken: false, shift: 0, sizes: null as string | null };
  const page = ({ text, offset, limit, count, sizes }: ClipQueryInput): Result<ClipPage> => {
    if (shelf.broken) return fail('internal');
    const length = Math.max(0, Math.min(limit, shelf.total - offset));
    const clips = Array.from({ length }, (_, step) => ({
      ...sample,
      id: `${text}${offset + step - shelf.shift}`,
    }));
    const counted = count !== false;
    const known = { total: counted ? shelf.total : offset + length, counted };
    return ok({ ...noPage, ...known, clips, sizes: sizes === true ? shelf.sizes : null });
  };
  const ask = (query: ClipQueryInput): Promise<Result<ClipPage>> => {
    asked.push(query);
    return new Promise((resolve) => waiting.push(() => resolve(page(query))));
  };
  const letGo = async (which = 0): Promise<void> => {
    waiting.splice(which, 1)[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const wait = <T>(value: () => T): Promise<T> =>
    new Promise((resolve) => waiting.push(() => resolve(value())));
  const pages = new LibraryPages({
    page: ask,
    count: () => wait(() => ok(shelf.total)),
    place: ({ ids }) => wait(() => ok({ id: ids[1] ?? '', place: Number(ids[1]) + shelf.shift })),
  });
  return { shelf, asked, letGo, pages };
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

it('shows what a search finds before it is counted', async () => {
  const { pages, letGo } = createShelf(5000);
  pages.follow(1);
  await letGo();
  pages.search('a');
  await letGo();
  expect([pages.total, pages.found, pages.at(0)?.id]).toEqual([pageSize, 5000, 'a0']);
  await letGo();
  expect([pages.total, pages.found]).toEqual([5000, 5000]);
});

it('says where a clip that was seen is by now, when others came in front of it', async () => {
  const { pages, shelf, letGo } = createShelf(10_000);
  pages.follow(1);
  await letGo();
  pages.need(5000, 5030, 5010);
  await letGo();
  Object.assign(shelf, { shift: 3, total: 10_003 });
  pages.follow(2);
  expect([pages.at(5011)?.id, pages.turn]).toEqual(['5011', 1]); // nothing moves before all is known
  await letGo();
  await letGo();
  expect([pages.moved, pages.at(5014)?.id, pages.total]).toEqual([{ from: 5011, to: 5014 }, '5011', 10_003]);
});

it('shows what is new at once when one is at the top', async () => {
  const { pages, shelf, letGo } = createShelf(100);
  pages.follow(1);
  await letGo();
  Object.assign(shelf, { shift: 1, total: 101 });
  pages.follow(2);
  await letGo();
  expect([pages.moved, pages.at(0)?.id]).toEqual([null, '-1']);
});

it('asks for the sizes of groups once for all pages', async () => {
  const { pages, shelf, asked, letGo } = createShelf(1000);
  shelf.sizes = '2*500';
  pages.follow(1);
  await letGo();
  expect(pages.sizes).toBeNull();
  pages.groupBy('task');
  await letGo();
  pages.need(500, 520);
  await letGo();
  expect(pages.sizes).toHaveLength(500);
  expect(asked.map(({ sizes }) => sizes)).toEqual([false, true, false]);
});

it('changes all that is looked at at once', async () => {
  const { pages, shelf, letGo } = createShelf(1000);
  pages.follow(1);
  await letGo();
  pages.need(pageSize - 5, pageSize + 5);
  await letGo();
  Object.assign(shelf, { shift: 1, total: 1001 });
  pages.follow(2);
  await letGo(1);
  expect([pages.at(pageSize - 1)?.id, pages.at(pageSize)?.id]).toEqual([pageSize - 1, pageSize].map(String));
  await letGo();
  expect([pages.at(pageSize - 1)?.id, pages.at(pageSize)?.id]).toEqual(
    [pageSize - 2, pageSize - 1].map(String),
  );
});
