import type { TaskOptions } from '../../../simulator/model.ts';
import { linksTo } from './connection-faults.ts';
import { unless, type Fault } from './fault.ts';
import { atFirst, plainClips, resultOf, taskOf, toldOf, viewsOf } from './told.ts';
import type { FaultWorld } from './world.ts';

const room = 'API results';
const here = 'tests/torture/faults/result-faults.ts';
const engine = 'src/core/engine.test.ts';
const half = 'src/core/engine.half-good.test.ts';
const replies = 'src/core/api/replies.test.ts';

/** The task answers so until the fault is lifted, and as it should from then on; the user asks again. */
const claims = (
  name: string,
  overrides: TaskOptions | ((world: FaultWorld) => TaskOptions),
  shows: readonly string[],
  words: Pick<Fault, 'sees' | 'next' | 'tells'>,
  by: string[] = [replies],
): Fault => ({
  ...{ name, room, ...words, by, shows, ends: 'saved' },
  begin(world) {
    const task = taskOf(world);
    task.overrides = {
      ...task.overrides,
      ...(typeof overrides === 'function' ? overrides(world) : overrides),
    };
  },
  lift(world) {
    taskOf(world).overrides = {};
    world.app?.engine.checkNow([world.task.id]);
  },
});

/** An odd answer that is good enough, and stays so. */
const survived = (
  name: string,
  task: TaskOptions,
  isTold: (world: FaultWorld) => boolean,
  by: string[] = [replies],
): Fault => ({
  ...{ name, room, sees: 'nothing: it is saved as any other', next: 'nothing is left to do' },
  ...{ task, by, shows: [], ends: 'saved' },
  happened: (world) => unless(isTold(world), `only ${JSON.stringify(toldOf(world)).slice(0, 500)}`),
});

const isCount =
  (count: number) =>
  (world: FaultWorld): boolean => {
    const result = resultOf(world);
    return Array.isArray(result) && result.length === count;
  };

const asked = 'asked a few more times, then it says that there is no result; "check now" asks again';
const empty = {
  sees: 'the task succeeded and has no result yet; at last that it is empty, with one notice',
  ...{ next: asked, tells: ['empty'] },
};
const unclear = {
  ...{ sees: 'how many results made no sense; at last one notice', next: asked, tells: ['unreadable'] },
};
const unclearHalf = {
  sees: 'how many results made no sense; the others are saved; at last one notice',
  next: 'asked a few more times; "check now" asks again',
  tells: ['unreadable'],
};

export const resultFaults: readonly Fault[] = [
  claims(
    'unknown status',
    { statusText: 'reticulating' },
    ['unknown'],
    { sees: 'the status in the words of the API', next: 'watched on like any that runs' },
    [engine, 'tests/e2e/tasks.test.ts'],
  ),
  claims('output null on success', { output: null }, ['empty'], empty, [engine, replies]),
  claims('result null on success', { result: null }, ['empty'], empty, [engine, replies]),
  claims('empty result', { result: [] }, ['empty'], empty, [engine, replies]),
  claims('output of the wrong type', { output: 'done' }, ['empty'], empty),
  claims('result of numbers', { result: [1, 2] }, ['unreadable'], unclear),
  claims('nothing but null in the result', { result: [null, null] }, ['unreadable'], unclear, [
    half,
    replies,
  ]),
  {
    ...claims('half of the result makes no sense', (world) => ({ result: [viewsOf(world)[0], { id: 7 }] }), ['unreadable'], unclearHalf, [half, replies]), // prettier-ignore
    happened: (world) => unless(world.savedClips().length === 1, 'the good half is not saved'),
  },
  {
    ...{ name: 'half of the result makes no sense at first', room, ...unclearHalf, by: [half] },
    ...{ sees: 'how many results made no sense; the others are saved', tells: [] },
    ...{ shows: ['unreadable'], ends: 'saved' },
    begin: (world) => atFirst(world, 2, [viewsOf(world)[0], { id: 7 }]),
    happened: (world) => unless(world.savedClips().length === 2, 'the other half is not saved by itself'),
  },
  {
    ...{ name: 'clips without links', room, shows: ['link_dead'], tells: ['trouble'], ends: 'saved' },
    ...{
      sees: 'the clip has no link yet; one notice when that lasts',
      next: 'the task is asked for one with growing pauses',
    },
    by: [replies, 'src/core/saving/save-clip.test.ts'],
    ...linksTo(() => ''),
  },
  survived(
    'output not null before the success',
    {
      earlyOutput: { task_type: 'music', status: 'processing', progress: '10%', result: [] },
      clip: plainClips(2),
    },
    (world) => taskOf(world).told !== null,
  ),
  survived(
    'unknown fields everywhere',
    { extra: { colour: 'blue', nested: { deep: [1] } }, clip: plainClips(1, { extra: { stems: [] } }) },
    (world) => toldOf(world)['colour'] === 'blue',
    [engine, replies],
  ),
  survived(
    'fields missing',
    {
      extra: { model: undefined, type: undefined, credits_cost: undefined, input: undefined },
      clip: plainClips(1),
    },
    (world) => toldOf(world)['type'] === undefined,
  ),
  survived(
    'fields of the wrong type',
    {
      extra: { model: 7, credits_cost: 'ten', input: 'none', created_at: {}, completed_at: 12, error: [] },
      clip: plainClips(1),
    },
    (world) => toldOf(world)['model'] === 7,
  ),
  survived(
    'one object instead of an array',
    { type: 'concat', shape: 'object', clip: plainClips(1) },
    (world) => !Array.isArray(resultOf(world)) && toldOf(world)['type'] === 'concat',
    [engine, replies],
  ),
  survived(
    'an array where an object is usual',
    { type: 'upload', shape: 'array', clip: plainClips(1) },
    (world) => isCount(1)(world) && toldOf(world)['type'] === 'upload',
  ),
  survived('lyrics', { type: 'lyrics' }, (world) => toldOf(world)['type'] === 'lyrics', [engine, replies]),
  survived(
    'lyrics without a type',
    { type: 'lyrics', extra: { type: undefined } },
    (world) => toldOf(world)['type'] === undefined,
    [here],
  ),
  survived(
    'an unknown task type',
    { type: 'stems', clip: plainClips(1) },
    (world) => toldOf(world)['type'] === 'stems',
    [engine],
  ),
  survived('2 clips', { clip: plainClips(2) }, isCount(2), [engine]),
  survived('10 clips', { clip: plainClips(10) }, isCount(10), [here]),
  {
    ...survived('300 clips', { clip: plainClips(300, { seconds: 0.6 }) }, isCount(300), [
      'src/core/engine.notices.test.ts',
    ]),
    taskInPairs: { clip: plainClips(30, { seconds: 0.6 }) },
  },
  {
    ...survived('the same clip twice', { clip: plainClips(1) }, (world) => isCount(2)(world), [
      half,
      replies,
    ]),
    begin(world) {
      const task = taskOf(world);
      task.clips = [...task.clips, ...task.clips];
    },
  },
  {
    ...{ name: 'failure', room, task: { status: 'failure' }, shows: ['failed'], ends: 'failed' },
    ...{
      sees: 'that it failed, why, and that the credits came back; one notice',
      next: 'nothing is left to do',
    },
    ...{ by: [engine], tells: ['failed'] },
  },
  {
    ...{ name: 'timeout', room, task: { status: 'timeout' }, shows: ['timed_out'], ends: 'timed_out' },
    ...{
      sees: 'that it timed out and that the credits came back; one notice',
      next: 'nothing is left to do',
    },
    ...{ by: [engine], tells: ['timed_out'] },
  },
];
