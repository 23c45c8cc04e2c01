import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { sampleItem, sampleTask } from '../../../../tests/fakes/sample-tasks.ts';
import { sampleTrouble } from '../../../../tests/fakes/sample-trouble.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { SaveItem, Task } from '../../../shared/task.ts';
import { renderOver, testNow } from '../../testing/render.ts';
import Tasks from './Tasks.svelte';

const trouble = (title: string): Task => {
  const task = sampleTrouble(testNow).find((each) => each.title === title);
  if (task === undefined) throw new Error(`no sample called ${title}`);
  return task;
};
const idOf = (task: Task, place: number): string => task.items[place]?.id ?? '';
const shown = (tasks: Task[], more: Partial<Snapshot> = {}) =>
  renderOver(Tasks, {}, { snapshot: { tasks, ...more } });
const row = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-item="${id}"]`);
  if (found === null) throw new Error(`no row of ${id}`);
  return found;
};
const one = (more: Partial<SaveItem>): Task =>
  sampleTask(0, testNow, {
    ...{ status: 'success', watch: 'done', nextCheckAt: null, expectedAt: null },
    items: [sampleItem(0, 0, { received: 0, total: null, ...more })],
  });
const occurrences = (text: string): number => (document.body.textContent ?? '').split(text).length - 1;

describe('a result that is not saved', () => {
  it('says why once for all, and of each what happens next and how often it was tried', async () => {
    const task = trouble('Salt and Copper');
    await shown([task]);
    expect(occurrences('The download link no longer works.')).toBe(1);
    expect(row(idOf(task, 0)).textContent).toContain('Asks sunor for a fresh link in 42 s');
    expect(row(idOf(task, 0)).textContent).toContain('3 tries so far');
    expect(row(idOf(task, 1)).textContent).toContain('4 tries so far');
  });

  it('is tried now', async () => {
    const task = trouble('Low Orbit');
    const { fake } = await shown([task]);
    await fireEvent.click(screen.getByRole('button', { name: 'Try now to save Low Orbit' }));
    expect(fake.callsOf('saving.retry')).toEqual([{ ids: [idOf(task, 1)] }]);
    await waitFor(() => expect(row(idOf(task, 1)).dataset['state']).toBe('saving'));
  });

  it('is tried now without the others by its menu', async () => {
    const task = trouble('Salt and Copper');
    const { fake } = await shown([task]);
    await fireEvent.click(
      within(row(idOf(task, 1))).getByRole('menuitem', { name: 'Try now', hidden: true }),
    );
    expect(fake.callsOf('saving.retry')).toEqual([{ ids: [idOf(task, 1)] }]);
  });

  it('is tried with the others of its task', async () => {
    const task = trouble('Salt and Copper');
    const { fake } = await shown([task]);
    await fireEvent.click(screen.getByRole('button', { name: 'Try all now: Salt and Copper' }));
    expect(fake.callsOf('saving.retry')).toEqual([{ ids: task.items.map(({ id }) => id) }]);
  });

  it('pauses and goes on', async () => {
    const task = one({ state: 'retrying', nextTryAt: testNow + 9_000, problem: { code: 'server' } });
    const { fake } = await shown([task]);
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Pause', hidden: true }));
    expect(fake.callsOf('saving.pause')).toEqual([{ ids: [idOf(task, 0)] }]);
    await waitFor(() => expect(row(idOf(task, 0)).textContent).toContain('Paused by you'));
    await fireEvent.click(screen.getByRole('button', { name: 'Resume saving Harbour Waltz' }));
    expect(fake.callsOf('saving.resume')).toEqual([{ ids: [idOf(task, 0)] }]);
  });

  it('is left out, with a way back', async () => {
    const task = one({ state: 'impossible', problem: { code: 'links_expired' } });
    const { fake } = await shown([task]);
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Leave out', hidden: true }));
    expect(fake.callsOf('saving.drop')).toEqual([{ ids: [idOf(task, 0)] }]);
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(fake.callsOf('saving.retry')).toEqual([{ ids: [idOf(task, 0)] }]);
  });

  it('can be wanted after all', async () => {
    const task = one({ state: 'dropped' });
    const { fake } = await shown([task]);
    await fireEvent.click(screen.getByRole('button', { name: 'Save it after all: Harbour Waltz' }));
    expect(fake.callsOf('saving.retry')).toEqual([{ ids: [idOf(task, 0)] }]);
  });

  it('leaves the folder’s problem to the one banner', async () => {
    const library = { clips: 1, lyricSheets: 0, version: 1, problem: { code: 'disk_full' as const } };
    await shown([trouble('夜明けの自転車')], { library });
    expect(occurrences('Make room')).toBe(1);
    expect(occurrences('Goes on by itself when there is room')).toBe(2);
  });

  it('shows its name whole to nobody when it is 5,000 characters long', async () => {
    await shown([one({ state: 'paused', title: 'x'.repeat(5000) })]);
    const { textContent } = row(idOf(one({}), 0));
    expect(textContent?.length).toBeLessThan(1000);
    for (const button of within(row(idOf(one({}), 0))).getAllByRole('button'))
      expect((button.getAttribute('aria-label') ?? '').length).toBeLessThan(120);
  });
});

describe('the filter of what is not saved', () => {
  it.each(['paused', 'needs_user', 'impossible'] as const)('holds %s', async (state) => {
    await shown([one({ state })]);
    await fireEvent.click(screen.getByRole('radio', { name: /^Not saved yet 1$/ }));
    expect(document.querySelectorAll('[data-task]')).toHaveLength(1);
  });
});

describe('a task with much or odd to give', () => {
  it('shows a few of many, the troubled one among them, and all on demand', async () => {
    const task = trouble('The Long Set');
    await shown([task]);
    expect(document.querySelectorAll('[data-item]')).toHaveLength(8);
    expect(row(idOf(task, 19)).textContent).toContain('part 20');
    await fireEvent.click(screen.getByRole('button', { name: 'Show all 24 results' }));
    expect(document.querySelectorAll('[data-item]')).toHaveLength(24);
  });

  it('says that a result could not be read', async () => {
    await shown([trouble('Glass Elevator')]);
    expect(occurrences('1 more result could not be read')).toBe(1);
  });

  it('does not call a task empty whose results could not be read, and asks before it forgets it', async () => {
    const { fake } = await shown([trouble('Tomorrow, Probably')]);
    expect(occurrences('its 2 results could not be read')).toBe(1);
    expect(occurrences('without giving anything')).toBe(0);
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Forget…', hidden: true }));
    expect(fake.callsOf('tasks.forget')).toEqual([]);
  });
});
