import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, taskId } from '../../../tests/fakes/engine.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { sampleTask } from '../../../tests/fakes/sample-tasks.ts';
import type { EngineState } from '../../core/engine-api.ts';
import { findIds, taskIdOf } from '../../core/tasks/find-ids.ts';
import type { ClipDetails } from '../../shared/clip.ts';
import { Fault } from '../../shared/fault.ts';
import { type AnswerOptions, createAnswers, statusOf, textOfIds } from './answers.ts';
import { statusSchema } from './protocol.ts';
import * as v from 'valibot';

const now = 1_000_000;
const id = taskId(1);
const about = { version: '1.2.3', pid: 7, now: () => now };
const show = vi.fn<NonNullable<AnswerOptions['show']>>();
const quit = vi.fn<() => void>();
const clipDetails = vi.fn<AnswerOptions['engine']['clipDetails']>();

/** Answers of an engine that has not begun to ask. */
const open = (more: Partial<AnswerOptions> = {}) => {
  const { engine } = createWorld();
  const log = createFakeLog();
  const over = { state: engine.state, addTasks: engine.addTasks, clipDetails };
  const answer = createAnswers({ ...about, engine: over, log, show, quit, ...more });
  const ids = (): string[] => engine.state().tasks.map((task) => task.id);
  return { engine, log, answer, ids };
};

beforeEach(() => {
  vi.resetAllMocks();
  clipDetails.mockResolvedValue({ id: 'clip-1' } as ClipDetails);
});

describe('what is asked for', () => {
  it('adds whatever ids are in a text, and says which were there and what was none', async () => {
    const { answer, engine, ids, log } = open();
    engine.addTasks(id);
    const text = `${id}\n{"task_id":"${taskId(2)}"} deadbeef-123`;
    expect(await answer({ kind: 'add', text })).toEqual({
      ...{ kind: 'added', added: [taskId(2)], known: [id], rejected: ['deadbeef-123'] },
      key: engine.state().session.state,
    });
    expect(ids().sort()).toEqual([id, taskId(2)]);
    expect(log.lines).toMatchObject([{ event: 'asked to add', fields: { added: 1, known: 1 } }]);
    // Ids are the user's business: how many says enough.
    expect(log.text()).not.toContain(id);
  });

  it('adds nothing where the disk refuses, and lets whoever asked hear of it', async () => {
    const addTasks = vi.fn(() => {
      throw new Fault({ code: 'disk_full' });
    });
    const { engine } = createWorld();
    const { answer } = open({ engine: { state: engine.state, addTasks, clipDetails } });
    await expect(answer({ kind: 'add', text: id })).rejects.toThrow('disk_full');
  });

  it('brings up the window, where it was', async () => {
    expect(await open().answer({ kind: 'open' })).toEqual({ kind: 'done' });
    expect(show.mock.calls).toEqual([[null]]);
  });

  it('says that there is no window to bring up', async () => {
    const { answer, log } = open({ show: null });
    expect(await answer({ kind: 'open' })).toEqual({ kind: 'refused', code: 'serving' });
    expect(log.lines).toMatchObject([{ event: 'asked in vain', fields: { code: 'serving' } }]);
  });

  it('answers before it ends the app', async () => {
    const { answer } = open();
    const reply = answer({ kind: 'quit' });
    expect(await reply).toEqual({ kind: 'done' });
    expect(quit).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  });
});

