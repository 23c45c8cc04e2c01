import { beforeEach, expect, it } from 'vitest';
import { createFakeClock } from '../../tests/fakes/clock.ts';
import type { EngineChange, EngineState } from '../core/engine-api.ts';
import type { Push } from '../shared/snapshot.ts';
import type { Task } from '../shared/task.ts';
import { createStateFeed, type DesktopSlices } from './push.ts';

const task = (id: string, progress: number | null = null): Task => ({ id, progress }) as Task;
const change = (more: Partial<EngineChange>): EngineChange => ({ slices: {}, tasks: [], gone: [], ...more });

let clock: ReturnType<typeof createFakeClock>;
let pushes: Push[];
let tell: (change: EngineChange) => void;
let desktop: DesktopSlices;
let feed: ReturnType<typeof createStateFeed>;

beforeEach(() => {
  clock = createFakeClock();
  pushes = [];
  desktop = { focus: null } as DesktopSlices;
  const engine = {
    state: () => ({ online: true, tasks: [task('a')] }) as EngineState,
    onChange(listener: (change: EngineChange) => void) {
      tell = listener;
      return () => undefined;
    },
  };
  feed = createStateFeed(
    engine,
    () => desktop,
    clock,
    (push) => pushes.push(push),
  );
});

it('merges what happens within a moment: the last word of each task and slice', async () => {
  tell(change({ tasks: [task('a', 1), task('b', 1)], slices: { online: false } }));
  tell(change({ tasks: [task('a', 2)], slices: { online: true }, gone: ['b'] }));
  await clock.advance(1000);
  expect(pushes).toEqual([{ revision: 1, slices: { online: true }, tasks: [task('a', 2)], gone: ['b'] }]);
});

it('knows a task that was taken off and added again within the moment', async () => {
  tell(change({ gone: ['a'] }));
  tell(change({ tasks: [task('a', 3)] }));
  await clock.advance(1000);
  expect(pushes[0]).toMatchObject({ tasks: [task('a', 3)], gone: [] });
});

it('counts without gaps, also across desktop changes, and says nothing when nothing changes', async () => {
  tell(change({ tasks: [task('a')] }));
  await clock.advance(1000);
  desktop = { ...desktop, focus: { seq: 1, target: { kind: 'notices' } } };
  feed.changed('focus');
  await clock.advance(1000);
  await clock.advance(60_000);
  expect(pushes.map((push) => push.revision)).toEqual([1, 2]);
  expect(pushes[1]).toEqual({ revision: 2, slices: { focus: desktop.focus }, tasks: [], gone: [] });
});

it('gives a snapshot that the next push goes on from', async () => {
  tell(change({ tasks: [task('a')] }));
  expect(feed.snapshot()).toEqual({ revision: 0, online: true, tasks: [task('a')], focus: null });
  await clock.advance(1000);
  expect(pushes[0]?.revision).toBe(1);
  expect(feed.snapshot().revision).toBe(1);
});
