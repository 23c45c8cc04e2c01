import type { TaskOptions } from '../../../simulator/model.ts';
import { hourMs, minuteMs, unless, type Fault } from './fault.ts';
import { atFirst, plainClips, resultOf, taskOf, toldOf, viewsOf } from './told.ts';
import type { FaultWorld } from './world.ts';

const room = 'API results';
const here = 'tests/torture/faults/later-faults.ts';
const half = 'src/core/engine.half-good.test.ts';

/** Long after the task has ended and its result is known. ms. */
const laterMs = 2 * minuteMs;

/**
 * The first answer is good, and every one after it poorer, for good; meanwhile the media host does not give the clips
 * from `firstBad` on. What was known once has to do.
 */
const poorer = (
  name: string,
  overrides: (world: FaultWorld) => TaskOptions,
  isTold: (world: FaultWorld) => boolean,
  firstBad: number,
  by: string[],
): Fault => ({
  ...{ name, room, by, shows: ['server'], tells: ['trouble'], ends: 'saved', alone: true },
  sees: 'what was known before, and that the media host has trouble; one notice when that lasts',
  next: 'tried again with growing pauses, by the links that were good before',
  begin(world) {
    for (const clip of world.task.clipIds.slice(firstBad)) world.setFault({ on: 'audio', clip, status: 503 });
    world.clock.after(laterMs, () => {
      taskOf(world).overrides = overrides(world);
      world.app?.engine.checkNow([world.task.id]);
    });
  },
  lift: (world) => world.simulator.clearFaults(),
  happened: (world) => unless(isTold(world), `only ${JSON.stringify(toldOf(world)).slice(0, 500)}`),
});

const isArray = (world: FaultWorld, fits: (views: Record<string, unknown>[]) => boolean): boolean => {
  const result = resultOf(world);
  return Array.isArray(result) && fits(result as Record<string, unknown>[]);
};

const outage = (world: FaultWorld): void => {
  const lift = world.setFault({ on: 'get', status: 500 });
  atFirst(world, 1, []);
  world.clock.after(10 * minuteMs, lift);
};

/** Answers that are poorer than what the API said before. */
export const laterFaults: readonly Fault[] = [
  poorer(
    'a clip gone from a later answer',
    (world) => ({ result: viewsOf(world).slice(0, 1) }),
    (world) => isArray(world, (views) => views.length === 1),
    1,
    [half],
  ),
  poorer(
    'links gone from a later answer',
    (world) => ({ result: viewsOf(world).map((view) => ({ ...view, audio_url: '' })) }),
    (world) => isArray(world, (views) => views.every((view) => view['audio_url'] === '')),
    0,
    [here],
  ),
  poorer(
    'failure after a success',
    () => ({ statusText: 'failure', output: null }),
    (world) => toldOf(world)['status'] === 'failure',
    0,
    [here],
  ),
  {
    ...poorer(
      'clips without ids, and in another order later',
      (world) => ({ result: viewsOf(world).reverse() }),
      (world) => isArray(world, (views) => views.every((view) => view['id'] === undefined)),
      1,
      [here],
    ),
    ...{ task: { clip: plainClips(2, { extra: { id: undefined } }) }, nameless: true },
  },
  {
    ...{
      name: 'success without a result after an outage',
      room,
      by: [here],
      begin: outage,
      lastsMs: 2 * hourMs,
      alone: true,
    },
    ...{
      sees: 'that the API has trouble, then that there is no result yet',
      shows: ['server'],
      ends: 'saved',
    },
    next: 'asked a few more times for the result',
    happened: (world) => unless(world.savedClips().length === 2, 'not saved by itself'),
  },
];
