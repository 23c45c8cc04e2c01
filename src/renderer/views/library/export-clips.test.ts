import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/problem.ts';
import { renderOver } from '../../testing/render.ts';
import ExportClips from './ExportClips.svelte';

const clips = { of: 'ids' as const, ids: ['a', 'b'] };
const open = async (): Promise<HTMLElement> => {
  await fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  return screen.findByRole('dialog', { name: 'Export 2 clips' });
};

describe('exporting clips', () => {
  it('asks as what and with what, then where, and says how it ended', async () => {
    const { fake, context } = await renderOver(ExportClips, { clips, total: 2 });
    const dialog = await open();
    await fireEvent.click(within(dialog).getByRole('radio', { name: 'One ZIP file' }));
    await fireEvent.click(within(dialog).getByRole('switch', { name: 'With lyrics, as texts' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Choose where…' }));
    const job = { clips, as: 'zip', covers: true, lyrics: true, names: null };
    await waitFor(() => expect(fake.callsOf('clips.export')).toEqual([job]));
    await waitFor(() => expect(context.toasts.list[0]?.title).toBe('2 clips are copied'));
  });

  it('takes a template of its own for the names, and none with a fault', async () => {
    const { fake } = await renderOver(ExportClips, { clips, total: 2 });
    const dialog = await open();
    await fireEvent.click(within(dialog).getByRole('radio', { name: 'By a template' }));
    const field = within(dialog).getByRole('textbox', { name: 'Template' });
    const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Choose where…' });
    await fireEvent.input(field, { target: { value: '{titel}' } });
    await waitFor(() => expect(go.disabled).toBe(true));
    await fireEvent.input(field, { target: { value: '{n} {title}' } });
    await waitFor(() => expect(go.disabled).toBe(false));
    await fireEvent.click(go);
    await waitFor(() => expect(fake.callsOf('clips.export')).toMatchObject([{ names: '{n} {title}' }]));
  });

  it('says what stood in the way, and nothing where the dialog was cancelled', async () => {
    const { fake, context } = await renderOver(ExportClips, { clips, total: 2 });
    fake.answer('clips.export', () => ok(null));
    await fireEvent.click(within(await open()).getByRole('button', { name: 'Choose where…' }));
    await waitFor(() => expect(context.work.busy).toBeNull());
    expect(context.toasts.list).toEqual([]);
    fake.answer('clips.export', () => fail('disk_full'));
    await fireEvent.click(within(await open()).getByRole('button', { name: 'Choose where…' }));
    await waitFor(() => expect(context.toasts.list[0]?.title).toBe('The clips were not copied'));
  });
});
