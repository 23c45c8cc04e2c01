import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import type { RenameReport } from '../../../shared/file-names.ts';
import { renderOver } from '../../testing/render.ts';
import Settings from './Settings.svelte';

const group = (): HTMLElement => screen.getByRole('group', { name: 'File names' });
const field = (): HTMLInputElement => within(group()).getByRole('textbox', { name: 'Template' });
const button = (name: string | RegExp): HTMLButtonElement => screen.getByRole('button', { name });
const report: RenameReport = { renamed: 39, stayed: 1, missing: 0, failed: [], stopped: false };

describe('names of files', () => {
  it('shows as one types how the newest clips would be called, and keeps it when asked', async () => {
    const { fake } = await renderOver(Settings, {});
    await waitFor(() => expect(group().textContent).toContain('Harbour Waltz [{id}].mp3'));
    expect(button('Use for new clips').disabled).toBe(true);
    await fireEvent.input(field(), { target: { value: '{year}/{title}' } });
    await waitFor(() => expect(group().textContent).toContain('{year}/Harbour Waltz.mp3'));
    await fireEvent.click(button('Use for new clips'));
    expect(fake.callsOf('settings.update')).toEqual([{ fileNames: '{year}/{title}' }]);
    await waitFor(() => expect(button('Use for new clips').disabled).toBe(true));
    await fireEvent.click(button('The usual names'));
    await waitFor(() => expect(field().value).toBe('{title} [{id}]'));
  });

  it('says where a template is wrong, and does not keep it', async () => {
    const { fake } = await renderOver(Settings, {});
    await fireEvent.input(field(), { target: { value: '{n} {titel}' } });
    await waitFor(() =>
      expect(within(group()).getByRole('alert').textContent).toBe('There is no {titel} (character 5).'),
    );
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(button('Use for new clips').disabled).toBe(true);
    await fireEvent.submit(field());
    expect(fake.callsOf('settings.update')).toEqual([]);
  });

  it('puts a placeholder where the cursor is', async () => {
    await renderOver(Settings, {});
    field().setSelectionRange(0, 0);
    await fireEvent.click(button('Add Year'));
    expect(field().value).toBe('{year}{title} [{id}]');
  });
});

describe('renaming the library', () => {
  const look = async (): Promise<HTMLElement> => {
    await fireEvent.click(button('Look what would change…'));
    return screen.findByRole('dialog', { name: 'Rename the library?' });
  };

  it('says first what would change, then does it, and takes it back', async () => {
    const { fake, context } = await renderOver(Settings, {});
    context.nav.go('settings');
    const dialog = await look();
    await waitFor(() => expect(dialog.textContent).toContain('39 clips get another name'));
    expect(dialog.textContent).toContain('1 gets a number, because another file has its name');
    expect(dialog.textContent).toContain('The first 3:');
    expect(within(dialog).getByRole('list', { name: 'Names before and after' }).textContent).toContain(
      '2026/Harbour Waltz.mp3',
    );
    expect(fake.callsOf('library.rename')).toEqual([]);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Rename 39 clips' }));
    await waitFor(() => expect(group().textContent).toContain('39 clips have other names'));
    await fireEvent.click(button('Give the earlier names back'));
    await waitFor(() => expect(fake.callsOf('library.renameBack')).toHaveLength(1));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Give the earlier names back' })).toBeNull(),
    );
  });

  it('says what kept its name, and that it was stopped', async () => {
    const { fake, context } = await renderOver(Settings, {});
    context.nav.go('settings');
    fake.answer('library.rename', () => ok({ ...report, renamed: 2, failed: ['Low Orbit'], stopped: true }));
    const dialog = await look();
    await fireEvent.click(await within(dialog).findByRole('button', { name: 'Rename 39 clips' }));
    await waitFor(() => expect(group().textContent).toContain('2 clips have other names'));
    expect(group().textContent).toContain('Stopped. The others keep their names.');
    expect(group().textContent).toContain('1 clip kept its name');
    expect(group().textContent).toContain('Low Orbit');
  });

  it('has nothing to do where all are called so, and says what stands in the way', async () => {
    const { fake, context } = await renderOver(Settings, {});
    const none = { rename: 0, stay: 40, missing: 0, numbered: 0, first: [], back: 2 };
    fake.answer('library.renamePlan', () => ok(none));
    const dialog = await look();
    await waitFor(() => expect(dialog.textContent).toContain('Every file is called so already.'));
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: /^Rename/ }).disabled).toBe(true);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    fake.answer('library.renamePlan', () => fail('folder_missing'));
    await fireEvent.click(button('Look what would change…'));
    await waitFor(() => expect(context.toasts.list).toHaveLength(1));
  });

  it('waits for other work, and says so', async () => {
    const { fake } = await renderOver(Settings, {});
    let answer = (_result: Result<null>): void => undefined;
    fake.answer('library.export', () => new Promise<Result<null>>((resolve) => (answer = resolve)));
    await fireEvent.click(button('Export…'));
    await waitFor(() => expect(button('Look what would change…').disabled).toBe(true));
    expect(group().textContent).toContain('Possible again when the export is done.');
    answer(ok(null));
    await waitFor(() => expect(button('Look what would change…').disabled).toBe(false));
  });
});
