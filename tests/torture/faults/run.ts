import { readdirSync } from 'node:fs';
import type { Seeded } from '../../../simulator/seeded.ts';
import { taskPhase } from '../../../src/shared/task.ts';
import { compare } from '../kill/compare.ts';
import { readCopy } from '../kill/copy.ts';
import { judgeEnding } from '../kill/ending.ts';
import { minuteMs, type Fault } from './fault.ts';
import { allSaved, silenceIn, unseen } from './judge.ts';
import { noticeFault } from './notices.ts';
import { createFaultWorld, type FaultWorld } from './world.ts';

/** How long a fault lasts, and how long the program gets to come out of it. Its own time, not ours. */
const usualMs = 20 * minuteMs;
const recoversMs = 3 * 24 * 60 * minuteMs;

/** Is all saved that is owed, and does the program say so? */
const savedNow = (world: FaultWorld, nameless = false): boolean =>
  world.app !== null &&
  allSaved(world.app.engine.state()) &&
  (nameless || world.savedClips().length === world.task.clipIds.length);

/** A first life in peace, with a task of its own that is saved. */
const liveBefore = async (world: FaultWorld): Promise<void> => {
  await world.open();
  const made = world.simulator.createTask({ seconds: 0, clip: [{ imageUrl: null }, { imageUrl: null }] });
  world.before.push(made);
  world.app?.engine.addTasks(made.id);
  await world.clock.run(() => world.app !== null && allSaved(world.app.engine.state()), usualMs);
  // Known to the profile before the fault, and under way in it.
  world.app?.engine.addTasks(world.task.id);
  await world.clock.run(
    () => world.app?.engine.state().tasks.some((task) => task.status === 'pending') === true,
    1000,
  );
  await world.closeApp();
};

/** All files of the run lie where they belong. */
const strays = (world: FaultWorld): string[] =>
  readdirSync(world.root).filter((name) => !['profile', 'music'].includes(name));

/** What was asked of hosts that the key is not for, and ranges that anything at all may answer. */
const unsafe = ({ simulator, odd }: FaultWorld): string | null => {
  const media = simulator.requests().filter(({ server }) => server === 'media');
  if (media.some(({ key }) => key !== 'none') || odd.sawKey()) return 'the key went to another host';
  const bare = media.find(({ range, ifRange }) => range !== null && ifRange === null);
  return bare === undefined ? null : `asked for ${bare.range} of whatever the file is by now`;
};

/** What is wrong with how the tasks stand, as the user sees them. */
const phaseFault = (world: FaultWorld, faults: readonly Fault[]): string | null => {
  const state = world.app?.engine.state();
  if (state === undefined) return 'the program does not run at the end';
  const silent = silenceIn(state);
  if (silent !== null) return `silent at the end: ${silent}`;
  const phases = state.tasks.map((task) => taskPhase(task));
  const named = faults.map((fault) => fault.ends).filter((end) => end !== 'saved');
  if (phases.length > 0 && phases.every((phase) => phase === 'saved' || named.includes(phase))) return null;
  const problems = state.tasks.flatMap((task) => [task.problem, ...task.items.map((item) => item.problem)]);
  return `ended ${phases.join(', ') || 'with no task'} ${JSON.stringify(problems).slice(0, 2000)}`;
};

/** What was told wrongly, or too often, or not at all. */
const toldFault = (world: FaultWorld, faults: readonly Fault[]): string | null => {
  const [alone] = faults.length === 1 ? faults : [];
  const state = world.app?.engine.state();
  const saved = state?.tasks.filter((task) => taskPhase(task) === 'saved').map((task) => task.id) ?? [];
  return noticeFault(world.told, {
    saved,
    most: faults.some(({ room }) => room === 'database') ? 2 : 1,
    tells: alone === undefined || alone.tells === null ? null : (alone.tells ?? []),
  });
};

/** What is owed, by what the server has given out and not by what the program says of itself. */
const keptFault = (world: FaultWorld, faults: readonly Fault[]): string | null => {
  const { simulator, profile, library } = world;
  const made = [world.task, ...world.before];
  const nameless = faults.some((fault) => fault.nameless);
  const given = made.filter(({ id }) => simulator.world().tasks.get(id)?.outcome === 'success');
  const clips = new Set(nameless ? [] : given.flatMap(({ clipIds }) => clipIds));
  const owed = { tasks: new Set(made.map(({ id }) => id)), clips };
  const found = [
    ...compare(readCopy(profile), owed, library),
    ...judgeEnding({ simulator, profile, library, owed, before: new Set(), nameless }),
  ];
  return found.length === 0 ? null : found.map(({ kind, detail }) => `${kind}: ${detail}`).join('; ');
};

