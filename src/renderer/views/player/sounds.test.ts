import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeBridge } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import { ok } from '../../../shared/problem.ts';
import { type ClipSound, evenFactor } from '../../../shared/sound.ts';
import App from '../../App.svelte';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const [first, second] = sampleClips(now);
const loud = (loudness: number): ClipSound => ({
  ...{ state: 'measured', bars: btoa('some bars'), loudness, peak: -1 },
});
const volume = 0.8;

/** Plays the first clip; what it sounds like is as `sound` says. */
const play = async (sound: (id: string, fake: FakeBridge) => ClipSound | Promise<ClipSound>) => {
  const fake: FakeBridge = createFakeBridge({ now });
  fake.answer('library.sound', async ({ id }) => ok(await sound(id, fake)));
  const engine = createFakeSound();
  render(App, {
    bridge: fake.bridge,
    engine: engine.engine,
    createEngine: () => createFakeSound().engine,
    time: () => now,
  });
  const [card] = await screen.findAllByRole('button', { name: /, 2 minutes/ });
  await fireEvent.keyDown(card as HTMLElement, { key: 'Enter' });
  await waitFor(() => expect(fake.callsOf('library.sound').length).toBeGreaterThan(0));
  return { fake, engine };
};
const player = (): HTMLElement => screen.getByRole('region', { name: 'Player' });
const waveform = (): Element | null => player().querySelector('.waveform');
const slider = (): HTMLElement => within(player()).getByRole('slider', { name: t.player.seek });

describe('the waveform in the player', () => {
  it('lies under the slider, which is operated and read as before', async () => {
    const { engine } = await play(() => loud(-12));
    await waitFor(() => expect(waveform()).not.toBeNull());
    expect(waveform()?.getAttribute('aria-hidden')).toBe('true');
    await fireEvent.change(slider(), { target: { value: '30' } });
    await fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    expect(engine.position()).toBe(35);
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^35 seconds of 2 minutes/);
  });

  it.each<[string, ClipSound]>([
    ['is not measured yet', { state: 'due' }],
    ['cannot be measured', { state: 'failed', problem: { code: 'no_decoder' } }],
  ])('gives way to the plain slider for a clip that %s', async (_name, sound) => {
    const { engine } = await play(() => sound);
    await fireEvent.change(slider(), { target: { value: '30' } });
    expect(engine.position()).toBe(30);
    expect(waveform()).toBeNull();
    expect(engine.volume()).toBe(volume);
  });

  it('comes as soon as the clip was measured, which is asked only while it is due', async () => {
    let sound: ClipSound = { state: 'due' };
    const { fake } = await play(() => sound);
    fake.push({ slices: { sounds: 1 } });
    await waitFor(() => expect(fake.callsOf('library.sound')).toHaveLength(2));
    expect(waveform()).toBeNull();
    sound = loud(-12);
    fake.push({ slices: { sounds: 2 } });
    await waitFor(() => expect(waveform()).not.toBeNull());
    fake.push({ slices: { sounds: 3, paused: true } });
    await waitFor(() => expect(fake.state().paused).toBe(true));
    expect(fake.callsOf('library.sound')).toHaveLength(3);
  });

  it('is missed by nobody when the clip was measured while it was asked for', async () => {
    let answers = 0;
    await play(async (_id, fake) => {
      answers += 1;
      if (answers > 1) return loud(-12);
      // The push overtakes the answer.
      await Promise.resolve();
      fake.push({ slices: { sounds: 1 } });
      return { state: 'due' };
    });
    await waitFor(() => expect(waveform()).not.toBeNull());
  });
});

it('leaves the focus on the slider when a waveform comes', async () => {
  let sound: ClipSound = { state: 'due' };
  const { fake } = await play(() => sound);
  slider().focus();
  sound = loud(-12);
  fake.push({ slices: { sounds: 1 } });
  await waitFor(() => expect(waveform()).not.toBeNull());
  expect(document.activeElement).toBe(slider());
});

describe('even loudness', () => {
  const evenVolume = (loudness: number): number => volume * evenFactor({ loudness, peak: -1 });

  it('turns each clip down by what is too much, and up nothing', async () => {
    const { engine } = await play((id) => loud(id === first?.id ? -9 : -25));
    await waitFor(() => expect(engine.volume()).toBeCloseTo(evenVolume(-9), 9));
    expect(engine.volume()).toBeLessThan(volume / 2);
    await fireEvent.click(within(player()).getByRole('button', { name: t.player.next }));
    await waitFor(() => expect(engine.volume()).toBe(volume));
    expect(within(player()).getByText(second?.title ?? '')).toBeTruthy();
  });

  it('goes with the volume that the user chose, and with silence', async () => {
    const { engine } = await play(() => loud(-12));
    await waitFor(() => expect(engine.volume()).toBeCloseTo(evenVolume(-12), 9));
    const control = within(player()).getByRole('slider', { name: t.player.volume });
    await fireEvent.input(control, { target: { value: '0.5' } });
    expect(engine.volume()).toBeCloseTo((evenVolume(-12) * 0.5) / volume, 9);
    await fireEvent.click(within(player()).getByRole('button', { name: t.player.mute }));
    expect(engine.volume()).toBe(0);
  });

  it('can be switched off and on while it plays', async () => {
    const { fake, engine } = await play(() => loud(-12));
    const set = (evenLoudness: boolean): void =>
      fake.push({ slices: { settings: { ...fake.state().settings, evenLoudness } } });
    await waitFor(() => expect(engine.volume()).toBeCloseTo(evenVolume(-12), 9));
    set(false);
    await waitFor(() => expect(engine.volume()).toBe(volume));
    set(true);
    await waitFor(() => expect(engine.volume()).toBeCloseTo(evenVolume(-12), 9));
  });
});
