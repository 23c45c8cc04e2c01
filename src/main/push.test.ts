import { noUpdates } from '../shared/update.ts';
import fc from 'fast-check';
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
  desktop = { focus: null, update: noUpdates } as DesktopSlices;
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
    () => null,
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

it('reads the network again when it is told of a change there', async () => {
  feed.changed('online');
  await clock.advance(1000);
  expect(pushes.map((push) => push.slices)).toEqual([{ online: true }]);
});

it('gives a snapshot that the next push goes on from', async () => {
  tell(change({ tasks: [task('a')] }));
  expect(feed.snapshot()).toEqual({
    revision: 0,
    online: true,
    tasks: [task('a')],
    focus: null,
    update: noUpdates,
    place: null,
  });
  await clock.advance(1000);
  expect(pushes[0]?.revision).toBe(1);
  expect(feed.snapshot().revision).toBe(1);
});

/** One thing that happens: a task says something new, one goes, a slice changes, the page looks, time passes. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('task'), id: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.nat(100) }),
  fc.record({ kind: fc.constant('gone'), id: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.constant(0) }),
  fc.record({
    kind: fc.constantFrom('online', 'focus', 'wait', 'look'),
    id: fc.constant(''),
    value: fc.nat(60),
  }),
);

it('brings whoever starts from any snapshot to the last one, push by push', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (story) => {
      const time = createFakeClock();
      const all = new Map<string, Task>();
      const told: Push[] = [];
      let online = true;
      let focus: DesktopSlices['focus'] = null;
      let say: (change: EngineChange) => void = () => undefined;
      const made = createStateFeed(
        {
          state: () => ({ online, tasks: [...all.values()] }) as EngineState,
          onChange(listener) {
            say = listener;
            return () => undefined;
          },
        },
        () => ({ focus }) as DesktopSlices,
        time,
        (push) => told.push(push),
        () => null,
      );
      const looks = [made.snapshot()];
      for (const { kind, id, value } of story) {
        if (kind === 'task') all.set(id, task(id, value));
        if (kind === 'task') say(change({ tasks: [task(id, value)] }));
        if (kind === 'gone' && all.delete(id)) say(change({ gone: [id] }));
        if (kind === 'online') {
          online = value % 2 === 0;
          say(change({ slices: { online } }));
        }
        if (kind === 'focus') {
          focus = { seq: value, target: { kind: 'notices' } };
          made.changed('focus');
        }
        if (kind === 'wait') await time.advance(value);
        if (kind === 'look') looks.push(made.snapshot());
      }
      await time.advance(1000);

      expect(told.map((push) => push.revision)).toEqual(told.map((_push, index) => index + 1));
      const last = made.snapshot();
      for (const look of looks) {
        const tasks = new Map(look.tasks.map((one) => [one.id, one]));
        let page = look;
        for (const push of told.slice(look.revision)) {
          page = { ...page, ...push.slices, revision: push.revision };
          for (const one of push.tasks) tasks.set(one.id, one);
          for (const id of push.gone) tasks.delete(id);
        }
        const byId = (some: Task[]): Task[] => some.toSorted((a, b) => a.id.localeCompare(b.id));
        expect({ ...page, tasks: byId([...tasks.values()]) }).toEqual({ ...last, tasks: byId(last.tasks) });
      }
    }),
    { numRuns: 60, verbose: true },
  );
});

it('leaves a gap when nothing that was told holds any more, and tells nothing of before', async () => {
  tell(change({ tasks: [task('a')] }));
  await clock.advance(1000);
  tell(change({ tasks: [task('b')], slices: { online: false } }));
  feed.anew();
  await clock.advance(1000);
  expect(pushes.map(({ revision }) => revision)).toEqual([1, 3]);
  expect(pushes[1]).toMatchObject({ tasks: [], slices: {}, gone: [] });
  expect(feed.snapshot()).toMatchObject({ revision: 3 });
});
