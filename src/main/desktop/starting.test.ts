import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { CannotStart, orCannotStart, startOrEnd } from './starting.ts';

const exit = vi.fn<(code?: number) => void>();
const say = vi.fn<(line: string) => void>();
const showMessageBox = vi.fn();
const words = { cannotStart: 'No start', unknownFault: 'Something is wrong' };

const startWith = async (start: () => Promise<void>) => {
  const log = createFakeLog();
  const dialog = { showMessageBox } as never;
  await startOrEnd({ start, log, app: { exit }, dialog, say, words });
  return log;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  showMessageBox.mockResolvedValue({ response: 0 });
});
afterEach(() => void vi.useRealTimers());

it('leaves a start that went well alone', async () => {
  const log = await startWith(() => Promise.resolve());
  expect([exit.mock.calls, say.mock.calls, showMessageBox.mock.calls, log.lines]).toEqual([[], [], [], []]);
});

it('says on screen, on stderr and in the log why there is no start, then ends', async () => {
  const log = await startWith(() =>
    Promise.resolve(
      orCannotStart('The database is none', () => {
        throw new Error('file is not a database');
      }),
    ),
  );
  expect(showMessageBox.mock.calls).toEqual([
    [{ type: 'error', message: 'No start', detail: 'The database is none' }],
  ]);
  expect(say.mock.calls).toEqual([['No start: The database is none']]);
  expect(String(log.lines[0]?.fields['cause'])).toContain('file is not a database');
  expect(exit.mock.calls).toEqual([[1]]);
  expect(vi.getTimerCount()).toBe(0);
});

it('has words for a fault that nobody foresaw, and keeps the fault itself for the log', async () => {
  const log = await startWith(() => Promise.reject(new Error('EACCES /home/me')));
  expect(say.mock.calls).toEqual([['No start: Something is wrong']]);
  expect(String(log.lines[0]?.fields['detail'])).toContain('EACCES /home/me');
  expect(exit.mock.calls).toEqual([[1]]);
});

it('ends after a while where nobody closes the box', async () => {
  showMessageBox.mockReturnValue(new Promise(() => undefined));
  const ended = startWith(() => Promise.reject(new CannotStart('No')));
  await vi.advanceTimersByTimeAsync(59_999);
  expect(exit).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await ended;
  expect(exit.mock.calls).toEqual([[1]]);
});

it('ends where there can be no box', async () => {
  showMessageBox.mockImplementation(() => {
    throw new Error('no display');
  });
  const log = await startWith(() => Promise.reject(new CannotStart('No')));
  expect(log.lines).toHaveLength(2);
  expect(exit.mock.calls).toEqual([[1]]);
});

it('hands on what the start needs when all is well', () => {
  expect(orCannotStart('words', () => 7)).toBe(7);
});
