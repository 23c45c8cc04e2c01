import { afterEach, expect, it, vi } from 'vitest';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { endInOrder } from './ending.ts';

afterEach(() => void vi.useRealTimers());

it('runs the steps in order, each when the one before is done', async () => {
  const steps: string[] = [];
  const log = createFakeLog();
  const slow = async (): Promise<void> => {
    await Promise.resolve();
    steps.push('engine');
  };
  await endInOrder(log, [slow, () => undefined, () => steps.push('database')]);
  expect(steps).toEqual(['engine', 'database']);
  expect(log.lines).toEqual([]);
});

it('goes on after a step that fails and one that never ends, and says so', async () => {
  vi.useFakeTimers();
  const log = createFakeLog();
  const last = vi.fn();
  const throws = (): void => {
    throw new Error('closed already');
  };
  const ending = endInOrder(log, [throws, () => new Promise(() => undefined), last]);
  await vi.advanceTimersByTimeAsync(4999);
  expect(last).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await ending;
  expect(last).toHaveBeenCalledOnce();
  expect(log.lines.map((line) => String(line.fields['detail']).split('\n')[0])).toEqual([
    'Error: closed already',
    'Error: took too long to end',
  ]);
});
