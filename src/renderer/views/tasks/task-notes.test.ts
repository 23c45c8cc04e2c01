import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { finished, sampleItem, sampleTask } from '../../../../tests/fakes/sample-tasks.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { SaveItem, Task } from '../../../shared/task.ts';
import { renderOver, testNow } from '../../testing/render.ts';
import Tasks from './Tasks.svelte';

const success = (more: Partial<Task> = {}, ...items: Partial<SaveItem>[]): Task =>
  sampleTask(0, testNow, {
    ...finished(testNow, 1),
    items: items.map((item, place) => sampleItem(0, place, item)),
    ...more,
  });
const waiting = { watch: 'active', nextCheckAt: testNow + 40_000 } as const;
const shown = async (task: Task, more: Partial<Snapshot> = {}) => {
  const { fake } = await renderOver(Tasks, {}, { snapshot: { tasks: [task], ...more } });
  const list = screen.getByRole('list', { name: 'Tasks, newest first' });
  const card = within(list).getAllByRole('listitem')[0] as HTMLElement;
  return { fake, card, text: card.textContent?.replace(/\s+/g, ' ') ?? '' };
};

describe('a success that waits for its result', () => {
  it('says so, and when it is asked next', async () => {
    const { fake, card, text } = await shown(success(waiting));
    expect(card.dataset['phase']).toBe('saving');
    expect(text).toContain(
      'sunor reports success and has not given the result yet. Cliploft asks again in 40 s.',
    );
    fake.push({ tasks: [success({ ...waiting, checking: true })] });
    await waitFor(() => expect(card.textContent).toContain('Cliploft is asking again…'));
  });

  it('says how many results could not be read, beside those that could', async () => {
    const none = await shown(success({ ...waiting, unreadable: 2 }));
    expect(none.text).toContain('its 2 results could not be read yet. Cliploft asks again in 40 s.');
    none.fake.push({ tasks: [success({ ...waiting, unreadable: 1 }, {})] });
    await waitFor(() =>
      expect(none.card.textContent).toContain('1 more result could not be read yet; the others'),
    );
  });

  it('says what the last check ran into, and the next one only once', async () => {
    const problem = { code: 'bad_reply', retryAt: testNow + 40_000 } as const;
    const { text } = await shown(success({ ...waiting, problem }));
    expect(text).toContain('An answer that makes no sense. Nothing was changed because of it.');
    expect(text).toContain('Cliploft tries again in 40 s.');
    expect(text).not.toContain('asks again in');
  });

  it('says what it waits for without a network', async () => {
    const { text } = await shown(success(waiting), { online: false });
    expect(text).toContain('has not given the result yet. Goes on by itself when the network is back.');
  });

  it.each([
    ['with nothing yet', success(waiting)],
    ['with results that could not be read', success({ ...waiting, unreadable: 1 }, {})],
    ['that gave nothing', success()],
    ['whose results could not be read', success({ unreadable: 2 })],
    ['with a result that is not saved', success({}, { state: 'retrying', problem: { code: 'link_dead' } })],
  ])('%s can be checked now', async (_name, task) => {
    const { fake } = await shown(task);
    await fireEvent.click(screen.getByRole('button', { name: 'Check Harbour Waltz now' }));
    expect(fake.callsOf('tasks.checkNow')).toEqual([{ ids: [task.id] }]);
    expect(screen.getByRole('menuitem', { name: 'Check now', hidden: true })).toBeTruthy();
  });
});

describe('a task that ended without all of its result', () => {
  it('says that a check failed, and promises no other', async () => {
    const problem = { code: 'server', status: 502, retryAt: testNow + 40_000 } as const;
    const { text } = await shown(success({ problem }));
    expect(text).toContain('The last check failed: The service has a fault.');
    expect(text).not.toContain('tries again');
  });

  it('offers no saving where nothing is left to be saved', async () => {
    await shown(success({ unreadable: 1 }, {}));
    expect(screen.queryByRole('menuitem', { name: 'Try to save now', hidden: true })).toBeNull();
  });

  it('asks before it is forgotten, in words that fit', async () => {
    const { fake } = await shown(success({ unreadable: 1 }, {}));
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Forget…', hidden: true }));
    expect(await screen.findByText('Not all of “Harbour Waltz” is saved yet.')).toBeTruthy();
    expect(fake.callsOf('tasks.forget')).toEqual([]);
  });
});

it('a task that failed later keeps what is not saved in sight', async () => {
  const task = success(
    { status: 'failure', error: 'x' },
    { state: 'retrying', problem: { code: 'link_dead' } },
  );
  const { card, text } = await shown(task);
  expect(card.dataset['phase']).toBe('not_saved');
  expect(text).toContain('The service says: “x”.');
  expect(screen.getByRole('menuitem', { name: 'Forget…', hidden: true })).toBeTruthy();
});
