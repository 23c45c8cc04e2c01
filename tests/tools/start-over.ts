import type { Engine } from '../../src/core/engine-api.ts';
import type { Sql } from '../../src/core/ports.ts';
import { openDatabase } from '../../src/main/database/open.ts';
import { startOn, type Started } from '../../src/main/database/start.ts';
import { clipReply, type createWorld, doneReply, taskId } from '../fakes/engine.ts';
import { NoStart } from '../headless/engine.ts';
import { type createUserData, now } from './user-data.ts';

type World = ReturnType<typeof createWorld>;
type UserData = ReturnType<typeof createUserData>;

interface StartOverOptions {
  open: (path: string) => Sql;
  /** What is started instead of an engine that was built, counted from 0. */
  instead?: (built: Engine, which: number) => Engine;
  onReplaced?: () => void;
}

/** An engine over a fake world and the real database of a folder of user data, built as the app does; still to be started. Throws NoStart. */
export const buildOver = (
  { userData, log }: UserData,
  world: World,
  { open, instead = (built) => built, onReplaced = () => undefined }: StartOverOptions,
): Started => {
  let which = 0;
  return startOn({
    open: (trouble) => openDatabase({ userData, now, log, open, trouble }),
    build({ sql, recovery, reported }) {
      const built = world.restart({ sql, recovery });
      reported();
      which += 1;
      return instead(built, which - 1);
    },
    refuse: (why, cause) => new NoStart(why, cause),
    ...{ onReplaced, log },
  });
};

/** Adds tasks by their numbers, each of which has two songs, and lets them be saved. */
export const addSongs = async (world: World, engine: Engine, numbers: readonly number[]): Promise<void> => {
  const songsOf = (n: number) => [clipReply(2 * n), clipReply(2 * n + 1)];
  numbers.forEach((n) => world.answer(taskId(n), doneReply(taskId(n), songsOf(n))));
  engine.addTasks(numbers.map(taskId).join(' '));
  await world.clock.advance(60_000);
};

/** All clips of a library that is not large. */
export const allClips = { text: '', sort: 'newest', offset: 0, limit: 500 } as const;
