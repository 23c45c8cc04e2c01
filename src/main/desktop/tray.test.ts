import { noPage } from '../../../tests/fakes/list-replies.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleItem, sampleTask } from '../../../tests/fakes/sample-tasks.ts';
import { sampleClips } from '../../../tests/fakes/sample-clips.ts';
import type { Clip } from '../../shared/clip.ts';
import type { EngineChange, EngineState } from '../../core/engine-api.ts';
import { desktop as words } from '../../shared/messages/en/desktop.ts';
import { createAppTray, trayLine } from './tray.ts';
import { menuTitle } from './tray-menu.ts';
import { paintDot } from './tray-picture.ts';

interface Item {
  type?: string;
  checked?: boolean;
  submenu?: Item[];
  label?: string;
  enabled?: boolean;
  click?: () => void;
}
const tray = vi.hoisted(() => ({
  ...{ setImage: vi.fn(), setToolTip: vi.fn(), setContextMenu: vi.fn(), on: vi.fn(), destroy: vi.fn() },
}));
vi.mock('electron', () => {
  const picture = { resize: () => picture, isEmpty: () => true };
  return {
    nativeImage: { createFromPath: () => picture, createFromBitmap: () => picture },
    Menu: { buildFromTemplate: (items: Item[]) => items },
    Tray: vi.fn(function tray_() {
      return tray;
    }),
  };
});

const now = Date.UTC(2026, 10, 23);
const calm = {
  ...{ keyRefused: false, database: false, folder: false, expiring: 0, needsYou: 0, missing: 0 },
  ...{ watching: 0, saving: 0, paused: 0, unreadable: 0, allSaved: false },
};

let clips: Clip[] = [];

const create = () => {
  const state = {
    ...{
      tasks: [],
      session: { state: 'ready' },
      library: { problem: null, clips: 0, version: 0 },
      database: null,
    },
    paused: false,
  } as unknown as EngineState;
  let tell: (change: EngineChange) => void = () => undefined;
  const stopListening = vi.fn();
  const show = vi.fn();
  const quit = vi.fn();
  const play = vi.fn();
  const pause = vi.fn();
  const made = createAppTray({
    engine: {
      clipPage: () => ({ ...noPage, total: state.library.clips, clips: [...clips] }),
      state: () => state,
      onChange: (listener) => {
        tell = listener;
        return stopListening;
      },
    },
    ...{ words, locale: 'en', icon: '/icon.png', now: () => now, actions: { show, play, pause, quit } },
  });
  const change = (tasks: EngineState['tasks']): void => {
    state.tasks = tasks;
    tell({ slices: {}, tasks, gone: [] });
  };
  const menu = (): Item[] => tray.setContextMenu.mock.lastCall?.[0] as Item[];
  return { made, state, change, menu, show, play, pause, quit, stopListening };
};

const stuck = sampleTask(1, now, {
  ...{ status: 'success', watch: 'done' },
  items: [sampleItem(1, 0, { state: 'needs_user' })],
});

beforeEach(() => {
  vi.clearAllMocks();
  clips = [];
});

describe('trayLine', () => {
  it.each([
    [calm, 'Nothing under way'],
    [{ ...calm, allSaved: true }, 'Everything is saved'],
    [{ ...calm, watching: 3 }, 'Watching 3'],
    [{ ...calm, watching: 1200, saving: 2 }, 'Watching 1,200 · Saving 2'],
    [{ ...calm, watching: 3, needsYou: 1 }, '1 clip needs you'],
    [{ ...calm, needsYou: 2 }, '2 clips need you'],
    [{ ...calm, needsYou: 2, keyRefused: true }, words.tray.keyRefused],
    [{ ...calm, paused: 2 }, 'Paused 2'],
    [{ ...calm, watching: 1, unreadable: 1 }, 'Watching 1 · 1 result could not be read'],
    [{ ...calm, saving: 1, missing: 2 }, '2 tasks were not found'],
    [
      { ...calm, database: true, folder: true, expiring: 3, needsYou: 1, watching: 4 },
      `${words.tray.database} · ${words.tray.folder} · The links of 3 clips run out within a day · 1 clip needs you`,
    ],
  ])('%j says %s', (attention, line) => {
    expect(trayLine(attention, words.tray, 'en', { paused: false, progress: null })).toBe(line);
  });

  it('tells how far saving is, in steps', () => {
    const line = (progress: number): string =>
      trayLine({ ...calm, saving: 2 }, words.tray, 'en', { paused: true, progress });
    expect([line(0.489), line(0.5), line(1)]).toEqual([
      'Watching is paused · Saving 2 (45%)',
      'Watching is paused · Saving 2 (50%)',
      'Watching is paused · Saving 2 (100%)',
    ]);
  });
});

