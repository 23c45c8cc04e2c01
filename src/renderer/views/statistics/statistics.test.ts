import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FakeSeed } from '../../../../tests/fakes/bridge.ts';
import { emptyStatistics, sampleStatistics } from '../../../../tests/fakes/sample-statistics.ts';
import { fail, ok } from '../../../shared/problem.ts';
import type { Statistics as Figures } from '../../../shared/statistics.ts';
import { renderOver } from '../../testing/render.ts';
import Statistics from './Statistics.svelte';

const library = { clips: 40, lyricSheets: 3, version: 1, problem: null };
const open = async (figures: Figures = sampleStatistics(), seed: FakeSeed = {}) => {
  const found: string[] = [];
  const shown = await renderOver(Statistics, { onfind: (text: string) => found.push(text) }, seed);
  shown.fake.answer('statistics.get', ({ span }) => ok({ ...figures, span }));
  shown.context.figures.reload();
  await waitFor(() => expect(shown.context.figures.shown).toEqual({ ...figures, span: 'all' }));
  return { ...shown, found };
};
const card = (name: string): HTMLElement => screen.getByRole('region', { name });
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));

describe('statistics', () => {
  it('say how much there is, what it cost and how it went', async () => {
    await open();
    const totals = screen.getByText('Credits spent').closest('dl');
    expect(totals?.textContent).toMatch(/Clips\s*486\s*2.1 GB on disk/);
    expect(totals?.textContent).toMatch(/Credits spent\s*2,454\s*70 given back ·\s*20 held/);
    expect(totals?.textContent).toMatch(/Tasks\s*289\s*279 finished ·\s*5 failed ·\s*2 timed out/);
  });

  it('name every column with its exact figure, and lead from it to the library', async () => {
    const { found } = await open();
    const columns = within(card('By month')).getByRole('group', { name: 'By month' });
    expect(within(columns).getAllByRole('button')).toHaveLength(12);
    const october = within(columns).getByRole('button', {
      name: 'October 2026: 78 clips, show in the library',
    });
    expect(card('By month').textContent).toContain('Most in October 2026: 78 clips');
    await fireEvent.click(october);
    // A month of silence leads nowhere.
    await fireEvent.click(within(columns).getByRole('button', { name: 'June 2026: 0 clips' }));
    await fireEvent.click(within(card('By model')).getByRole('button', { name: /^chirp-crow/ }));
    await fireEvent.click(within(card('Styles')).getByRole('button', { name: /^city pop/ }));
    expect(found).toEqual(['on:2026-10', 'model:"chirp-crow"', 'style:"city pop"']);
    // Where a task gave no clip there is nothing to be found.
    await choose('Credits');
    expect(within(card('By model')).getByText('Without a clip')).toBeTruthy();
    expect(within(card('By model')).queryByRole('button', { name: /^Without/ })).toBeNull();
  });

  it('take the keyboard along the columns, with one stop for all, and say what is focused', async () => {
    await open();
    const columns = within(card('By month')).getAllByRole('button', { name: /^\w+ 202\d:/ });
    expect(columns.filter((column) => column.tabIndex === 0)).toEqual([columns[11]]);
    columns[11]?.focus();
    await fireEvent.keyDown(columns[11] as HTMLElement, { key: 'ArrowLeft' });
    await waitFor(() => expect(document.activeElement).toBe(columns[10]));
    expect(columns.filter((column) => column.tabIndex === 0)).toEqual([columns[10]]);
    // By model, too: 72 by one, 4 and 2 by others.
    await waitFor(() =>
      expect(card('By month').textContent).toMatch(/udio32-v1.5\s*2\s*chirp-crow\s*4\s*chirp-fenix\s*72/),
    );
    await fireEvent.keyDown(columns[10] as HTMLElement, { key: 'Home' });
    await waitFor(() => expect(document.activeElement).toBe(columns[0]));
    await fireEvent.keyDown(columns[0] as HTMLElement, { key: 'ArrowLeft' });
    expect(document.activeElement).toBe(columns[0]);
  });

  it('show the same figures as tables', async () => {
    await open();
    await fireEvent.click(screen.getByRole('button', { name: 'By month as a table' }));
    const cells = (row: HTMLElement | undefined) =>
      Array.from(row?.children ?? [], (cell) => cell.textContent?.trim());
    const rows = within(card('By month')).getAllByRole('row');
    expect([rows.length, cells(rows[0])]).toEqual([13, ['Month', 'Clips', 'Music', 'Credits']]);
    expect(cells(rows[2])).toEqual(['October 2026', '78', '4 hr', '390']);
    await fireEvent.click(screen.getByRole('button', { name: 'Waits as a table' }));
    const waits = within(card('Waits')).getAllByRole('row').map(cells);
    expect(waits[1]).toEqual(['chirp-fenix', '162', '1 min 58 sec', '2 min 40 sec']);
    expect(waits[4]).toEqual(['udio32-v1.5', '4', '1 min 35 sec', 'too few tasks to say']);
    await fireEvent.click(screen.getByRole('button', { name: 'By month as a chart' }));
    expect(within(card('By month')).queryByRole('table')).toBeNull();
  });

  it('say waits in sentences, and of a few tasks that they are few', async () => {
    await open();
    const waits = within(card('Waits'));
    waits.getByText('chirp-fenix: half within 1 min 58 sec, nine of ten within 2 min 40 sec (162 tasks)');
    waits.getByText('Lyrics, suno: half within 19 sec, nine of ten within 31 sec (12 tasks)');
    waits.getByText('udio32-v1.5: about 1 min 35 sec (only 4 tasks so far)');
  });

  it('draw nothing where there is one value, and say it', async () => {
    const whole = sampleStatistics();
    const clips = { clips: 3, seconds: 540, credits: 20 };
    const models = [{ model: 'chirp-fenix', ...clips }];
    const { found } = await open({
      ...whole,
      ...{ periods: [{ name: '2026-11', ...clips, models }], models, types: [{ type: 'music', ...clips }] },
      ...{ totals: { ...whole.totals, ...clips }, styles: [], waits: whole.waits.slice(0, 1) },
    });
    expect(card('By month').textContent).toContain('All of it in November 2026: 3 clips.');
    expect(card('By model').textContent).toContain('All with chirp-fenix: 3 clips.');
    expect(card('Waits').textContent).toContain('chirp-fenix: half within 1 min 58 sec');
    expect(screen.queryByRole('figure')).toBeNull();
    expect(screen.queryByRole('region', { name: 'By type' })).toBeNull();
    await choose('Hours');
    expect(card('By month').textContent).toContain('All of it in November 2026: 9 min.');
    await fireEvent.click(within(card('By month')).getByRole('button', { name: 'Show' }));
    expect(found).toEqual(['on:2026-11']);
  });

  it('say what to do where there is nothing at all, and where there is nothing in the time that was chosen', async () => {
    const { context } = await open(emptyStatistics, {
      snapshot: { tasks: [], library: { ...library, clips: 0, lyricSheets: 0 } },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Add tasks' }));
    expect([context.nav.view, context.nav.adding]).toEqual(['tasks', true]);
  });

  it('lead back to all time from a time of nothing', async () => {
    const { fake, context } = await open();
    fake.answer('statistics.get', ({ span }) =>
      ok({ ...(span === 'days' ? emptyStatistics : sampleStatistics()), span }),
    );
    await choose('30 days');
    await fireEvent.click(await screen.findByRole('button', { name: 'Show all time' }));
    await waitFor(() => expect(card('By month')).toBeTruthy());
    expect(context.figures.span).toBe('all');
  });

  it('say what stands in the way, and try again', async () => {
    const { fake, context } = await renderOver(Statistics, { onfind: () => undefined });
    await waitFor(() => expect(context.figures.shown).not.toBeNull());
    fake.answer('statistics.get', () => fail('internal'));
    await choose('12 months');
    // What was there stays, with a word about it.
    await waitFor(() => expect(screen.getByText(/Cliploft made a mistake/)).toBeTruthy());
    expect(card('By month')).toBeTruthy();
    fake.answer('statistics.get', ({ span }) => ok(sampleStatistics({ span })));
    await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText(/Cliploft made a mistake/)).toBeNull());
    expect(context.figures.shown?.span).toBe('months');
  });
});

describe('figures that change', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('are asked for again, once every few seconds at most, and never while nothing changed', async () => {
    const { fake, context } = await open();
    const asked = (): number => fake.callsOf('statistics.get').length;
    const start = asked();
    const grow = (version: number): void => fake.push({ slices: { library: { ...library, version } } });
    for (const version of [2, 3, 4]) {
      grow(version);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(asked()).toBe(start);
    fake.answer('statistics.get', ({ span }) => ok(sampleStatistics({ span, unindexed: 7 })));
    await vi.advanceTimersByTimeAsync(4000);
    expect(asked()).toBe(start + 1);
    expect(context.figures.shown?.unindexed).toBe(7);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(start + 1);
    const [task] = fake.state().tasks;
    if (task !== undefined) fake.push({ tasks: [{ ...task, credits: (task.credits ?? 0) + 5 }] });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked()).toBe(start + 2);
    // A check that changes nothing of it is nothing new.
    await vi.advanceTimersByTimeAsync(10_000);
    if (task !== undefined)
      fake.push({ tasks: [{ ...task, credits: (task.credits ?? 0) + 5, checking: true }] });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBe(start + 2);
  });
});
