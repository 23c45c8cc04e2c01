import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { sampleNotices, sampleTroubleNotices } from '../../../../tests/fakes/sample-state.ts';
import { catalogueFor } from '../../../shared/messages/catalogue.ts';
import { problemCodes } from '../../../shared/problem.ts';
import { noticeKinds } from '../../../shared/snapshot.ts';
import { renderOver, testNow } from '../../testing/render.ts';
import { byDay } from './by-day.ts';
import { noticeWords } from './notice-words.ts';
import Notices from './Notices.svelte';

describe('notifications', () => {
  it('are grouped by local day, newest first, each exactly once', () => {
    const noon = new Date(2026, 10, 23, 12).getTime();
    const notices = [0, 20, 26, 60].map((hours, index) => ({
      ...(sampleNotices(noon)[0] as ReturnType<typeof sampleNotices>[number]),
      id: String(index),
      at: noon - hours * 3_600_000,
    }));
    const days = byDay(catalogueFor('en'), 'en-GB', [...notices].reverse(), noon);
    expect(days.map((day) => [day.name, day.notices.map((notice) => notice.id)])).toEqual([
      ['Today', ['0']],
      ['Yesterday', ['1', '2']],
      ['Saturday 21 November', ['3']],
    ]);
  });

  it('lead to the clip, and are read then', async () => {
    const { fake, context } = await renderOver(Notices, {});
    await fireEvent.click(screen.getByRole('button', { name: /Paper Aeroplanes/ }));
    expect(context.nav.view).toBe('library');
    expect(context.nav.clipId).toBe(sampleNotices(testNow)[0]?.clipId);
    expect(fake.callsOf('notices.read')).toEqual([{ ids: ['notice-7'] }]);
  });

  it('lead to the task where there is no clip', async () => {
    const { context } = await renderOver(Notices, {});
    await fireEvent.click(screen.getByRole('button', { name: /Velvet Machinery/ }));
    expect(context.nav.view).toBe('tasks');
    expect(context.nav.task?.id).toBe(sampleNotices(testNow)[1]?.taskId);
  });

  it('lead where something can be done', async () => {
    const notices = sampleTroubleNotices(testNow);
    const { context, fake } = await renderOver(Notices, {}, { snapshot: { notices } });
    await fireEvent.click(screen.getByRole('button', { name: /The disk is full/ }));
    expect(context.nav.view).toBe('settings');
    await fireEvent.click(screen.getByRole('button', { name: /Velvet Machinery/ }));
    expect([context.nav.view, context.nav.task?.id]).toEqual(['tasks', notices[2]?.taskId]);
    await fireEvent.click(screen.getByRole('button', { name: /Harbour Waltz/ }));
    expect(context.nav.clipId).toBe(notices[6]?.clipId);
    await fireEvent.click(screen.getByRole('button', { name: /Your key was refused/ }));
    expect([context.nav.view, context.nav.enteringKey]).toEqual(['settings', false]);
    fake.push({ slices: { session: { ...fake.state().session, state: 'rejected' } } });
    await fireEvent.click(screen.getByRole('button', { name: /Your key was refused/ }));
    expect(context.nav.enteringKey).toBe(true);
  });

  it.each(noticeKinds)('of the kind %s say what it is about in words', (kind) => {
    const [notice] = sampleNotices(testNow);
    if (notice === undefined) throw new Error('no sample');
    for (const detail of [null, '', ...problemCodes]) {
      const said = noticeWords(catalogueFor('en'), { ...notice, kind, title: '', clipId: null, detail });
      const all = [said.title, said.kind, said.detail ?? ''].join(' ');
      expect(said.title).toMatch(/\S/);
      if (detail !== null && detail.includes('_')) expect(all).not.toContain(detail);
    }
  });

  it('say of a result how much of it is saved, and "needs you" only where a person is needed', () => {
    const [notice] = sampleNotices(testNow);
    if (notice === undefined) throw new Error('no sample');
    const said = (more: Partial<typeof notice>) =>
      noticeWords(catalogueFor('en'), { ...notice, clipId: null, ...more });
    expect(said({ kind: 'unreadable', detail: '1/2' }).detail).toBe(
      '1 of 2 saved, the other could not be read.',
    );
    expect(said({ kind: 'unreadable', detail: '0/3' }).detail).toBe('Its 3 results could not be read.');
    expect(said({ kind: 'empty' }).kind).toBe('No result');
    const trouble = (detail: string | null): string => said({ kind: 'trouble', detail }).kind;
    expect(['link_dead', 'server', null].map(trouble)).toEqual(Array(3).fill('Not saved yet'));
    expect(trouble('disk_full')).toBe('Needs you');
  });

  it('can all be marked as read, and cleared after a question', async () => {
    const { fake, context } = await renderOver(Notices, {});
    await fireEvent.click(screen.getByRole('button', { name: 'Mark all as read' }));
    await waitFor(() => expect(context.app.unreadNotices).toBe(0));
    await fireEvent.click(screen.getByRole('button', { name: 'Clear the list' }));
    expect(fake.callsOf('notices.clear')).toEqual([]);
    const [, sure] = await screen.findAllByRole('button', { name: 'Clear the list' });
    await fireEvent.click(sure as HTMLElement);
    expect(await screen.findByText('Nothing to report')).toBeTruthy();
  });
});
