import { expect, it } from 'vitest';
import type { SaveItemRecord } from './item-store.ts';
import { inTurn } from './order.ts';

const now = Date.UTC(2026, 5, 8);
const hourMs = 3_600_000;
const item = (
  id: string,
  hoursLeft: number | null,
  nextTryAt: number | null,
  position = 0,
): SaveItemRecord => ({
  ...{ id, taskId: 't', position, title: '', state: 'waiting', attempts: 0, needsLink: false },
  ...{ problem: null, part: null, source: { kind: 'lyrics', title: '', text: '' }, nextTryAt },
  deadlineAt: hoursLeft === null ? null : now + hoursLeft * hourMs,
});
const order = (...items: SaveItemRecord[]): string =>
  inTurn(items, now)
    .map(({ id }) => id)
    .join(' ');

it('takes those first whose links run out within two days, the nearest before all', () => {
  expect(order(item('fresh', 160, null), item('soon', 30, now - 5), item('sooner', 3, now - 1))).toBe(
    'sooner soon fresh',
  );
});

it('takes the longest due first where no deadline is near', () => {
  expect(order(item('c', 100, now - 1), item('b', 160, now - 500), item('a', 150, null))).toBe('a b c');
});

it('takes what came first among equals, and sheets before clips', () => {
  expect(order(item('late', 160, null), item('early', 150, null), item('sheet', null, null))).toBe(
    'sheet early late',
  );
  expect(order(item('second', 150, null, 1), item('first', 150, null, 0))).toBe('first second');
});

it('gives no precedence to links whose time is over', () => {
  expect(order(item('over', -1, now - 1), item('fresh', 160, now - 500))).toBe('fresh over');
});
