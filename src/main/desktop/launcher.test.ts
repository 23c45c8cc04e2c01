import { beforeEach, expect, it, vi } from 'vitest';
import { sampleItem, sampleTask } from '../../../tests/fakes/sample-tasks.ts';
import type { EngineState } from '../../core/engine-api.ts';
import type { Notice } from '../../shared/snapshot.ts';
import { createKeepAwake } from './keep-awake.ts';
import { createLauncher } from './launcher.ts';
import { createTaskbar } from './taskbar.ts';

vi.mock('electron', () => ({ nativeImage: { createFromBitmap: () => 'a dot' } }));

let state: Pick<EngineState, 'tasks' | 'work' | 'notices'>;
let tell: () => void;
const stopListening = vi.fn();
const engine = {
  state: () => state as EngineState,
  onChange(listener: (change: never) => void) {
    tell = () => listener(undefined as never);
    return stopListening;
  },
};
const change = (more: Partial<typeof state>): void => {
  state = { ...state, ...more };
  tell();
};
const saving = (received: number): EngineState['tasks'] => [
  sampleTask(0, 0, { items: [sampleItem(0, 0, { state: 'saving', received, total: 1000 })] }),
];
const unread = (count: number): Notice[] =>
  Array.from({ length: count + 1 }, (_none, index) => ({ read: index === count }) as Notice);

beforeEach(() => {
  vi.clearAllMocks();
  state = { tasks: [], work: null, notices: [] };
});

it('shows progress and what is unread, each look once, and nothing when the app ends', () => {
  const place = vi.fn();
  const launcher = createLauncher({ engine, places: [place] });
  expect(place).not.toHaveBeenCalled();
  change({ tasks: saving(500) });
  change({ tasks: saving(501) });
  change({ notices: unread(2) });
  expect(place.mock.calls).toEqual([[{ progress: 0.5, unread: 0 }], [{ progress: 0.5, unread: 2 }]]);
  launcher.renew();
  expect(place).toHaveBeenLastCalledWith({ progress: 0.5, unread: 2 });
  change({ tasks: [] });
  launcher.stop();
  expect(stopListening).toHaveBeenCalledOnce();
  expect(place.mock.calls.slice(3)).toEqual([
    [{ progress: null, unread: 2 }],
    [{ progress: null, unread: 0 }],
  ]);
});

it('is a bar of the window with a badge or, on Windows, a dot with words; without a window it is the badge alone', () => {
  const window = { setProgressBar: vi.fn(), setOverlayIcon: vi.fn() };
  const app = { setBadgeCount: vi.fn(() => true) };
  const unreadWords = (count: number) => `${count} unread`;
  const facts = { progress: 0.25, unread: 3 };
  createTaskbar({ app, window: () => window, unreadWords, platform: 'darwin' })(facts);
  expect([window.setProgressBar.mock.lastCall, app.setBadgeCount.mock.lastCall]).toEqual([[0.25], [3]]);
  expect(window.setOverlayIcon).not.toHaveBeenCalled();

  const windows = createTaskbar({ app, window: () => window, unreadWords, platform: 'win32' });
  windows(facts);
  expect(window.setOverlayIcon).toHaveBeenLastCalledWith('a dot', '3 unread');
  windows({ progress: null, unread: 0 });
  expect(window.setOverlayIcon).toHaveBeenLastCalledWith(null, '');
  expect(window.setProgressBar).toHaveBeenLastCalledWith(-1);
  expect(app.setBadgeCount).toHaveBeenCalledOnce();

  createTaskbar({ app, window: () => null, unreadWords, platform: 'linux' })({ progress: null, unread: 1 });
  expect(app.setBadgeCount).toHaveBeenLastCalledWith(1);
});

it('keeps the system awake while a clip is saved and the user wants it, and no moment longer', () => {
  let wanted = false;
  const blocker = { start: vi.fn(() => 7), stop: vi.fn(() => true) };
  const awake = createKeepAwake({ engine, blocker, wanted: () => wanted });
  change({ tasks: saving(1) });
  expect(blocker.start).not.toHaveBeenCalled();
  wanted = true;
  awake.look();
  change({ tasks: saving(2) });
  expect(blocker.start.mock.calls).toEqual([['prevent-app-suspension']]);
  // A try that waits for its time waits as well asleep.
  change({ tasks: [sampleTask(0, 0, { items: [sampleItem(0, 0, { state: 'retrying' })] })] });
  expect(blocker.stop.mock.calls).toEqual([[7]]);
  change({ tasks: saving(3) });
  wanted = false;
  awake.look();
  expect([blocker.start.mock.calls.length, blocker.stop.mock.calls.length]).toEqual([2, 2]);
  wanted = true;
  awake.look();
  awake.stop();
  expect(blocker.stop).toHaveBeenCalledTimes(3);
});
