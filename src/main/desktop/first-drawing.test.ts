import { expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import type { CommandName } from '../../shared/contract.ts';
import { createFirstDrawing } from './first-drawing.ts';

const begin = (isAwaited = true) => {
  const clock = createFakeClock();
  const drawing = createFirstDrawing(clock, isAwaited);
  let done = false;
  void drawing.done.then(() => (done = true));
  return { clock, drawing, isDone: () => done };
};

it.each<[CommandName[], number]>([
  [['app.snapshot', 'library.page'], 400],
  [['library.page', 'app.snapshot', 'library.page'], 400],
  [['app.snapshot', 'tasks.past', 'app.snapshot'], 1500],
  [[], 5000],
])('is over soon after %j was answered', async (commands, ms) => {
  const { clock, drawing, isDone } = begin();
  commands.forEach((command) => drawing.answered(command));
  await clock.advance(ms - 1);
  expect(isDone()).toBe(false);
  await clock.advance(1);
  expect([isDone(), clock.pending()]).toEqual([true, 0]);
});

it('begins again when the library follows the snapshot late', async () => {
  const { clock, drawing, isDone } = begin();
  drawing.answered('app.snapshot');
  await clock.advance(1490);
  drawing.answered('library.page');
  await clock.advance(399);
  expect(isDone()).toBe(false);
  await clock.advance(1);
  expect(isDone()).toBe(true);
});

it('is over at once where nobody looks', async () => {
  const { clock, isDone } = begin(false);
  await clock.advance(0);
  expect([isDone(), clock.pending()]).toEqual([true, 0]);
});
