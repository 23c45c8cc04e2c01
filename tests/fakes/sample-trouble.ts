import type { Problem } from '../../src/shared/problem.ts';
import type { SaveItem, Task } from '../../src/shared/task.ts';
import { finished, sampleItem, sampleTask } from './sample-tasks.ts';

const hour = 3_600_000;
const cdn = 'https://cdn1.suno.ai/5f3c….mp3';

const dead = (more: Partial<Problem> = {}): Problem => ({
  code: 'link_dead',
  status: 403,
  detail: `GET ${cdn}`,
  ...more,
});

/** A task that succeeded and whose results stand as `items` says; the title is theirs, too. */
const succeeded = (
  index: number,
  now: number,
  title: string,
  items: readonly Partial<SaveItem>[],
  more: Partial<Task> = {},
): Task =>
  sampleTask(index, now, {
    ...finished(now, index),
    title,
    items: items.map((item, place) =>
      sampleItem(index, place, { title, received: 0, total: null, deadlineAt: now + 160 * hour, ...item }),
    ),
    ...more,
  });

/** Tasks with results in every state on the way to the disk, newest first. */
export const sampleTrouble = (now: number): Task[] => [
  succeeded(101, now, 'Neon Orchard', [
    { state: 'saving', received: 1_904_000, total: 3_384_000 },
    { state: 'waiting', attempts: 0 },
  ]),
  succeeded(102, now, 'Salt and Copper', [
    { state: 'retrying', attempts: 3, needsLink: true, nextTryAt: now + 42_000, problem: dead() },
    {
      ...{ state: 'retrying', attempts: 4, needsLink: true, nextTryAt: now + 55_000 },
      problem: dead({ status: 404 }),
    },
  ]),
  succeeded(103, now, 'Low Orbit', [
    { state: 'saved', received: 3_384_000, total: 3_384_000 },
    {
      ...{ state: 'retrying', attempts: 7, nextTryAt: now + 2 * hour, deadlineAt: now + 50 * hour },
      problem: { code: 'bad_audio', detail: 'text/html, 512 bytes' },
    },
  ]),
  succeeded(104, now, 'Velvet Machinery', [
    { state: 'paused', attempts: 1, deadlineAt: now + 9 * hour },
    { state: 'waiting', attempts: 0, deadlineAt: now + 9 * hour },
  ]),
  succeeded(105, now, '夜明けの自転車', [
    { state: 'needs_user', attempts: 2, nextTryAt: now + 15_000, problem: { code: 'disk_full' } },
    { state: 'needs_user', attempts: 1, nextTryAt: now + 15_000, problem: { code: 'disk_full' } },
  ]),
  succeeded(106, now, 'أغنية الميناء القديم', [
    {
      ...{ state: 'impossible', attempts: 31, deadlineAt: now - 3 * hour },
      problem: { code: 'links_expired', status: 410, detail: `GET ${cdn}` },
    },
    { state: 'dropped', attempts: 2, problem: dead() },
  ]),
  succeeded(107, now, 'Glass Elevator', [{ state: 'saved', received: 3_384_000, total: 3_384_000 }], {
    unreadable: 1,
  }),
  succeeded(108, now, 'Tomorrow, Probably', [], { unreadable: 2 }),
  succeeded(
    109,
    now,
    'The Long Set',
    Array.from({ length: 24 }, (_, place) => ({
      ...(place === 19
        ? {
            state: 'retrying' as const,
            attempts: 2,
            nextTryAt: now + 9_000,
            problem: { code: 'timed_out' as const },
          }
        : { received: 3_384_000, total: 3_384_000 }),
      title: `The Long Set, part ${place + 1}`,
    })),
  ),
  succeeded(110, now, 'Rain on the Tin', [], { watch: 'active', nextCheckAt: now + 40_000 }),
  succeeded(111, now, 'Ice Fishing', [{ state: 'saved', received: 3_384_000, total: 3_384_000 }], {
    ...{ watch: 'active', nextCheckAt: now + 75_000, unreadable: 1 },
    problem: { code: 'server', status: 502, detail: 'Bad gateway', retryAt: now + 75_000 },
  }),
  succeeded(112, now, 'Quarter to Four', [], { problem: { code: 'timed_out' } }),
];
