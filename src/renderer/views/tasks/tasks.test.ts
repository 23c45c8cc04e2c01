import { t } from '../../ui/text.ts';
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { sampleItem, sampleTask, sampleTasks } from '../../../../tests/fakes/sample-tasks.ts';
import { fail, ok } from '../../../shared/problem.ts';
import { type Task, taskPhase, type TaskPhase } from '../../../shared/task.ts';
import { renderOver, testNow } from '../../testing/render.ts';
import Tasks from './Tasks.svelte';

const taskIn = (phase: TaskPhase): Task => {
  const task = sampleTasks(testNow).find((each) => taskPhase(each) === phase);
  if (task === undefined) throw new Error(`no sample of ${phase}`);
  return task;
};
const shown = (tasks: Task[], more = {}) => renderOver(Tasks, {}, { snapshot: { tasks, ...more } });
const card = (): HTMLElement =>
  within(screen.getByRole('list', { name: 'Tasks, newest first' })).getAllByRole(
    'listitem',
  )[0] as HTMLElement;

const phases: Record<TaskPhase, string[]> = {
  asking: ['Looking it up', 'Untitled task'],
  waiting: ['Waiting', 'about 1 min left'],
  running: ['Running', '64 %', 'about 1 min left', 'next check in 3 s'],
  saving: ['Saving', '1.9 MB of 3.4 MB', 'Waits for its turn'],
  not_saved: ['Not saved yet', 'Next try in 42 s', 'The download link no longer works.', 'Try now'],
  left_out: ['Left out by you', 'Save it after all'],
  saved: ['Saved', 'Paper Aeroplanes'],
  empty: ['No result', 'It finished without giving anything to save.'],
  failed: ['Failed', '10 credits, given back', 'The service says: “Provider refused the prompt”'],
  timed_out: ['Timed out', '10 credits, given back', 'The service gave up on it after too long.'],
  missing: ['Not found', 'The service does not know this id for your key.'],
  stopped: ['Not watched', 'Resume watching'],
  unknown: ['reviewing', 'stems', 'which this version does not know'],
};

describe('a task’s card', () => {
  it.each(Object.entries(phases))('%s', async (phase, words) => {
    await shown([taskIn(phase as TaskPhase)]);
    expect(card().dataset.phase).toBe(phase);
    for (const text of words) expect(card().textContent).toContain(text);
  });

  it('tells no time of a check while watching is paused', async () => {
    const { fake } = await shown([taskIn('running')]);
    fake.push({ slices: { paused: true } });
    await waitFor(() => expect(card().textContent).toContain(t.tasks.watchingPaused));
    expect(card().textContent).not.toContain('next check');
  });

  it('changes in place when main tells of progress', async () => {
    const { fake } = await shown([sampleTask(0, testNow, { progress: 10 })]);
    const before = card();
    fake.push({ tasks: [sampleTask(0, testNow, { progress: 80 })] });
    await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('80'));
    expect(card()).toBe(before);
  });

  it('leads from a saved clip to the library', async () => {
    const { context } = await shown([taskIn('saved')]);
    await fireEvent.click(within(card()).getAllByTitle(/Open “Paper Aeroplanes”/)[0] as HTMLElement);
    expect(context.nav.view).toBe('library');
    expect(context.nav.clipId).toBe(taskIn('saved').items[0]?.id);
  });
});

