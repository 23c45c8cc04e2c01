import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../../tests/fakes/bridge.ts';
import { sampleTasks } from '../../../tests/fakes/sample-tasks.ts';
import { sampleTrouble } from '../../../tests/fakes/sample-trouble.ts';
import { createFakeSound } from '../../../tests/fakes/sound.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import { taskPhase } from '../../shared/task.ts';
import App from '../App.svelte';
import { lendPopovers } from '../testing/render.ts';

const now = Date.UTC(2026, 10, 23, 20);
const open = async (snapshot: FakeSeed['snapshot']) => {
  lendPopovers();
  const fake = createFakeBridge({ now, ...(snapshot && { snapshot }) });
  render(App, {
    bridge: fake.bridge,
    engine: createFakeSound().engine,
    createEngine: () => createFakeSound().engine,
    time: () => now,
  });
  await screen.findByRole('navigation');
  return fake;
};
const tasksEntry = (): HTMLElement => screen.getByRole('button', { name: /^Tasks/ });
const said = (text: string): number => (document.body.textContent ?? '').split(text).length - 1;

describe('the way around', () => {
  it('counts what needs a person before what goes on by itself', async () => {
    const fake = await open({ tasks: sampleTrouble(now) });
    // Two that wait for room, one that is lost, and one that is paused while its links run out.
    expect(tasksEntry().textContent).toContain('4 need you');
    const rest = sampleTrouble(now).filter(({ title }) => title === 'Neon Orchard');
    fake.push({ gone: sampleTrouble(now).map(({ id }) => id), tasks: [] });
    fake.push({ tasks: rest });
    await waitFor(() => expect(tasksEntry().textContent).toContain('1 in progress'));
  });

  it('counts a task that was not found, and leaves the folder’s trouble to its banner', async () => {
    const missing = sampleTasks(now).filter((task) => taskPhase(task) === 'missing');
    const stopped = missing.map((task) => ({ ...task, watch: 'stopped' as const }));
    const full = sampleTrouble(now).filter(({ title }) => title === '夜明けの自転車');
    const library = { clips: 40, lyricSheets: 3, version: 1, problem: { code: 'disk_full' as const } };
    await open({ tasks: [...stopped, ...full], library });
    expect(tasksEntry().textContent).toContain('1 needs you');
  });

  it('takes the focus along from a chart to what it stands for in the library', async () => {
    await open(undefined);
    await fireEvent.click(screen.getByRole('button', { name: 'Statistics' }));
    const [column] = await screen.findAllByRole('button', { name: /: \d+ clips, show in the library$/ });
    column?.focus();
    await fireEvent.click(column as HTMLElement);
    expect(await screen.findByRole('region', { name: 'Library' })).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.tagName).toBe('MAIN'));
  });

  it('shows long work on every page but its own, and leads there', async () => {
    const fake = await open({ work: { kind: 'export', done: 30, total: 120 } });
    await fireEvent.click(screen.getByRole('button', { name: /^Exporting\s+25 %/ }));
    expect(screen.getByText('30 of 120 files')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Exporting\s+25 %/ })).toBeNull();
    fake.push({ slices: { work: null } });
    await waitFor(() => expect(screen.queryByText('30 of 120 files')).toBeNull());
  });
});

it('says on every page that the disk under its own data refuses, until it does no more', async () => {
  const title = 'Cliploft cannot keep anything new at the moment.';
  const fake = await open({ database: { code: 'disk_full' } });
  expect([said(title), said('Make room')]).toEqual([1, 1]);
  await fireEvent.click(tasksEntry());
  expect(said(title)).toBe(1);
  fake.push({ slices: { database: null } });
  await waitFor(() => expect(said(title)).toBe(0));
});

describe('a problem of the library folder', () => {
  const codes: ProblemCode[] = ['folder_missing', 'folder_denied', 'disk_full', 'file_locked', 'disk_fault'];
  const titles = [
    'The library folder is not there.',
    'The library folder cannot be written.',
    'The disk is full.',
    'Another program holds the file.',
    'The disk reports a fault.',
  ];

  it.each(codes.map((code, at) => [code, titles[at] ?? ''] as const))(
    '%s is said once in the library, and goes by itself',
    async (code, title) => {
      const library = { clips: 40, lyricSheets: 3, version: 1, problem: { code } };
      const fake = await open({ library, tasks: sampleTrouble(now).slice(0, 4) });
      expect(said(title)).toBe(1);
      await fireEvent.click(tasksEntry());
      expect(said(title)).toBe(1);
      fake.push({ slices: { library: { ...library, problem: null } } });
      await waitFor(() => expect(said(title)).toBe(0));
    },
  );

  it('does not hide a full disk behind "nothing here", nor the other way round', async () => {
    const library = { clips: 0, lyricSheets: 0, version: 1, problem: { code: 'disk_full' as const } };
    lendPopovers();
    const fake = createFakeBridge({ now, clips: [], snapshot: { library, tasks: [] } });
    render(App, {
      bridge: fake.bridge,
      engine: createFakeSound().engine,
      createEngine: () => createFakeSound().engine,
      time: () => now,
    });
    expect(await screen.findByText('Nothing here yet')).toBeTruthy();
    expect(said('The disk is full.')).toBe(1);
  });
});
