import { beforeEach, describe, expect, it } from 'vitest';
import { createWorld, clipReply, doneReply, taskId, taskReply } from '../../../tests/fakes/engine.ts';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import { Fault } from '../../shared/fault.ts';
import type { Problem } from '../../shared/problem.ts';
import { createServing, type Serving, type ServingOptions } from './serving.ts';

const words = catalogueFor('en');
const said = words.terminal;
const { phase } = words.tasks;
const id = taskId(1);
const minute = 60_000;

let world: ReturnType<typeof createWorld>;
let lines: string[];
const serve = (more: Partial<ServingOptions> = {}): Serving =>
  createServing({
    ...{ engine: world.engine, words, locale: 'en', version: '1.2.3', now: () => world.clock.now() },
    ...{ ids: [], json: false, write: (line) => lines.push(line), ...more },
  });
/** The lines so far, without the time that each begins with. */
const told = (): string[] => lines.map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, ''));
const events = (): unknown[] => lines.map((line) => JSON.parse(line) as unknown);

beforeEach(() => {
  world = createWorld();
  lines = [];
});

describe('what serve tells', () => {
  it('is each step of a task, once, however often it is asked for', async () => {
    world.answer(id, taskReply(id, 'running'));
    const serving = serve({ ids: [id] });
    await world.engine.start();
    expect(lines).toEqual([]);
    serving.started();
    await world.clock.advance(minute);
    world.answer(id, doneReply(id, [clipReply(1)]));
    await world.clock.advance(minute);
    await world.engine.stop();
    serving.ended();
    const of = (word: string, title: string): string => said.serve.task(word, title, id);
    expect(told()).toEqual([
      said.serve.started('1.2.3'),
      said.added(1, '1'),
      of(phase.running, 'A slow harbour waltz'),
      of(phase.saved, 'Song 1'),
      said.serve.ended,
    ]);
    expect(lines[0]).toMatch(/^2026-06-01T00:00:00\.000Z /);
  });

  it('begins with the tasks that are there', async () => {
    world.answer(id, doneReply(id, [clipReply(1)]));
    world.engine.addTasks(id);
    await world.engine.start();
    await world.clock.advance(minute);
    serve().started();
    expect(told()).toEqual([said.serve.started('1.2.3'), said.serve.task(phase.saved, 'Song 1', id)]);
    await world.engine.stop();
  });

  it('tells a task that was forgotten and comes back anew', async () => {
    world.answer(id, taskReply(id, 'running'));
    const serving = serve();
    await world.engine.start();
    serving.started();
    for (const _again of [1, 2]) {
      world.engine.addTasks(id);
      await world.clock.advance(minute);
      world.engine.forgetTasks([id]);
      await world.clock.advance(minute);
    }
    await world.engine.stop();
    expect(told().filter((line) => line.startsWith(phase.running))).toHaveLength(2);
  });

  it('says of its ids which were there, and which are none', () => {
    world.engine.addTasks(id);
    serve({ ids: [id, taskId(2)] }).started();
    expect(told()).toContain(`${said.added(1, '1')} ${said.known(1, '1')}`);
  });

  it('lets a refusal of its ids be the start’s', () => {
    const addTasks = (): never => {
      throw new Fault({ code: 'disk_full' });
    };
    const engine = { state: world.engine.state, onChange: world.engine.onChange, addTasks };
    expect(() => serve({ engine, ids: [id] }).started()).toThrow(Fault);
  });

  it.each([
    [null, said.noKey],
    ['a wrong key', said.keyRejected],
  ])('says what everything waits for: with %s as key', async (key, line) => {
    world = createWorld({ oneRunKey: key === null ? null : { key, where: 'environment' } });
    world.answer(id, taskReply(id, 'running'));
    if (key !== null) world.answers.set(id, { status: 401, body: { code: 401, message: 'no' } });
    const serving = serve({ ids: [id] });
    await world.engine.start();
    serving.started();
    await world.clock.advance(minute);
    await world.engine.stop();
    expect(told().filter((one) => one === line)).toEqual([line]);
  });

  it('says when the library folder refuses, each time once, and to programs also when it is back', async () => {
    world.answer(id, doneReply(id, [clipReply(1)]));
    const [serving, forPrograms] = [serve({ ids: [id] }), [] as string[]];
    const other = serve({ json: true, write: (line) => forPrograms.push(line) });
    await world.engine.start();
    [serving, other].forEach((one) => one.started());
    await world.clock.advance(minute);
    for (const _again of [1, 2]) {
      world.files.takeAway('/music');
      await world.clock.advance(10 * minute);
      world.files.bringBack('/music');
      await world.clock.advance(10 * minute);
    }
    await world.engine.stop();
    const line = said.status.folder;
    expect(told().filter((one) => one === line)).toEqual([line, line]);
    const changes = forPrograms.map((one) => JSON.parse(one) as { event: string; problem?: string | null });
    expect(changes.filter(({ event }) => event === 'libraryFolder').map(({ problem }) => problem)).toEqual([
      ...['folder_missing', null, 'folder_missing', null],
    ]);
  });

  it('says when the database refuses, and to programs also when it keeps things again', () => {
    const { engine } = world;
    let database: Problem | null = null;
    const listeners: (() => void)[] = [];
    const over: ServingOptions['engine'] = {
      state: () => ({ ...engine.state(), database }),
      onChange(listener) {
        listeners.push(() => listener({ slices: {}, tasks: [], gone: [] }));
        return () => undefined;
      },
      addTasks: engine.addTasks,
    };
    const forPrograms: string[] = [];
    serve({ engine: over }).started();
    serve({ engine: over, json: true, write: (line) => forPrograms.push(line) }).started();
    const before = lines.length;
    for (const code of ['disk_full', 'disk_fault', null] as const) {
      database = code === null ? null : { code, detail: '/data/library.db' };
      listeners.forEach((tell) => tell());
    }
    expect(told().slice(before)).toEqual([said.status.database]);
    expect(forPrograms.slice(-2).map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'database', problem: 'disk_full' },
      { event: 'database', problem: null },
    ]);
    expect(forPrograms.join('')).not.toContain('library.db');
  });

  it('says nothing any more when it has ended', async () => {
    const serving = serve();
    await world.engine.start();
    serving.started();
    serving.ended();
    world.engine.addTasks(id);
    await world.clock.advance(minute);
    await world.engine.stop();
    expect(told().at(-1)).toBe(said.serve.ended);
  });

  it('lets no title steer the terminal', async () => {
    world.answer(id, taskReply(id, 'running', { input: { title: '\x1b[2J\x9bHarbour\x07' } }));
    const serving = serve({ ids: [id] });
    await world.engine.start();
    serving.started();
    await world.clock.advance(minute);
    await world.engine.stop();
    expect(lines.join('')).toContain('Harbour');
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});

describe('in JSON', () => {
  it('is one event a line, for programs', async () => {
    world.answer(id, taskReply(id, 'running', { input: { title: 'a\x9bb' } }));
    const serving = serve({ ids: [id], json: true });
    await world.engine.start();
    serving.started();
    await world.clock.advance(minute);
    await world.engine.stop();
    serving.ended();
    expect(events()).toMatchObject([
      { event: 'started', version: '1.2.3', pid: process.pid },
      { event: 'key', state: 'ready' },
      { event: 'added', added: [id], known: [], rejected: [] },
      { event: 'task', id, phase: 'running', title: 'a\x9bb' },
      { event: 'ended' },
    ]);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    expect(events().map((event) => Object.keys(event as object)[0])).toEqual(lines.map(() => 'at'));
  });
});
