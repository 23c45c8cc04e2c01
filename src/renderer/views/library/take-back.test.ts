import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { createFakeBridge } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import type { Selected } from '../../../shared/clip-set.ts';
import { ok, type Result } from '../../../shared/problem.ts';
import App from '../../App.svelte';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);

it('takes back by Escape a first selection that is still on its way', async () => {
  const clips = sampleClips(now);
  const fake = createFakeBridge({ now, clips });
  render(App, {
    ...{ bridge: fake.bridge, engine: createFakeSound().engine, time: () => now },
    createEngine: () => createFakeSound().engine,
  });
  const card = await waitFor(() => {
    const found = document.querySelector<HTMLElement>('[data-card]');
    if (found === null) throw new Error('no clips yet');
    return found;
  });
  const answers: ((answer: Result<Selected>) => void)[] = [];
  fake.answer('library.select', () => new Promise((resolve) => answers.push(resolve)));
  card.focus();
  await fireEvent.keyDown(card, { key: 'a', ctrlKey: true });
  await waitFor(() => expect(answers).toHaveLength(1));
  await fireEvent.keyDown(card, { key: 'Escape' });
  await waitFor(() => expect(answers).toHaveLength(2));
  expect(fake.callsOf('library.select')[1]).toMatchObject({
    change: { how: 'only', what: { of: 'ids', ids: [] } },
  });
  // The late answer to what was taken back says nothing any more.
  answers[1]?.(ok({ count: 0, selected: [] }));
  answers[0]?.(ok({ count: clips.length, selected: clips.map(({ id }) => id) }));
  await new Promise((resolve) => setTimeout(resolve));
  // Nothing is on its way, so there is nothing to take back.
  await fireEvent.keyDown(card, { key: 'Escape' });
  expect(fake.callsOf('library.select')).toHaveLength(2);
  expect(screen.queryByRole('toolbar', { name: t.library.selection.bar })).toBeNull();
});