describe('the tray', () => {
  it('says how the app stands, and has the way back and the way out', () => {
    const { menu, show, quit } = create();
    expect(tray.setToolTip).toHaveBeenLastCalledWith(`Cliploft – ${words.tray.idle}`);
    menu()[2]?.click?.();
    expect(show).toHaveBeenLastCalledWith(null);
    menu()[6]?.click?.();
    expect(quit).toHaveBeenCalledOnce();
  });

  it('calls once for trouble, not with each try, and leads to what is the matter', () => {
    const { change, menu, show } = create();
    change([stuck]);
    change([{ ...stuck, items: stuck.items.map((item) => ({ ...item, attempts: 7 })) }]);
    expect(tray.setToolTip).toHaveBeenCalledTimes(2);
    expect(menu()[0]).toMatchObject({ label: '1 clip needs you', enabled: true });
    menu()[0]?.click?.();
    expect(show).toHaveBeenLastCalledWith({ kind: 'notices' });
    change([]);
    expect(menu()[0]).toMatchObject({ label: words.tray.idle, enabled: false });
  });

  it('is not calm in an alarm, nor when the folder refuses', () => {
    const { change, menu, state } = create();
    const soon = { state: 'paused', deadlineAt: now + 3_600_000 } as const;
    change([{ ...stuck, items: [sampleItem(1, 0, soon)] }]);
    expect(menu()[0]).toMatchObject({ label: words.tray.expiring(1, '1'), enabled: true });
    state.library = { ...state.library, problem: { code: 'folder_missing' } };
    change([]);
    expect(menu()[0]).toMatchObject({ label: words.tray.folder, enabled: true });
  });

  it('plays what was saved last, and knows of it when the library changes', () => {
    const { menu, state, change, play } = create();
    expect(menu()[3]).toMatchObject({ label: words.tray.recent, enabled: false, submenu: [] });
    clips = sampleClips(now).slice(0, 2);
    state.library = { ...state.library, version: 1 };
    change([]);
    const recent = menu()[3]?.submenu ?? [];
    expect(recent.map(({ label }) => label)).toEqual(clips.map(({ title }) => title));
    recent[1]?.click?.();
    expect(play).toHaveBeenCalledWith(clips[1]?.id);
  });

  it('pauses watching and goes on, and says so', () => {
    const { menu, state, change, pause } = create();
    menu()[4]?.click?.();
    expect(pause).toHaveBeenLastCalledWith(true);
    state.paused = true;
    change([]);
    expect(menu()[0]?.label).toBe(words.tray.watchingPaused);
    expect(menu()[4]).toMatchObject({ type: 'checkbox', checked: true });
    menu()[4]?.click?.();
    expect(pause).toHaveBeenLastCalledWith(false);
  });

  it('is put up anew where a place for it came only now', () => {
    const { made, menu } = create();
    made.renew();
    expect(tray.destroy).toHaveBeenCalledOnce();
    expect(menu()).toHaveLength(7);
  });

  it('shows any title as one line without a key to press', () => {
    expect(menuTitle('Rock & Roll\n is\tback')).toBe('Rock && Roll is back');
    expect(Array.from(menuTitle('é'.repeat(500)))).toHaveLength(48);
  });

  it('goes with the app', () => {
    const { made, stopListening } = create();
    made.stop();
    expect(tray.destroy).toHaveBeenCalledOnce();
    expect(stopListening).toHaveBeenCalledOnce();
  });
});

describe('paintDot', () => {
  it('paints a corner and leaves the rest', () => {
    const bitmap = new Uint8Array(44 * 44 * 4).fill(9);
    paintDot(bitmap);
    const pixel = (x: number, y: number): number[] => [
      ...bitmap.slice((y * 44 + x) * 4, (y * 44 + x) * 4 + 4),
    ];
    expect(pixel(33, 33)[3]).toBe(255);
    expect(pixel(33, 23)).toEqual([0, 0, 0, 0]);
    expect(pixel(5, 5)).toEqual([9, 9, 9, 9]);
  });
});
