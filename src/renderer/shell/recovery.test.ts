import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { sampleRecovery } from '../../../tests/fakes/sample-state.ts';
import type { Recovery } from '../../shared/snapshot.ts';
import { renderOver, testNow } from '../testing/render.ts';
import RecoveryBanner from './RecoveryBanner.svelte';

const shown = (more: Partial<Recovery> = {}, work: { done: number; total: number } | null = null) =>
  renderOver(
    RecoveryBanner,
    {},
    {
      snapshot: {
        recovery: { ...sampleRecovery(testNow), ...more },
        work: work && { kind: 'rebuild', ...work },
      },
    },
  );
const text = (): string => document.body.textContent ?? '';

describe('a library that was put together again', () => {
  it('is no news when nothing happened', async () => {
    await renderOver(RecoveryBanner, {});
    expect(text().trim()).toBe('');
  });

  it('says what happened and what is safe, and what came from where', async () => {
    await shown();
    expect(text()).toContain('The library’s database was damaged, and is whole again.');
    expect(text()).toContain('Your audio files were not touched.');
    await fireEvent.click(screen.getByRole('button', { name: 'What was restored' }));
    const report = await screen.findByRole('dialog');
    for (const words of ['38 clips, 3 lyric sheets, 31 tasks', '2 clips', '1 more task, watched again'])
      expect(report.textContent).toContain(words);
    expect(report.textContent).toContain(sampleRecovery(testNow).setAside);
  });

  it('goes when it was read', async () => {
    const { fake } = await shown();
    await fireEvent.click(screen.getByRole('button', { name: 'OK' }));
    expect(fake.callsOf('library.recoverySeen')).toHaveLength(1);
    await waitFor(() => expect(text().trim()).toBe(''));
  });

  it('copies where the damaged file lies', async () => {
    const { fake } = await shown();
    await fireEvent.click(screen.getByRole('button', { name: 'What was restored' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Copy path' }));
    expect(fake.callsOf('app.copyText')).toEqual([{ text: sampleRecovery(testNow).setAside }]);
  });

  it('says so while the folder is still being read, and cannot be put away before that', async () => {
    const { fake } = await shown(
      { fromFolder: null, backupAt: null, fromJournal: 0 },
      { done: 12, total: 300 },
    );
    expect(text()).toContain('Cliploft is putting it together again.');
    expect(text()).toContain('12 of 300 files');
    expect(screen.queryByRole('button', { name: 'OK' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Details' }));
    expect((await screen.findByRole('dialog')).textContent).toContain('None could be used');
    fake.push({ slices: { recovery: sampleRecovery(testNow), work: null } });
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'OK' }).length).toBeGreaterThan(0));
  });
});
