import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Seeded } from '../../../simulator/seeded.ts';
import { noticeSchema } from '../../../src/shared/snapshot.ts';
import { taskSchema, type Task } from '../../../src/shared/task.ts';
import { createWorld, taskId } from '../../fakes/engine.ts';
import type { FakeAnswer } from '../../fakes/http.ts';
import { asBody, mutated } from './mutate.ts';
import { sampleReplies } from './samples.ts';

/** Cases in one world: few enough that the budget of a minute lasts for them. */
export const casesPerWorld = 40;

const headers = (chance: Seeded): Record<string, string> => ({
  'content-type': chance.pick([
    'application/json',
    'text/html',
    '',
    'application/json; charset=utf-16',
    'audio/mpeg',
  ]),
  'x-ratelimit-remaining': chance.pick(['100', '100', '-1', 'many', '1e9', '']),
});

const oddAnswer = (id: string, n: number, chance: Seeded): FakeAnswer => {
  const sample = chance.pick(sampleReplies(id, n));
  const times = chance.pick([0, 1, 1, 2, 2, 3, 5, 12]);
  const body = asBody(mutated(sample, times, chance), chance);
  const status =
    chance.next() < 0.93 ? 200 : chance.pick([201, 204, 400, 402, 403, 404, 409, 418, 500, 502, 503]);
  return { status, headers: headers(chance), body };
};

/** What the page would be shown of a task, but for what passes by itself. */
const lasting = ({ checking: _checking, expectedAt: _expected, items, ...task }: Task): unknown => ({
  ...task,
  items: items
    .map(({ received: _received, total: _total, state, ...item }) => ({
      ...item,
      state: state === 'saving' ? 'waiting' : state,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
});

export interface CaseReport {
  cases: number;
  /** What no reply may bring about, in words. */
  wrong: string[];
}

type World = ReturnType<typeof createWorld>;

const idsIn = (world: World, table: 'clips' | 'lyric_sheets'): string[] =>
  world.sql.all(`SELECT id FROM ${table}`).map((row) => String(row['id']));

/** Everything that must hold after any reply whatever. */
const invariants = (world: World, kept: Set<string>, id: string): string[] => {
  const state = world.engine.state();
  const library = new Set([...idsIn(world, 'clips'), ...idsIn(world, 'lyric_sheets')]);
  const wrong: string[] = [];
  for (const once of kept) if (!library.has(once)) wrong.push(`${once} was saved and is gone`);
  library.forEach((each) => kept.add(each));
  for (const task of state.tasks) {
    const parsed = v.safeParse(taskSchema, task);
    if (!parsed.success) wrong.push(`a task that is none: ${parsed.issues[0].message}`);
    for (const item of task.items)
      if (item.state === 'saved' && !library.has(item.libraryId))
        wrong.push(`${item.id} counts as saved and is not`);
  }
  if (!state.tasks.some((task) => task.id === id)) wrong.push(`${id} is off the list`);
  for (const notice of world.notices)
    if (!v.safeParse(noticeSchema, notice).success) wrong.push('a notice that is none');
  for (const line of world.log.lines.filter(({ level }) => level === 'error'))
    wrong.push(`logged as an error: ${line.event} ${JSON.stringify(line.fields).slice(0, 500)}`);
  return wrong;
};

const compareWithDisk = (world: World): string[] => {
  const now = world.engine.state().tasks.map(lasting);
  const anew = world.restart().state().tasks.map(lasting);
  if (isDeepStrictEqual(now, anew)) return [];
  const at = now.findIndex((task, index) => !isDeepStrictEqual(task, anew[index]));
  return [`memory and disk tell two stories: ${JSON.stringify(now[at])} and ${JSON.stringify(anew[at])}`];
};

/** A world in which each task is answered oddly, once or twice, and looked at after each answer. */
export const runApiCases = async (chance: Seeded): Promise<CaseReport> => {
  const world = createWorld();
  world.media.answer = (url) =>
    chance.next() < 0.1 ? { status: chance.pick([403, 404, 500]) } : { body: `audio of ${url}` };
  await world.engine.start();
  const kept = new Set<string>();
  const wrong: string[] = [];
  let cases = 0;
  for (let n = 1; cases < casesPerWorld && wrong.length === 0; n += 1) {
    const id = taskId(n);
    let last: FakeAnswer = {};
    try {
      for (let answers = chance.pick([1, 1, 2]); answers > 0 && wrong.length === 0; answers -= 1) {
        last = oddAnswer(id, n, chance);
        world.answers.set(id, last);
        if (world.engine.previewTasks(id).added.length > 0) world.engine.addTasks(id);
        world.engine.checkNow([id]);
        await world.clock.advance(1100);
        cases += 1;
        wrong.push(...invariants(world, kept, id));
      }
      if (n % 8 === 0) wrong.push(...compareWithDisk(world));
      if (wrong.length === 0) world.engine.forgetTasks([id]);
    } catch (error) {
      wrong.push(`thrown: ${error instanceof Error ? error.stack : String(error)}`);
    }
    if (wrong.length > 0)
      wrong.push(`by ${JSON.stringify({ ...last, body: String(last.body).slice(0, 1500) })}`);
  }
  await world.engine.stop();
  return { cases, wrong };
};
