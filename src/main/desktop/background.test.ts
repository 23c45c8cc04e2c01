import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EngineState } from '../../core/engine-api.ts';
import type { Task } from '../../shared/task.ts';
import { createBackground, hasWork } from './background.ts';

const quit = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ app: { quit } }));

const running = { status: 'running', watch: 'active', problem: null, items: [] } as unknown as Task;
const stopped: Task = { ...running, watch: 'stopped' };
const item = { state: 'retrying', problem: null } as Task['items'][number];
const saving = { ...running, status: 'success', watch: 'done', items: [item] } as Task;
const saved = { ...saving, items: [{ ...item, state: 'saved' }] } as Task;
const failed: Task = { ...running, status: 'failure', watch: 'done' };

let tasks: Task[];
let paused = false;
let key: EngineState['session']['state'] = 'ready';
let change: () => void;
const engine = {
  state: () => ({ tasks, paused, session: { state: key } }) as unknown as EngineState,
  onChange(listener: (change: never) => void) {
    change = () => listener(undefined as never);
    return () => undefined;
  },
};
const explain = vi.fn();
let inTray = false;
let awaited = false;
let heard = false;
const create = () =>
  createBackground({
    ...{ engine, explain, lingerMs: 1000, longestMs: 5000 },
    ...{ staysInTray: () => inTray, isAwaited: () => awaited, isHeard: () => heard },
  });

const platform = Object.getOwnPropertyDescriptor(process, 'platform') ?? {};
const runOn = (value: string): void =>
  void Object.defineProperty(process, 'platform', { ...platform, value });

beforeEach(() => {
  runOn('linux');
  vi.useFakeTimers();
  quit.mockClear();
  explain.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  Object.defineProperty(process, 'platform', platform);
});

it('stays without a window on macOS, as apps do there, and need not say so', () => {
  runOn('darwin');
  tasks = [];
  create().entered();
  change();
  vi.advanceTimersByTime(100_000);
  expect(quit).not.toHaveBeenCalled();
  expect(explain).not.toHaveBeenCalled();
});

it('knows what is still to do', () => {
  const work = (...all: Task[]): boolean => {
    tasks = all;
    return hasWork(engine);
  };
  expect([work(running), work(saving), work(saved, running)]).toEqual([true, true, true]);
  expect([work(), work(saved), work(failed), work(stopped)]).toEqual([false, false, false, false]);
});

it('does not stay for what only a person can set going again', () => {
  const work = (...states: Task['items'][number]['state'][]): boolean => {
    tasks = [{ ...saving, items: states.map((state) => ({ ...item, state })) }];
    return hasWork(engine);
  };
  expect([work('impossible'), work('paused'), work('dropped', 'saved')]).toEqual([false, false, false]);
  expect([work('paused', 'waiting'), work('impossible', 'needs_user')]).toEqual([true, true]);
});

it('does not stay for tasks of which nothing is asked: watching is paused, or there is no key', () => {
  const work = (task: Task): boolean => {
    tasks = [task];
    return hasWork(engine);
  };
  paused = true;
  expect([work(running), work(saving)]).toEqual([false, true]);
  paused = false;
  for (const state of ['none', 'rejected'] as const) {
    key = state;
    expect([work(running), work(saving)]).toEqual([false, true]);
  }
  key = 'reading';
  expect(work(running)).toBe(true);
  key = 'ready';
});

it('ends with its window when there is nothing to do', () => {
  tasks = [saved];
  create().entered();
  expect(quit).toHaveBeenCalledOnce();
  expect(explain).not.toHaveBeenCalled();
});

it('goes on without a window while there is work, says so once, and ends a while after', () => {
  tasks = [running];
  const background = create();
  background.entered();
  background.left();
  background.entered();
  expect(explain).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(100_000);
  change();
  expect(quit).not.toHaveBeenCalled();
  tasks = [saved];
  change();
  vi.advanceTimersByTime(999);
  change();
  expect(quit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(quit).toHaveBeenCalledOnce();
});

it('stays when the window comes back, or new work comes, before the end', () => {
  tasks = [running];
  const background = create();
  background.entered();
  tasks = [saved];
  change();
  background.left();
  vi.advanceTimersByTime(10_000);
  background.entered();
  expect(quit).toHaveBeenCalledOnce();
  quit.mockClear();
  tasks = [running];
  background.entered();
  tasks = [saved];
  change();
  tasks = [running];
  change();
  vi.advanceTimersByTime(10_000);
  expect(quit).not.toHaveBeenCalled();
});

it('stays a while after a hidden start with nothing to do, then ends', () => {
  tasks = [saved];
  create().startedHidden();
  vi.advanceTimersByTime(999);
  expect(quit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(quit).toHaveBeenCalledOnce();
});

it('ends a while after the last work of a hidden start, and never speaks of the background', () => {
  tasks = [running];
  create().startedHidden();
  vi.advanceTimersByTime(100_000);
  expect(quit).not.toHaveBeenCalled();
  tasks = [saved];
  change();
  vi.advanceTimersByTime(1000);
  expect(quit).toHaveBeenCalledOnce();
  expect(explain).not.toHaveBeenCalled();
});

it('is an app with a window once one is shown after a hidden start', () => {
  tasks = [];
  const background = create();
  background.startedHidden();
  background.left();
  vi.advanceTimersByTime(100_000);
  expect(quit).not.toHaveBeenCalled();
  tasks = [running];
  background.entered();
  expect(explain).toHaveBeenCalledOnce();
});

it('stays after a hidden start on macOS', () => {
  runOn('darwin');
  tasks = [];
  create().startedHidden();
  vi.advanceTimersByTime(100_000);
  expect(quit).not.toHaveBeenCalled();
});

it('stays in a tray with nothing to do, says so once, and ends a while after the tray is gone', () => {
  tasks = [saved];
  inTray = true;
  const background = create();
  background.entered();
  background.left();
  background.entered();
  expect(explain.mock.calls).toEqual([[true]]);
  vi.advanceTimersByTime(1_000_000);
  change();
  expect(quit).not.toHaveBeenCalled();
  inTray = false;
  background.look();
  vi.advanceTimersByTime(1000);
  expect(quit).toHaveBeenCalledOnce();
});

it('waits for a notification that is still shown, but not for ever', () => {
  tasks = [saved];
  awaited = true;
  const started = create();
  started.startedHidden();
  vi.advanceTimersByTime(4900);
  expect(quit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(quit).toHaveBeenCalledOnce();
  awaited = false;
});

it('ends when the last notification was put away', () => {
  tasks = [saved];
  awaited = true;
  create().startedHidden();
  vi.advanceTimersByTime(1500);
  awaited = false;
  expect(quit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(quit).toHaveBeenCalledOnce();
});

it('does not cut off music that plays without a window, however long, and ends a while after it', () => {
  tasks = [saved];
  heard = true;
  create().startedHidden();
  vi.advanceTimersByTime(100_000);
  expect(quit).not.toHaveBeenCalled();
  heard = false;
  vi.advanceTimersByTime(1000);
  expect(quit).toHaveBeenCalledOnce();
});

it('still waits for a notification after a page that played unseen was given up', () => {
  tasks = [saved];
  awaited = true;
  const background = create();
  background.startedHidden();
  background.entered();
  vi.advanceTimersByTime(2000);
  expect(quit).not.toHaveBeenCalled();
  awaited = false;
  vi.advanceTimersByTime(1000);
  expect(quit).toHaveBeenCalledOnce();
});
