import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Release, Update, UpdateState } from '../../shared/update.ts';
import { createUpdates, UpdateError, type Updates } from './updates.ts';

const release: Release = { version: '2.0.0', notes: 'new', releasedAt: 5, page: null };
const [minute, hour] = [60_000, 3_600_000];

let clock: FakeClock;
let updates: Updates;
let told: UpdateState[];
let online: boolean;
let backup: Result<void>;
const settings = { checkForUpdates: true, skippedUpdate: null as string | null };
const updater = {
  check: vi.fn<() => Promise<Release | null>>(),
  download: vi.fn<(onProgress: (share: number) => void) => Promise<void>>(),
  install: vi.fn<() => Promise<void>>(),
};

const create = (mode: Update['mode'] = 'install'): Updates => {
  const made: Updates = createUpdates({
    ...{ clock, log: createFakeLog(), mode: { mode, by: mode === 'off' ? 'package' : null }, updater },
    settings: () => settings,
    keepSkipped: (version) => void (settings.skippedUpdate = version),
    isOnline: () => online,
    backup: async () => backup,
    onChange: () => told.push(made.state().state),
  });
  return made;
};
const state = (): UpdateState => updates.state().state;
/** Until all that was promised is done. */
const settle = (): Promise<void> => clock.advance(0);

beforeEach(() => {
  vi.resetAllMocks();
  clock = createFakeClock(1_700_000_000_000);
  [told, online, backup] = [[], true, ok(undefined)];
  Object.assign(settings, { checkForUpdates: true, skippedUpdate: null });
  updater.check.mockResolvedValue(release);
  updater.download.mockResolvedValue();
  updater.install.mockResolvedValue();
  updates = create();
});

describe('looking by itself', () => {
  it('waits for the start to be over, then looks once a day', async () => {
    updater.check.mockResolvedValue(null);
    updates.start();
    await clock.advance(2 * minute);
    expect(updater.check).not.toHaveBeenCalled();
    await clock.advance(2 * minute);
    expect(state()).toEqual({ kind: 'none', checkedAt: clock.now() - minute });
    await clock.advance(23 * hour);
    expect(updater.check).toHaveBeenCalledTimes(1);
    await clock.advance(2 * hour);
    expect(updater.check).toHaveBeenCalledTimes(2);
    updates.stop();
    await clock.advance(72 * hour);
    expect(updater.check).toHaveBeenCalledTimes(2);
  });

  it('does not look where somebody else sees to it, nor when it is switched off', async () => {
    create('off').start();
    settings.checkForUpdates = false;
    updates.start();
    await clock.advance(48 * hour);
    expect(updater.check).not.toHaveBeenCalled();
  });

  it('waits for a network', async () => {
    online = false;
    updates.start();
    await clock.advance(5 * hour);
    expect(updater.check).not.toHaveBeenCalled();
    online = true;
    await clock.advance(hour);
    expect(state()).toEqual({ kind: 'available', release });
  });

  it('does not tell of what is not wanted, nor of a place that does not answer', async () => {
    settings.skippedUpdate = '2.0.0';
    updates.start();
    await clock.advance(5 * minute);
    expect(state().kind).toBe('none');
    updater.check.mockRejectedValue(new UpdateError('unreachable', 'no'));
    await clock.advance(25 * hour);
    expect(state().kind).toBe('none');
  });
});

describe('asked by a person', () => {
  it('tells of every step, and fetches nothing unasked', async () => {
    settings.skippedUpdate = '2.0.0';
    updates.check();
    await settle();
    expect(told).toEqual([{ kind: 'checking' }, { kind: 'available', release }]);
    expect(updater.download).not.toHaveBeenCalled();
    updater.download.mockImplementation(async (onProgress) => [0.004, 0.5, 0.5, 7].forEach(onProgress));
    updates.download();
    await settle();
    expect(told.slice(2).map((each) => ('progress' in each ? each.progress : each.kind))).toEqual([
      ...[0, 0.5, 1, 'ready'],
    ]);
    expect(updater.install).not.toHaveBeenCalled();
    updates.install();
    await settle();
    expect([state().kind, updater.install.mock.calls.length]).toEqual(['installing', 1]);
  });

  it('installs nothing without a backup', async () => {
    updates.check();
    await settle();
    updates.download();
    await settle();
    backup = fail('disk_full');
    updates.install();
    await settle();
    expect(state()).toEqual({
      kind: 'failed',
      during: 'install',
      code: 'backup',
      detail: 'disk_full',
      release,
    });
    expect(updater.install).not.toHaveBeenCalled();
  });

  it.each(['check', 'download', 'install'] as const)(
    'says why %s failed, and can try again',
    async (during) => {
      updater[during].mockRejectedValueOnce(new UpdateError('damaged', new Error('other bytes')));
      updates.check();
      await settle();
      updates.download();
      await settle();
      updates.install();
      await settle();
      const known = during === 'check' ? null : release;
      expect(state()).toEqual({
        kind: 'failed',
        during,
        code: 'damaged',
        detail: 'other bytes',
        release: known,
      });
      if (during === 'check') updates.check();
      else updates.download();
      await settle();
      expect(state().kind).toBe(during === 'check' ? 'available' : 'ready');
    },
  );

  it('calls an error that it does not know its own', async () => {
    updater.check.mockRejectedValue(new TypeError('x is not a function'));
    updates.check();
    await settle();
    expect(state()).toMatchObject({ kind: 'failed', code: 'internal' });
  });

  it('does one thing at a time', async () => {
    updates.download();
    updates.install();
    updates.check();
    updates.check();
    await settle();
    expect([updater.check.mock.calls.length, updater.download.mock.calls.length]).toEqual([1, 0]);
    let done = (): void => undefined;
    updater.download.mockImplementation(() => new Promise((resolve) => void (done = resolve)));
    updates.download();
    updates.download();
    updates.check();
    updates.skip();
    await settle();
    expect([updater.download.mock.calls.length, state().kind]).toEqual([1, 'downloading']);
    done();
    await settle();
    expect(state().kind).toBe('ready');
  });

  it('only tells where it may not install', async () => {
    updates = create('tell');
    updates.check();
    await settle();
    updates.download();
    await settle();
    expect([state().kind, updater.download.mock.calls.length]).toEqual(['available', 0]);
    updates.skip();
    expect([state().kind, settings.skippedUpdate]).toEqual(['none', '2.0.0']);
  });
});
