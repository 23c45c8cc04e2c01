import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleItem, sampleTask } from '../../../tests/fakes/sample-tasks.ts';
import type { EngineChange, EngineState } from '../../core/engine-api.ts';
import { desktop as words } from '../../shared/messages/en/desktop.ts';
import { createAppTray, trayLine } from './tray.ts';
import { paintDot } from './tray-picture.ts';

interface Item {
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

const create = () => {
  const state = {
    ...{ tasks: [], session: { state: 'ready' }, library: { problem: null }, database: null },
  } as unknown as EngineState;
  let tell: (change: EngineChange) => void = () => undefined;
  const stopListening = vi.fn();
  const show = vi.fn();
  const quit = vi.fn();
  const made = createAppTray({
    engine: {
      state: () => state,
      onChange: (listener) => {
        tell = listener;
        return stopListening;
      },
    },
    ...{ words, locale: 'en', icon: '/icon.png', now: () => now, show, quit },
  });
  const change = (tasks: EngineState['tasks']): void => {
    state.tasks = tasks;
    tell({ slices: {}, tasks, gone: [] });
  };
  const menu = (): Item[] => tray.setContextMenu.mock.lastCall?.[0] as Item[];
  return { made, state, change, menu, show, quit, stopListening };
};

const stuck = sampleTask(1, now, {
  ...{ status: 'success', watch: 'done' },
  items: [sampleItem(1, 0, { state: 'needs_user' })],
});

beforeEach(() => void vi.clearAllMocks());

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
    expect(trayLine(attention, words.tray, 'en')).toBe(line);
  });
});

describe('the tray', () => {
  it('says how the app stands, and has the way back and the way out', () => {
    const { menu, show, quit } = create();
    expect(tray.setToolTip).toHaveBeenLastCalledWith(`Cliploft – ${words.tray.idle}`);
    menu()[2]?.click?.();
    expect(show).toHaveBeenLastCalledWith(null);
    menu()[3]?.click?.();
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