describe('the list of tasks', () => {
  it('filters by where tasks stand', async () => {
    await shown(sampleTasks(testNow));
    await fireEvent.click(screen.getByRole('radio', { name: /^Failed/ }));
    const phasesShown = Array.from(
      document.querySelectorAll<HTMLElement>('[data-phase]'),
      (each) => each.dataset.phase,
    );
    expect(phasesShown.sort()).toEqual(['failed', 'missing', 'timed_out']);
  });

  it('brings a task into sight that somebody asked for, whatever is filtered', async () => {
    const tasks = sampleTasks(testNow);
    const { context } = await shown(tasks);
    await fireEvent.click(screen.getByRole('radio', { name: /^Failed/ }));
    const running = taskIn('running');
    context.nav.showTask(running.id);
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.task).toBe(running.id));
    expect(document.activeElement?.classList.contains('shown')).toBe(true);
  });

  it('reads older tasks as one looks back, and counts them from the first', async () => {
    const [newest] = sampleTasks(testNow);
    const old = sampleTask(44, testNow, {
      title: 'Long Ago',
      addedAt: 5,
      status: 'success',
      items: [sampleItem(44, 0, { state: 'saved' })],
    });
    const { fake, context } = await shown(newest === undefined ? [] : [newest], {
      past: { finished: 1, failed: 0 },
    });
    expect(screen.getByRole('radio', { name: /^All/ }).closest('label')?.textContent).toMatch(/2/);
    fake.answer('tasks.past', () => ok([old]));
    await context.app.older.more();
    await screen.findByText('Long Ago');
    expect(fake.callsOf('tasks.past')).toEqual([{ place: null, shelf: null, limit: 60 }]);
    expect(context.app.older.isEnd).toBe(true);
    await fireEvent.click(screen.getByRole('radio', { name: /^Failed/ }));
    expect(screen.queryByText('Long Ago')).toBeNull();
    fake.answer('tasks.past', () => fail('internal'));
    await context.app.older.more();
    expect(fake.callsOf('tasks.past')[1]).toEqual({ place: null, shelf: 'failed', limit: 60 });
    expect(context.app.older.problem?.code).toBe('internal');
  });

  it('looks back also where nothing at hand matches', async () => {
    const [newest] = sampleTasks(testNow);
    await shown(newest === undefined ? [] : [newest], { past: { finished: 0, failed: 3 } });
    await fireEvent.click(screen.getByRole('radio', { name: /^Failed/ }));
    expect(screen.queryByText(t.tasks.nothing.title)).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: /^Finished/ }));
    expect(screen.getByText(t.tasks.nothing.title)).toBeTruthy();
  });

  it('brings an older task into sight that somebody asked for', async () => {
    const old = sampleTask(44, testNow, {
      title: 'Long Ago',
      addedAt: 5,
      status: 'success',
      items: [sampleItem(44, 0, { state: 'saved' })],
    });
    const { fake, context } = await shown(sampleTasks(testNow), { past: { finished: 9, failed: 0 } });
    fake.answer('tasks.get', ({ ids }) => ok(ids[0] === old.id ? [old] : []));
    context.nav.showTask(old.id);
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.task).toBe(old.id));
  });

  it('asks before it forgets what is not on disk', async () => {
    const { fake } = await shown([taskIn('running')]);
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Forget…', hidden: true }));
    expect(fake.callsOf('tasks.forget')).toEqual([]);
    await fireEvent.click(await screen.findByRole('button', { name: 'Forget it' }));
    await waitFor(() => expect(fake.callsOf('tasks.forget')).toEqual([{ ids: [taskIn('running').id] }]));
  });

  it('forgets what is safe at once, with a way back', async () => {
    const { fake } = await shown([taskIn('saved')]);
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Forget', hidden: true }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(fake.callsOf('tasks.forget')).toHaveLength(1);
    expect(fake.callsOf('tasks.add')).toEqual([{ text: taskIn('saved').id }]);
  });

  it('says what to do when there is nothing, and offers a song in the demo', async () => {
    const { fake } = await shown([], {
      app: {
        version: '1',
        platform: 'linux',
        demo: true,
        demoKey: 'k',
        overridden: [],
        settingsReset: null,
        faults: 0,
      },
    });
    expect(screen.getByText('No tasks yet')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Make a demo song' }));
    expect(fake.callsOf('demo.createTask')).toHaveLength(1);
  });

  it('holds hostile titles', async () => {
    const titles = [
      '../../etc/passwd',
      '🌊🌙✨',
      'אור בחלון',
      '<img src=x onerror=alert(1)>',
      'x'.repeat(5000),
    ];
    const tasks = Array.from({ length: 30 }, (_, index) =>
      sampleTask(index, testNow, {
        title: titles[index % titles.length] ?? '',
        status: 'success',
        items: [sampleItem(index, 0), sampleItem(index, 1)],
      }),
    );
    await shown(tasks);
    expect(document.querySelectorAll('[data-task]')).toHaveLength(30);
    expect(document.querySelector('[data-task] img[onerror], [data-task] script')).toBeNull();
  });
});
