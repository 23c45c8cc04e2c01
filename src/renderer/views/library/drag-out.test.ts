import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { fail } from '../../../shared/problem.ts';
import { renderOver } from '../../testing/render.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import ClipCard from './ClipCard.svelte';

const nothing = (): void => undefined;
const [clip] = sampleClips(0);
const props = {
  ...{ clip, selected: false, sounding: null, tabbable: true, now: 0 },
  ...{ onselect: nothing, onplay: nothing, ontoggle: nothing, onmenu: nothing },
};

it('a card that is dragged hands its file to the system, and drags nothing of the page', async () => {
  const { fake, context } = await renderOver(ClipCard as never, props);
  const card = screen.getByRole('button', { name: /Harbour Waltz, 2/ }).parentElement;
  if (card === null) throw new Error('no card');
  expect(card.draggable).toBe(true);
  expect(await fireEvent.dragStart(card)).toBe(false);
  await waitFor(() =>
    expect(fake.callsOf('clips.dragOut')).toEqual([{ clips: { of: 'ids', ids: [clip?.id] } }]),
  );
  fake.answer('clips.dragOut', () => fail('file_missing'));
  await fireEvent.dragStart(card);
  await waitFor(() => expect(context.toasts.list).toHaveLength(1));
});
