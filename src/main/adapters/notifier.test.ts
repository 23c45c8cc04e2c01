import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog, type FakeLog } from '../../../tests/fakes/log.ts';
import { desktop as words } from '../../shared/messages/en/desktop.ts';
import type { Notice } from '../../shared/snapshot.ts';
import type { ShownToast, Toaster } from './notifications/toaster.ts';
import { createNotifier } from './notifier.ts';

const start = new Date(2026, 10, 25, 21, 59, 0).getTime();
let clock: FakeClock;
let log: FakeLog;
let shown: ShownToast[];
let act: Parameters<Toaster['onActivated']>[0];
let why: string | null;
const settings = {
  notify: { finished: true, failed: true },
  quiet: { on: false, from: '22:00', to: '08:00' },
};
const [onClick, onPlay, onShowInFolder] = [vi.fn(), vi.fn(), vi.fn()];

const notice = (more: Partial<Notice> = {}): Notice => ({
  ...{ id: 'n', kind: 'finished', at: start, read: false, title: 'Night Ferry', detail: null },
  ...{ taskId: 't', clipId: 'c' },
  ...more,
});

const create = () => {
  const toaster: Toaster = {
    async show(toast) {
      shown.push(toast);
      return why;
    },
    onActivated(listener) {
      act = listener;
    },
    hasShown: () => false,
    withdraw: async () => undefined,
  };
  return createNotifier({
    ...{ clock, log, toaster, words, locale: 'en', settings: () => settings },
    ...{ onClick, onPlay, onShowInFolder },
  });
};

beforeEach(() => {
  vi.clearAllMocks();
  clock = createFakeClock(start);
  log = createFakeLog();
  shown = [];
  why = null;
  settings.quiet.on = false;
});

describe('a system notification', () => {
  it('of a clip can play it and show it in its folder', async () => {
    create().notice(notice());
    await clock.advance(1000);
    expect(shown).toEqual([
      {
        id: 'clip:c',
        title: words.notify.finished('Night Ferry'),
        body: words.notify.finishedText,
        actions: [
          { key: 'play', label: words.notify.play },
          { key: 'folder', label: words.notify.showInFolder },
        ],
      },
    ]);
    act({ id: 'clip:c', key: 'play' });
    expect(onPlay).toHaveBeenCalledWith('c');
    act({ id: 'clip:c', key: 'folder' });
    expect(onShowInFolder).toHaveBeenCalledWith('c');
    expect(onClick).not.toHaveBeenCalled();
    act({ id: 'clip:c', key: 'default' });
    expect(onClick).toHaveBeenCalledWith({ kind: 'clip', id: 'c' });
  });

  it('of an earlier run leads where it did', () => {
    const notifier = create();
    notifier.activated({ id: 'task:t', key: 'default' });
    notifier.activated({ id: 'notices', key: 'default' });
    notifier.activated({ id: '', key: 'play' });
    expect(onClick.mock.calls).toEqual([[{ kind: 'task', id: 't' }], [{ kind: 'notices' }], [null]]);
    expect(onPlay).not.toHaveBeenCalled();
  });

  it.each([
    ['of a failure', notice({ kind: 'failed', clipId: null })],
    ['of a task without a clip', notice({ clipId: null })],
  ])('%s has no buttons', async (_name, given) => {
    create().notice(given);
    await clock.advance(1000);
    expect(shown[0]?.actions).toEqual([]);
  });

  it('that the system did not take says why in the log', async () => {
    why = 'no server';
    create().plain('a', 'b');
    await clock.advance(0);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ event: 'notification not shown', fields: { why: 'no server' } }),
    );
  });
});

describe('quiet hours', () => {
  it('hold notifications back, and tell of all at their end as one', async () => {
    settings.quiet.on = true;
    const notifier = create();
    notifier.notice(notice({ id: 'before' }));
    await clock.advance(1000);
    expect(shown).toHaveLength(1);
    await clock.advance(60_000);
    for (let n = 0; n < 5; n += 1) {
      notifier.notice(notice({ id: `n${n}` }));
      await clock.advance(1000);
    }
    await clock.advance(9 * 3_600_000);
    expect(shown).toHaveLength(1);
    await clock.advance(3_600_000);
    expect(shown.slice(1).map(({ title }) => title)).toEqual([words.notify.many('5')]);
    // Each says why.
    expect(log.lines.filter(({ event }) => event === 'notification held back')).toHaveLength(5);
    await clock.advance(24 * 3_600_000);
    expect(shown).toHaveLength(2);
  });

  it('end when they are switched off', async () => {
    settings.quiet.on = true;
    const notifier = create();
    await clock.advance(3_600_000);
    notifier.notice(notice());
    await clock.advance(10_000);
    expect(shown).toEqual([]);
    settings.quiet.on = false;
    await clock.advance(61_000);
    expect(shown).toHaveLength(1);
  });

  it('hold a plain text back too, and drop what is not true any more', async () => {
    settings.quiet.on = true;
    const notifier = create();
    await clock.advance(3_600_000);
    let full = true;
    notifier.plain('disk full', 'text', () => full);
    notifier.plain('still here', 'text');
    await clock.advance(1000);
    expect(shown).toEqual([]);
    expect(log.lines.map(({ event, fields }) => [event, fields?.['title']])).toEqual([
      ['notification held back', 'disk full'],
      ['notification not shown', 'still here'],
    ]);
    await clock.advance(10 * 3_600_000);
    expect(shown.map(({ title }) => title)).toEqual(['disk full']);
    await clock.advance(14 * 3_600_000);
    notifier.plain('disk full', 'text', () => full);
    full = false;
    await clock.advance(24 * 3_600_000);
    expect(shown).toHaveLength(1);
  });

  it('that the app does not live to see the end of are said to hide what happened', async () => {
    settings.quiet.on = true;
    const notifier = create();
    await clock.advance(3_600_000);
    notifier.notice(notice());
    await clock.advance(1000);
    notifier.stop();
    await clock.advance(24 * 3_600_000);
    expect(shown).toEqual([]);
    expect(log.lines.at(-1)).toMatchObject({
      ...{ event: 'notification not shown', fields: { why: 'the app ended', left: ['finished'] } },
    });
  });
});
