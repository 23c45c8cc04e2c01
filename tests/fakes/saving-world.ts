import type { Engine } from '../../src/core/engine-api.ts';
import type { Notice } from '../../src/shared/snapshot.ts';
import type { SaveItem } from '../../src/shared/task.ts';
import { clipReply, createWorld, doneReply, taskId } from './engine.ts';

export type World = ReturnType<typeof createWorld>;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** When the links run out that `doneReply` gives: its completed_at lies ahead of the clock, so from when it is seen. */
export const deadline = Date.UTC(2026, 5, 8);

/** Clips without a cover make no second request. */
export const plain = { image_url: null };
/** A clip object with a link that `onlyFresh` answers. */
export const fresh = (n: number): Record<string, unknown> =>
  clipReply(n, { ...plain, audio_url: `https://media.test/fresh-${n}.mp3` });
/** A media host that refuses every other link. */
export const onlyFresh = (url: string): { status?: number; body?: string } =>
  url.includes('fresh') ? { body: `audio of ${url}` } : { status: 403 };

/** A started world whose task 1 gives clip 1. */
export const started = async (): Promise<World> => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, plain)]));
  await world.engine.start();
  return world;
};

/** The first item of a task as the page sees it. */
export const itemOf = (world: World, n = 1, of: Engine = world.engine): SaveItem => {
  const [item] = world.task(taskId(n), of).items;
  if (item === undefined) throw new Error(`task ${n} has no item`);
  return item;
};

export const kinds = (notices: readonly Notice[]): string[] => notices.map(({ kind }) => kind);

/** Another run of the program; what it tells is in `told`. */
export const again = async (world: World, before: Engine): Promise<{ engine: Engine; told: Notice[] }> => {
  await before.stop();
  const engine = world.restart();
  const told: Notice[] = [];
  engine.onNotice((notice) => told.push(notice));
  await engine.start();
  return { engine, told };
};