const judgeEnd = async (world: FaultWorld, faults: readonly Fault[]): Promise<string | null> => {
  const seen = phaseFault(world, faults) ?? toldFault(world, faults) ?? unsafe(world);
  if (seen !== null) return seen;
  const [alone] = faults.length === 1 ? faults : [];
  const broken = alone?.holds?.(world) ?? null;
  if (broken !== null) return broken;
  await world.closeApp();
  if (strays(world).length > 0) return `files where none belong: ${strays(world).join(', ')}`;
  return keptFault(world, faults);
};

/** Pairs hide each other; alone, each fault has to happen and to show. */
const hidden = (world: FaultWorld, fault: Fault): string | null => {
  const missed = world.missed();
  if (missed.length > 0) return `did not happen: nobody met ${missed.join(', ')}`;
  const missing = fault.happened?.(world) ?? null;
  if (missing !== null) return `did not happen: ${missing}`;
  const dark = unseen(fault.shows, world.shown);
  return dark.length === 0 ? null : `${dark.join(', ')} did not show, only ${[...world.shown].join(', ')}`;
};

const play = async (world: FaultWorld, faults: readonly Fault[]): Promise<string | null> => {
  const at = (when: Fault['when']): Fault[] => faults.filter((fault) => (fault.when ?? 'before') === when);
  const begin = async (some: readonly Fault[]): Promise<void> => {
    for (const fault of some) await fault.begin?.(world);
  };
  for (const fault of faults) await fault.prepare?.(world);
  if (at('between').length > 0 || faults.some((fault) => fault.lived)) await liveBefore(world);
  await begin([...at('between'), ...at('before')]);
  world.onSaving = () => begin(at('saving'));
  const nameless = faults.some((fault) => fault.nameless);
  if (await world.open()) {
    world.app?.engine.addTasks(world.task.id);
    const lasts = Math.max(...faults.map((fault) => fault.lastsMs ?? usualMs));
    await world.clock.run(() => savedNow(world, nameless), lasts);
    world.look();
    const silent = world.app === null ? null : silenceIn(world.app.engine.state());
    if (silent !== null) return `silent: ${silent}`;
  }
  const [alone] = faults.length === 1 ? faults : [];
  const unproved = alone === undefined ? null : hidden(world, alone);
  if (unproved !== null) return unproved;
  // What did not begin in time does not begin any more.
  world.onSaving = () => undefined;
  for (const fault of faults.filter(({ room }) => room !== 'key')) await fault.lift?.(world);
  if (world.app === null) await world.open();
  // A key is entered when the program runs and the API can be asked about it.
  for (const fault of faults.filter(({ room }) => room === 'key')) await fault.lift?.(world);
  world.app?.engine.addTasks(world.task.id);
  await world.clock.run(() => savedNow(world, nameless), recoversMs);
  return judgeEnd(world, faults);
};

/** Runs one fault, or some at once. Null when it ended as it must; else what went wrong, crashes included. */
export const runFaults = async (faults: readonly Fault[], chance: Seeded): Promise<string | null> => {
  const tasks = faults.map(
    (fault) => (faults.length > 1 ? fault.taskInPairs : undefined) ?? fault.task ?? {},
  );
  const task = Object.assign({}, ...tasks) as NonNullable<Fault['task']>;
  const world = await createFaultWorld(task, `faults:${chance.next()}`);
  const crashes: string[] = [];
  const crashed = (error: unknown): void =>
    void crashes.push(`crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('unhandledRejection', crashed).on('uncaughtException', crashed);
  const wrong = await play(world, faults).catch((error: unknown) => {
    crashed(error);
    return null;
  });
  await world.end().catch(crashed);
  process.off('unhandledRejection', crashed).off('uncaughtException', crashed);
  const all = [...(wrong === null ? [] : [wrong]), ...crashes];
  return all.length === 0 ? null : all.join('\n    ');
};
