import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import type { Outcome } from '../control/reach.ts';
import { endSecondStart } from './second-start.ts';

const words = catalogueFor('en').terminal;
const app = { exit: vi.fn(), quit: vi.fn(), whenReady: vi.fn<() => Promise<void>>() };
const showMessageBox = vi.fn();
const say = vi.fn<(line: string) => void>();
const serving: Outcome = { kind: 'answered', reply: { kind: 'refused', code: 'serving' } };

const end = (ask: (() => Outcome) | null): Promise<void> =>
  endSecondStart({ app, dialog: { showMessageBox } as never, ask, say, words });

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  app.whenReady.mockResolvedValue();
  showMessageBox.mockResolvedValue({ response: 0 });
});
afterEach(() => void vi.useRealTimers());

describe('a start that came second', () => {
  it.each<[string, (() => Outcome) | null]>([
    ['wanted nothing', null],
    ['got its window', () => ({ kind: 'answered', reply: { kind: 'done' } })],
    ['got no answer, and has handed over by the lock', () => ({ kind: 'silent' })],
    ['found nobody any more', () => ({ kind: 'nobody' })],
    ['was refused', () => ({ kind: 'answered', reply: { kind: 'refused', code: 'unknown_clip' } })],
  ])('ends without a word where it %s', async (_how, ask) => {
    await end(ask);
    expect(app.quit).toHaveBeenCalledOnce();
    expect([app.exit.mock.calls, say.mock.calls, showMessageBox.mock.calls]).toEqual([[], [], []]);
  });

  it('says that the first one has no window, in words and in a box, and fails', async () => {
    await end(() => serving);
    expect(say.mock.calls).toEqual([[words.refused.serving]]);
    expect(showMessageBox.mock.calls).toEqual([[{ type: 'info', message: words.refused.serving }]]);
    expect([app.exit.mock.calls, app.quit.mock.calls]).toEqual([[[1]], []]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows its box only when Electron is ready', async () => {
    let ready = (): void => undefined;
    app.whenReady.mockReturnValue(new Promise((resolve) => (ready = resolve)));
    const ended = end(() => serving);
    await vi.advanceTimersByTimeAsync(0);
    expect(showMessageBox).not.toHaveBeenCalled();
    ready();
    await ended;
    expect(showMessageBox).toHaveBeenCalledOnce();
  });

  it('ends after a minute where nobody closes the box', async () => {
    showMessageBox.mockReturnValue(new Promise(() => undefined));
    const ended = end(() => serving);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(app.exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    expect(app.exit.mock.calls).toEqual([[1]]);
  });

  it('ends where there can be no box', async () => {
    showMessageBox.mockRejectedValue(new Error('no display'));
    await end(() => serving);
    expect(say.mock.calls).toEqual([[words.refused.serving], ['Error: no display']]);
    expect(app.exit.mock.calls).toEqual([[1]]);
  });

  it('ends where it could not even ask', async () => {
    await end(() => {
      throw new Error('no thread');
    });
    expect(say.mock.calls).toEqual([['Error: no thread']]);
    expect(app.exit.mock.calls).toEqual([[1]]);
  });
});