describe('a link', () => {
  it('to a task adds it and shows it', async () => {
    const { answer, ids } = open();
    expect(await answer({ kind: 'link', link: `cliploft://task/${id}` })).toMatchObject({ added: [id] });
    expect([ids(), show.mock.calls]).toEqual([[id], [[{ kind: 'task', id }]]]);
  });

  it('to a task is added also where there is no window', async () => {
    const { answer, ids } = open({ show: null });
    expect(await answer({ kind: 'link', link: `cliploft://task/${id}` })).toMatchObject({ kind: 'added' });
    expect(ids()).toEqual([id]);
  });

  it('to a clip shows it', async () => {
    const { answer } = open();
    expect(await answer({ kind: 'link', link: 'cliploft://clip/clip-1' })).toEqual({ kind: 'done' });
    expect([clipDetails.mock.calls, show.mock.calls]).toEqual([
      [['clip-1']],
      [[{ kind: 'clip', id: 'clip-1' }]],
    ]);
  });

  it('to a clip that the library does not have shows nothing', async () => {
    clipDetails.mockResolvedValue(null);
    expect(await open().answer({ kind: 'link', link: 'cliploft://clip/clip-1' })).toEqual({
      ...{ kind: 'refused', code: 'unknown_clip' },
    });
    expect(show).not.toHaveBeenCalled();
  });

  it('to a clip is refused where there is no window', async () => {
    const { answer } = open({ show: null });
    expect(await answer({ kind: 'link', link: 'cliploft://clip/clip-1' })).toEqual({
      ...{ kind: 'refused', code: 'serving' },
    });
  });

  it.each([
    'https://sunor.cc/task/1',
    'cliploft://forget/abcdefgh',
    'cliploft://task/',
    'cliploft://task/ab',
    `cliploft://task/${id}/..`,
    `cliploft://task/${id}?a=b`,
    `cliploft://task/%61bcdefgh`,
    `cliploft://clip/${'a'.repeat(300)}`,
  ])('like %.60s does nothing at all', async (link) => {
    const { answer, ids } = open();
    expect(await answer({ kind: 'link', link })).toEqual({ kind: 'refused', code: 'bad_link' });
    expect([ids(), show.mock.calls, clipDetails.mock.calls]).toEqual([[], [], []]);
  });
});

describe('the status', () => {
  const task = sampleTask(0, now, { id, title: 'Newest', status: 'running', progress: 12, addedAt: 9 });
  const older = sampleTask(1, now, { id: taskId(2), title: null, status: null, progress: null, addedAt: 8 });

  it('says how everything stands, the newest task first, and is what the protocol has', () => {
    const { engine } = createWorld();
    const state = (): EngineState => ({ ...engine.state(), tasks: [older, task] });
    const status = statusOf({ ...about, engine: { state, addTasks: engine.addTasks, clipDetails }, show });
    expect(status).toMatchObject({
      ...{ version: '1.2.3', pid: 7, mode: 'app', online: true },
      problems: { database: null, libraryFolder: null },
      counts: { watching: 2, saving: 0, needsYou: 0 },
      library: { clips: 0, lyricSheets: 0 },
    });
    expect(status.tasks).toEqual([
      { id, title: 'Newest', phase: 'running', status: 'running', progress: 12 },
      { id: taskId(2), title: null, phase: 'asking', status: null, progress: null },
    ]);
    expect(v.parse(statusSchema, status)).toEqual(status);
  });

  it('names what everything waits for by its code alone', async () => {
    const { engine } = createWorld();
    const state = (): EngineState => ({
      ...engine.state(),
      database: { code: 'disk_full', detail: '/home/mara/library.db' },
      library: { ...engine.state().library, problem: { code: 'folder_missing', detail: '/music' } },
    });
    const { answer } = open({ engine: { state, addTasks: engine.addTasks, clipDetails }, show: null });
    const reply = await answer({ kind: 'status' });
    expect(reply).toMatchObject({
      status: { mode: 'serve', problems: { database: 'disk_full', libraryFolder: 'folder_missing' } },
    });
    expect(JSON.stringify(reply)).not.toContain('/');
  });
});

describe('the text of ids', () => {
  it.each([[[]], [['abcdef']], [[id, taskId(2)]], [['my_task_id', '-------', '0'.repeat(100)]]])(
    'is read back as these very ids: %j',
    (ids) => expect(findIds(textOfIds(ids))).toEqual({ ids, rejected: [] }),
  );

  it('is read back whatever the ids look like', () => {
    const ids = fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{6,100}$/), { maxLength: 20 });
    fc.assert(
      fc.property(ids, (some) => {
        const wanted = [...new Set(some.map((one) => taskIdOf(one)))];
        expect(findIds(textOfIds(some)).ids).toEqual(wanted);
      }),
      { seed: 20260601 },
    );
  });
});
