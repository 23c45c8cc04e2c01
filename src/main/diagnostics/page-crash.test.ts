import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { createFakeLog, type FakeLog } from '../../../tests/fakes/log.ts';
import { createFaults, type Faults } from './faults.ts';
import { reviveAfterCrash } from './page-crash.ts';

let log: FakeLog;
let faults: Faults;
let now: number;
let page: EventEmitter & { reload: () => void };
const die = (reason = 'crashed'): boolean => page.emit('render-process-gone', {}, { reason, exitCode: 139 });

beforeEach(() => {
  log = createFakeLog();
  faults = createFaults(log);
  now = 0;
  page = Object.assign(new EventEmitter(), { reload: vi.fn() });
  reviveAfterCrash(page as unknown as WebContents, faults, () => now);
});

it('brings a page back, and tells of it', () => {
  const told = vi.fn();
  faults.onChange(told);
  die();
  expect(page.reload).toHaveBeenCalledOnce();
  expect([faults.count(), told.mock.calls.length]).toEqual([1, 1]);
  expect(log.lines).toEqual([
    { level: 'error', event: 'page gone', fields: { detail: 'crashed, exit code 139' } },
  ]);
});

it('lets a page rest that dies again and again, and not one that dies now and then', () => {
  for (let n = 0; n < 5; n += 1) die('oom');
  expect(page.reload).toHaveBeenCalledTimes(3);
  expect(log.text()).toContain('not brought back');
  for (let n = 0; n < 5; n += 1) {
    now += 61_000;
    die();
  }
  expect(page.reload).toHaveBeenCalledTimes(8);
});

it('says nothing of a page that ended as it should', () => {
  die('clean-exit');
  expect([faults.count(), log.lines]).toEqual([0, []]);
});
