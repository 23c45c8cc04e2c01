import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { sampleTask } from '../../../../tests/fakes/sample-tasks.ts';
import { fail, ok } from '../../../shared/problem.ts';
import { renderOver, testNow } from '../../testing/render.ts';
import Tasks from './Tasks.svelte';

const fresh = 'aaaaaaaa-0000-4000-8000-000000000001';
const known = sampleTask(0, testNow).id;

const opened = async () => {
  const shown = await renderOver(Tasks, {}, { snapshot: { tasks: [sampleTask(0, testNow)] } });
  await fireEvent.click(screen.getByRole('button', { name: 'Add tasks' }));
  const field = await screen.findByLabelText<HTMLTextAreaElement>('Task ids');
  return { ...shown, field };
};

describe('adding tasks', () => {
  it('says beforehand what the text holds', async () => {
    const { field, fake } = await opened();
    await fireEvent.input(field, { target: { value: `${fresh} ${known} 12345678-nope` } });
    const report = screen.getByRole('status', { name: 'What was found' });
    await waitFor(() => expect(report.textContent).toContain('1 new'));
    expect(report.textContent).toContain('1 already on the list');
    expect(report.textContent).toContain('1 is no id');
    expect(report.textContent).toContain('12345678-nope');
    expect(screen.getByRole('button', { name: 'Add 1 task' })).toBeTruthy();
    expect(fake.callsOf('tasks.add')).toEqual([]);
  });

  it('adds on Enter, and says what was taken, known and refused', async () => {
    const { field, fake, context } = await opened();
    const text = `${fresh} ${known} 12345678-nope`;
    await fireEvent.input(field, { target: { value: text } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(context.nav.adding).toBe(false));
    expect(fake.callsOf('tasks.add')).toEqual([{ text }]);
    const [toast] = context.toasts.list;
    expect(toast?.title).toBe('Watching 1 more task');
    expect(toast?.text).toBe('1 already on the list; 1 is no id: 12345678-nope');
    await waitFor(() => expect(context.app.tasks.has(fresh)).toBe(true));
  });

  it('leaves Shift and Enter, and Enter while composing, to the text', async () => {
    const { field, fake } = await opened();
    await fireEvent.input(field, { target: { value: fresh } });
    await fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    await fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    expect(fake.callsOf('tasks.add')).toEqual([]);
  });

  it('keeps the text when nothing in it is an id, or when adding failed', async () => {
    const { field, fake, context } = await opened();
    await fireEvent.input(field, { target: { value: 'just words' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toBe('No task id found in this text.');
    fake.answer('tasks.add', () => fail('disk_full'));
    await fireEvent.input(field, { target: { value: fresh } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The disk is full'));
    expect(context.nav.adding).toBe(true);
    expect(field.value).toBe(fresh);
  });

  it('shows the preview of the last text only', async () => {
    const { field, fake } = await opened();
    const waiting: (() => void)[] = [];
    fake.answer(
      'tasks.preview',
      ({ text }) =>
        new Promise((done) =>
          waiting.push(() => done(ok({ added: text.split(' '), known: [], rejected: [] }))),
        ),
    );
    await fireEvent.input(field, { target: { value: 'a b c' } });
    await waitFor(() => expect(waiting).toHaveLength(1));
    await fireEvent.input(field, { target: { value: 'a b' } });
    await waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.();
    waiting[0]?.();
    await screen.findByRole('button', { name: 'Add 2 tasks' });
  });

  it('reads a dropped text file, and says when one is no text', async () => {
    const { field, context } = await opened();
    const files = [new File([`{"task_id":"${fresh}"}`], 'task.json'), new File(['\0\0'], 'song.mp3')];
    await fireEvent.drop(field, { dataTransfer: { files, types: ['Files'] } });
    await waitFor(() => expect(field.value).toContain(fresh));
    await waitFor(() => expect(context.toasts.list[0]?.title).toContain('song.mp3'));
  });
});
