import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeBridge } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import App from '../../App.svelte';
import { lendPopovers } from '../../testing/render.ts';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const clips = sampleClips(now);
const idAt = (at: number): string => clips[at]?.id ?? '';
const titleAt = (at: number): string => clips[at]?.title ?? '';
const words = t.pairs;

/** The system's side of media keys, which the tests' page has none of. */
const session = {
  handlers: new Map<string, (details: Partial<MediaSessionActionDetails>) => void>(),
  metadata: null as { title: string } | null,
  playbackState: 'none',
  /** What it was told of where the sound is. */
  position: undefined as MediaPositionState | undefined,
  setPositionState(state?: MediaPositionState) {
    session.position = state;
  },
  setActionHandler(action: string, handler: ((details: object) => void) | null) {
    if (handler === null) session.handlers.delete(action);
    else session.handlers.set(action, handler);
  },
};
const press = (action: MediaSessionAction, details: Partial<MediaSessionActionDetails> = {}): void =>
  session.handlers.get(action)?.({ action, ...details });
const told = (): [string | undefined, string] => [session.metadata?.title, session.playbackState];
const untilTold = (title: string, state: string): Promise<void> =>
  waitFor(() => expect(told()).toEqual([title, state]));

beforeEach(() => {
  vi.stubGlobal(
    'MediaMetadata',
    class {
      title: string;
      constructor({ title }: { title: string }) {
        this.title = title;
      }
    },
  );
  Object.defineProperty(navigator, 'mediaSession', { value: session, configurable: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'mediaSession');
});

const open = async (some = clips.slice(0, 4)) => {
  lendPopovers();
  const fake = createFakeBridge({ now, clips: some });
  const player = createFakeSound();
  render(App, {
    ...{ bridge: fake.bridge, engine: player.engine, time: () => now },
    createEngine: () => createFakeSound().engine,
  });
  await screen.findByRole('navigation');
  let seq = 0;
  /** The player plays this clip. */
  const play = async (at: number): Promise<void> => {
    seq += 1;
    fake.push({ slices: { focus: { seq, target: { kind: 'play', id: idAt(at) } } } });
    await untilTold(titleAt(at), 'playing');
  };
  return { fake, player, play };
};
const goTo = (view: 'pairs' | 'library') =>
  fireEvent.click(screen.getByRole('button', { name: t.shell.nav[view] }));
const table = (): HTMLElement => screen.getByRole('region', { name: words.title });
const shown = (): string[] =>
  within(table())
    .queryAllByRole('article')
    .map(({ dataset }) => `${dataset['take'] ?? ''}${dataset['heard'] === 'true' ? '*' : ''}`);
const untilShown = (...expected: string[]): Promise<void> => waitFor(() => expect(shown()).toEqual(expected));
const openTable = async (): Promise<void> => {
  await goTo('pairs');
  await untilShown(`${idAt(0)}*`, idAt(1));
};
const playing = (): boolean => within(table()).queryByRole('button', { name: /^Pause/ }) !== null;

describe('media keys at the pair table', () => {
  it('play, pause and seek the pair, and the panel names what is heard of it', async () => {
    const { player } = await open();
    await openTable();
    await untilTold(words.side('A', titleAt(0)), 'paused');
    press('play');
    await untilTold(words.side('A', titleAt(0)), 'playing');
    expect(playing()).toBe(true);
    press('seekto', { seekTime: 50 });
    press('seekbackward');
    press('seekforward', { seekOffset: 5 });
    press('pause');
    await untilTold(words.side('A', titleAt(0)), 'paused');
    expect(within(table()).getAllByText('0:45')).toHaveLength(2);
    expect(session.position).toEqual({ duration: clips[0]?.duration, position: 45, playbackRate: 1 });
    expect(player.opened).toEqual([]);
  });

  it('go from clip to clip of the pair, and past them to the next pair and back', async () => {
    await open();
    await openTable();
    press('play');
    press('nexttrack');
    await untilShown(idAt(0), `${idAt(1)}*`);
    await untilTold(words.side('B', titleAt(1)), 'playing');
    press('previoustrack');
    await untilShown(`${idAt(0)}*`, idAt(1));
    // Quicker than main answers.
    press('nexttrack');
    press('nexttrack');
    press('nexttrack');
    await untilShown(idAt(2), `${idAt(3)}*`);
    await untilTold(words.side('B', titleAt(3)), 'playing');
    press('previoustrack');
    press('previoustrack');
    await untilShown(`${idAt(0)}*`, idAt(1));
  });

  it('pass over what is in the trash', async () => {
    const same = clips.slice(0, 3).map((clip) => ({ ...clip, taskId: 'the same' }));
    await open(same);
    await openTable();
    await fireEvent.keyDown(table(), { key: 'x' });
    await fireEvent.keyDown(table(), { key: 'b' });
    await untilShown(`${idAt(0)}*`, idAt(1));
    press('nexttrack');
    await untilShown(idAt(0), `${idAt(2)}*`);
    press('previoustrack');
    await untilShown(`${idAt(0)}*`, idAt(2));
  });

  it('are the player’s while that is heard, and again when the table is left', async () => {
    const { player, play } = await open();
    await play(3);
    await openTable();
    expect(told()).toEqual([titleAt(3), 'playing']);
    press('pause');
    await untilTold(titleAt(3), 'paused');
    press('play');
    await untilTold(titleAt(3), 'playing');
    // Now the pair is heard.
    await fireEvent.keyDown(table(), { key: ' ' });
    await untilTold(words.side('A', titleAt(0)), 'playing');
    press('pause');
    await untilTold(words.side('A', titleAt(0)), 'paused');
    press('play');
    await untilTold(words.side('A', titleAt(0)), 'playing');
    // And now the player once more.
    await play(2);
    expect(playing()).toBe(false);
    await fireEvent.keyDown(table(), { key: ' ' });
    await untilTold(words.side('A', titleAt(0)), 'playing');
    await goTo('library');
    await untilTold(titleAt(2), 'paused');
    // Of one sound the system sees that by itself.
    expect(session.position).toBeUndefined();
    press('play');
    await untilTold(titleAt(2), 'playing');
    expect(player.opened).toHaveLength(2);
  });

  it('are the player’s where the table is empty', async () => {
    const { play } = await open(clips.slice(6, 7));
    await goTo('pairs');
    await within(table()).findByText(words.none.title);
    expect(session.playbackState).toBe('none');
    await play(6);
    press('pause');
    await untilTold(titleAt(6), 'paused');
  });
});
