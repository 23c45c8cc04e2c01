import type { TaskOptions } from '../../../simulator/model.ts';
import { linksTo } from './connection-faults.ts';
import type { Fault } from './fault.ts';

const room = 'API results';

/** The task answers so until the fault is lifted, and as it should from then on. */
const claims = (
  name: string,
  overrides: TaskOptions,
  shows: readonly string[],
  sees: string,
  next: string,
): Fault => ({
  ...{ name, room, sees, next, shows, ends: 'saved' },
  begin(world) {
    const task = world.simulator.world().tasks.get(world.task.id);
    if (task !== undefined) task.overrides = { ...task.overrides, ...overrides };
  },
  lift(world) {
    const task = world.simulator.world().tasks.get(world.task.id);
    if (task !== undefined) task.overrides = {};
    world.app?.engine.checkNow([world.task.id]);
  },
});

const fine = { sees: 'nothing: it is saved as any other', next: 'nothing is left to do' };
const survived = (name: string, task: TaskOptions, begin?: Fault['begin']): Fault => ({
  ...{ name, room, ...fine, task, shows: ['saved'], ends: 'saved' },
  ...(begin === undefined ? {} : { begin }),
});

const image = { imageUrl: null };
const asked = 'asked a few more times, then it says that there is no result; "check now" asks again';
const empty = 'the task succeeded and has no result yet; at last that it is empty';
const half = 'how many results made no sense';

export const resultFaults: readonly Fault[] = [
  claims(
    'unknown status',
    { statusText: 'reticulating' },
    ['unknown'],
    'the status in the words of the API',
    'watched on like any that runs',
  ),
  claims('output null on success', { output: null }, ['empty'], empty, asked),
  claims('result null on success', { result: null }, ['empty'], empty, asked),
  claims('empty result', { result: [] }, ['empty'], empty, asked),
  claims('output of the wrong type', { output: 'done' }, ['empty'], empty, asked),
  claims('result of numbers', { result: [1, 2] }, ['unreadable'], half, asked),
  claims('nothing but null in the result', { result: [null, null] }, ['unreadable'], half, asked),
  {
    ...{ name: 'clips without links', room, shows: ['link_dead'], ends: 'saved' },
    ...{ sees: 'the clip has no link yet', next: 'the task is asked for one with growing pauses' },
    ...linksTo(() => ''),
  },
  survived('unknown fields everywhere', {
    extra: { colour: 'blue', nested: { deep: [1] } },
    clip: [{ ...image, extra: { stems: [] } }],
  }),
  survived('fields missing', {
    extra: { model: undefined, type: undefined, credits_cost: undefined, input: undefined },
    clips: 1,
    clip: [image],
  }),
  survived('fields of the wrong type', {
    extra: { model: 7, credits_cost: 'ten', input: 'none', created_at: {}, completed_at: 12, error: [] },
    clip: [image],
  }),
  survived('one object instead of an array', { type: 'concat', shape: 'object', clip: [image] }),
  survived('an array where an object is usual', { type: 'upload', shape: 'array', clip: [image] }),
  survived('lyrics', { type: 'lyrics' }),
  survived('an unknown task type', { type: 'stems', clip: [image] }),
  survived('2 clips', { clip: [image, image] }),
  survived('10 clips', { clip: Array.from({ length: 10 }, () => image) }),
  survived('300 clips', { clip: Array.from({ length: 300 }, () => ({ ...image, seconds: 0.6 })) }),
  survived('the same clip twice', { clip: [image] }, (world) => {
    const task = world.simulator.world().tasks.get(world.task.id);
    const clip = task?.clips[0];
    if (task !== undefined && clip !== undefined) task.clips = [clip, clip];
  }),
  {
    ...{ name: 'failure', room, task: { status: 'failure' }, shows: ['failed'], ends: 'failed' },
    ...{
      sees: 'that it failed, why, and that the credits came back; one notice',
      next: 'nothing is left to do',
    },
  },
  {
    ...{ name: 'timeout', room, task: { status: 'timeout' }, shows: ['timed_out'], ends: 'timed_out' },
    ...{
      sees: 'that it timed out and that the credits came back; one notice',
      next: 'nothing is left to do',
    },
  },
];
