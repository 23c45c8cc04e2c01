import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import type { ExportReport } from '../../../shared/contract.ts';
import type { Work } from '../../../shared/snapshot.ts';
import { renderOver } from '../../testing/render.ts';
import Settings from './Settings.svelte';

const shown = (work: Work | null = null) => renderOver(Settings, {}, { snapshot: { work } });
const group = (name: string): HTMLElement => screen.getByRole('group', { name });
const care = (): string => group('Keep and repair').textContent ?? '';
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const report: ExportReport = {
  ...{ path: '/tmp/all.zip', clips: 40, lyricSheets: 3, tasks: 18 },
  ...{ bytes: 138_000_000, missing: [] },
};

describe('keep and repair', () => {
  it('exports everything, and says what and where', async () => {
    const { fake, context } = await shown();
    fake.answer('library.export', () => ok({ ...report, missing: ['Low Orbit', 'Ice Fishing'] }));
    context.nav.go('settings');
    await fireEvent.click(button('Export…'));
    await waitFor(() => expect(care()).toContain('Everything is in one archive'));
    expect(care()).toContain('40 clips, 3 lyric sheets, 18 tasks: 138 MB.');
    expect(care()).toContain('/tmp/all.zip');
    expect(care()).toContain('The files of 2 clips were not there');
    expect(care()).toContain('Low Orbit');
    await fireEvent.click(button('Close the result'));
    await waitFor(() => expect(care()).not.toContain('/tmp/all.zip'));
  });

  it('says nothing when the system’s dialog was cancelled', async () => {
    const { fake, context } = await shown();
    fake.answer('library.export', () => ok(null));
    await fireEvent.click(button('Export…'));
    await waitFor(() => expect(button('Import…').disabled).toBe(false));
    expect(context.work.outcome).toBeNull();
    expect(context.toasts.list).toEqual([]);
  });

  it('imports, and names what is damaged', async () => {
    const { fake, context } = await shown();
    context.nav.go('settings');
    const damaged = Array.from({ length: 20 }, (_, n) => `song-${n}.mp3`);
    fake.answer('library.import', () => ok({ clips: 3, lyricSheets: 1, tasks: 2, known: 40, damaged }));
    await fireEvent.click(button('Import…'));
    await waitFor(() =>
      expect(care()).toContain('New: 3 clips, 1 lyric sheet, 2 tasks. 40 were here already.'),
    );
    expect(care()).toContain('20 or more files in the archive are damaged or missing');
  });

  it('rebuilds from the folder, and says when nothing was missing', async () => {
    const { fake, context } = await shown();
    context.nav.go('settings');
    fake.answer('library.rebuild', () => ok({ clips: 0, lyricSheets: 0, known: 40, unknown: [] }));
    await fireEvent.click(button('Rebuild'));
    await waitFor(() => expect(care()).toContain('Nothing was missing'));
    expect(care()).toContain('40 were here already.');
  });

  it('says what waits for files that are not there, and which files of what is said could not be read', async () => {
    const { fake, context } = await shown();
    context.nav.go('settings');
    const rebuilt = { clips: 0, lyricSheets: 0, known: 40, unknown: [], said: 2 };
    fake.answer('library.rebuild', () => ok({ ...rebuilt, saidWaiting: 1 }));
    await fireEvent.click(button('Rebuild'));
    await waitFor(() => expect(care()).toContain('What you say of 1 clip waits for its file'));
    expect(care()).toContain('New: what you say of 2 clips.');
    fake.answer('library.rebuild', () =>
      ok({ ...rebuilt, saidWaiting: 1200, unknown: ['Demo.mp3'], saidUnread: ['Said/cafe-0001.jsonl'] }),
    );
    await fireEvent.click(button('Rebuild'));
    await waitFor(() => expect(care()).toContain('What you say of 1,200 clips waits for their files'));
    const names = (label: RegExp): string | null => screen.getByRole('list', { name: label }).textContent;
    expect(names(/^1 file does not say where it comes from/)).toBe('Demo.mp3');
    expect(names(/^1 file of what you say of clips could not be read/)).toBe('Said/cafe-0001.jsonl');
  });

  it('says in words why it did not work, and what is safe', async () => {
    const { fake, context } = await shown();
    context.nav.go('settings');
    fake.answer('library.import', () => fail('archive_bad', { detail: 'no manifest' }));
    await fireEvent.click(button('Import…'));
    await waitFor(() => expect(care()).toContain('The archive was not imported'));
    for (const words of ['not a Cliploft archive', 'Your library was not changed.', 'no manifest'])
      expect(care()).toContain(words);
  });

  it('shows how far it is and lets nothing else begin, with the reason', async () => {
    const { fake } = await shown({ kind: 'export', done: 12, total: 300 });
    expect(care()).toContain('12 of 300 files');
    for (const name of ['Export…', 'Import…', 'Rebuild', 'Change…']) {
      expect(button(name).disabled).toBe(true);
      const why = document.getElementById(button(name).getAttribute('aria-describedby') ?? '');
      expect(why?.textContent).toBe('Possible again when the export is done.');
    }
    await fireEvent.click(button('Stop: Exporting everything'));
    expect(fake.callsOf('library.stopWork')).toHaveLength(1);
    fake.push({ slices: { work: null } });
    await waitFor(() => expect(button('Export…').disabled).toBe(false));
  });

  it('shows that a library is being moved beside its folder', async () => {
    await shown({ kind: 'move', done: 0, total: 0 });
    expect(group('Library folder').textContent).toContain('Counting the files…');
    expect(care()).toContain('Possible again when the library has moved.');
  });

  it('calls what was stopped stopped, not failed', async () => {
    const { fake, context } = await shown();
    context.nav.go('settings');
    let answer: (result: Result<ExportReport>) => void = () => undefined;
    fake.answer('library.export', () => new Promise((done) => (answer = done)));
    await fireEvent.click(button('Export…'));
    fake.push({ slices: { work: { kind: 'export', done: 1, total: 9 } } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Stop: Exporting everything' }));
    fake.push({ slices: { work: null } });
    answer(fail('bad_request', { detail: 'stopped' }));
    await waitFor(() => expect(care()).toContain('Stopped. No archive was written.'));
    expect(context.toasts.list).toEqual([]);
  });

  it('tells whoever went elsewhere, and leads back', async () => {
    const { fake, context } = await shown();
    let answer: (result: Result<ExportReport>) => void = () => undefined;
    fake.answer('library.export', () => new Promise((done) => (answer = done)));
    await fireEvent.click(button('Export…'));
    context.nav.go('tasks');
    answer(ok(report));
    await waitFor(() => expect(context.toasts.list[0]?.title).toBe('Everything is in one archive'));
    context.toasts.list[0]?.action?.run();
    expect(context.nav.view).toBe('settings');
  });

  it('says where the library has moved, or that it stays', async () => {
    const { fake, context } = await shown();
    context.nav.go('settings');
    fake.answer('settings.moveLibrary', () => fail('disk_full'));
    await fireEvent.click(button('Change…'));
    await fireEvent.click(await screen.findByRole('button', { name: 'Move it' }));
    await waitFor(() => expect(group('Library folder').textContent).toContain('The library was not moved'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
