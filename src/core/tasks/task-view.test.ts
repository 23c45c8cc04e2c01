import { expect, it } from 'vitest';
import { newTask } from './task-record.ts';
import { taskView } from './task-view.ts';

const start = Date.UTC(2026, 5, 1);
const running = { ...newTask('t', start), status: 'running', createdAt: new Date(start).toISOString() };
const expected = (progress: number | null, lastCheckAt: number): number | null =>
  taskView({ ...running, progress, lastCheckAt }, [], false, () => 120_000).expectedAt;

it('expects by experience, and by the progress once that promises less', () => {
  expect(expected(null, start + 6000)).toBe(start + 120_000);
  expect(expected(5, start + 6000)).toBe(start + 120_000);
  expect(expected(50, start + 6000)).toBe(start + 12_000);
  expect(expected(50, start + 200_000)).toBe(start + 120_000);
});
