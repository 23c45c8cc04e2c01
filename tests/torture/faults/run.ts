import { readdirSync } from 'node:fs';
import type { Seeded } from '../../../simulator/seeded.ts';
import { taskPhase } from '../../../src/shared/task.ts';
import { compare } from '../kill/compare.ts';
import { readCopy } from '../kill/copy.ts';
import type { Fault } from './fault.ts';
import { allSaved, silenceIn } from './judge.ts';
import { createFaultWorld, type FaultWorld } from './world.ts';

const minuteMs = 60_000;
/** How long a fault lasts, and how long the program gets to come out of it. Its own time, not ours. */
const lastsMs = 20 * minuteMs;
const recoversMs = 3 * 24 * 60 * minuteMs;

const savedNow = (world: FaultWorld): boolean => world.app !== null && allSaved(world.app.engine.state());

/** A first life in peace, with a task of its own that is saved. */
const liveBefore = async (world: FaultWorld): Promise<void> => {
  await world.open();
  const { id } = world.simulator.createTask({ seconds: 0, clip: [{ imageUrl: null }, { imageUrl: null }] });
  world.app?.engine.addTasks(id);
  await world.clock.run(() => savedNow(world), lastsMs);
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

const judgeEnd = async (world: FaultWorld, faults: readonly Fault[]): Promise<string | null> => {
  const state = world.app?.engine.state();
  if (state === undefined) return 'the program does not run at the end';
  const silent = silenceIn(state);
  if (silent !== null) return `silent at the end: ${silent}`;
  const phases = state.tasks.map((task) => taskPhase(task));
  const named = faults.map((fault) => fault.ends).filter((end) => end !== 'saved');
  const good = phases.every((phase) => phase === 'saved' || named.includes(phase));
  if (!good || phases.length === 0) {
    const problems = state.tasks.flatMap((task) => [task.problem, ...task.items.map((item) => item.problem)]);
    return `ended ${phases.join(', ') || 'with no task'} ${JSON.stringify(problems)}`;
  }
  const clips = state.tasks.flatMap((task) =>
    task.items.filter((item) => item.state === 'saved').map((item) => item.libraryId),
  );
  const tasks = new Set(state.tasks.map((task) => task.id));
  await world.closeApp();
  const found = compare(readCopy(world.profile), { tasks, clips: new Set(clips) }, world.library);
  if (found.length > 0) return found.map(({ kind, detail }) => `${kind}: ${detail}`).join('; ');
  return strays(world).length > 0 ? `files where none belong: ${strays(world).join(', ')}` : null;
};

const play = async (world: FaultWorld, faults: readonly Fault[]): Promise<string | null> => {
  const at = (when: Fault['when']): Fault[] => faults.filter((fault) => (fault.when ?? 'before') === when);
  const begin = async (some: readonly Fault[]): Promise<void> => {
    for (const fault of some) await fault.begin?.(world);
  };
  if (at('between').length > 0 || faults.some((fault) => fault.lived)) await liveBefore(world);
  await begin([...at('between'), ...at('before')]);
  world.onSaving = () => begin(at('saving'));
  if (await world.open()) {
    world.app?.engine.addTasks(world.task.id);
    await world.clock.run(() => savedNow(world), lastsMs);
    world.look();
    const silent = world.app === null ? null : silenceIn(world.app.engine.state());
    if (silent !== null) return `silent: ${silent}`;
  }
  // Pairs hide each other; alone, each has to show.
  const [alone] = faults;
  if (
    faults.length === 1 &&
    alone !== undefined &&
    alone.shows.length > 0 &&
    !alone.shows.some((each) => world.shown.has(each))
  )
    return `none of ${alone.shows.join(', ')} showed, only ${[...world.shown].join(', ')}`;
  // What did not begin in time does not begin any more.
  world.onSaving = () => undefined;
  // A key is entered when the API can be asked about it.
  const inOrder = [...faults].sort((a, b) => Number(a.room === 'key') - Number(b.room === 'key'));
  for (const fault of inOrder) await fault.lift?.(world);
  if (world.app === null) await world.open();
  world.app?.engine.addTasks(world.task.id);
  await world.clock.run(() => savedNow(world), recoversMs);
  return judgeEnd(world, faults);
};

/** Runs one fault, or some at once. Null when it ended as it must; else what went wrong, crashes included. */
export const runFaults = async (faults: readonly Fault[], chance: Seeded): Promise<string | null> => {
  const task = Object.assign({}, ...faults.map((fault) => fault.task ?? {})) as NonNullable<Fault['task']>;
  const world = await createFaultWorld(task, `faults:${chance.next()}`);
  const crashes: string[] = [];
  const crashed = (error: unknown): void =>
    void crashes.push(`crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('unhandledRejection', crashed).on('uncaughtException', crashed);
  try {
    const wrong = await play(world, faults);
    return crashes[0] ?? wrong;
  } catch (error) {
    crashed(error);
    return crashes[0] ?? null;
  } finally {
    await world.end().catch(crashed);
    process.off('unhandledRejection', crashed).off('uncaughtException', crashed);
  }
};
