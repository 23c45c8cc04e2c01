import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { evenFactor } from '../../src/shared/sound.ts';
import { addTasks, eventually, playClip, position, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const player = (page: Page) => page.getByRole('region', { name: en.player.title });
const waveform = (page: Page) => player(page).locator('.waveform path.played');

/** What the audio element itself plays at, 0 to 1. */
const heard = (page: Page): Promise<number> =>
  page.evaluate(() => {
    interface Howls {
      Howler: { _howls: { _sounds: { _node: HTMLAudioElement }[] }[] };
    }
    return (window as unknown as Howls).Howler._howls[0]?._sounds[0]?._node.volume ?? -1;
  });

story(
  'a saved song has a waveform to seek on and plays as loud as all others; one from before gets its own by itself',
  async (world) => {
    const env = { SUNOR_API_KEY: world.simulator.key };
    const app = await world.launch({ env });
    const page = app.window;
    const made = world.simulator.createTask({ title: 'Harbour Waltz', seconds: 2 });
    await addTasks(page, made.id);
    await untilPhase(page, made.id, 'saved');

    await playClip(page, 'Harbour Waltz');
    await waveform(page).waitFor();
    const bars = (await waveform(page).getAttribute('d')) ?? '';
    expect(bars.split('z').length).toBeGreaterThan(50);

    const slider = player(page).getByRole('slider', { name: en.player.seek });
    const total = Number(await slider.getAttribute('max'));
    const box = await slider.boundingBox();
    if (box === null) throw new Error('the slider has no place');
    await slider.click({ position: { x: box.width * 0.6, y: box.height / 2 } });
    await eventually(async () => {
      const at = await position(page);
      expect(at).toBeGreaterThan(total * 0.59);
      expect(at).toBeLessThan(total * 0.6 + 3);
    });
    await player(page).getByRole('button', { name: en.player.pause }).click();
    for (const [key, second] of [
      ['Home', 0],
      ['PageUp', 15],
      ['ArrowLeft', 10],
    ] as const) {
      await slider.press(key);
      await eventually(async () => expect(await position(page)).toBe(second));
    }
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/ of /);

    const clips = (await ask(page, 'library.page', { text: '', sort: 'newest', offset: 0, limit: 2 })).clips;
    const [first = '', second = ''] = clips.map(({ id }) => id);
    await eventually(async () => expect((await ask(page, 'app.snapshot')).sounds).toBe(2));
    await app.close();

    // The first as it was before sounds were measured; the second as if it were a loud one, which the simulator has none of.
    const database = new DatabaseSync(join(world.userData, 'library.db'));
    expect(database.prepare('DELETE FROM sounds WHERE clip_id = ?').run(first).changes).toBe(1);
    const loud = database.prepare('UPDATE sounds SET loudness = -9, peak = -0.5 WHERE clip_id = ?');
    expect(loud.run(second).changes).toBe(1);
    database.close();
    const again = (await world.launch({ env })).window;
    // Nobody asks for it: it comes in the background.
    await eventually(async () => expect((await ask(again, 'app.snapshot')).sounds).toBe(1));
    await playClip(again, 'Harbour Waltz');
    await waveform(again).waitFor();
    expect(await waveform(again).getAttribute('d')).toBe(bars);

    const sound = await ask(again, 'library.sound', { id: first });
    if (sound?.state !== 'measured') throw new Error('not measured');
    const { volume } = (await ask(again, 'app.snapshot')).settings;
    await eventually(async () => expect(await heard(again)).toBeCloseTo(volume * evenFactor(sound), 2));
    await player(again).getByRole('button', { name: en.player.next }).click();
    await eventually(async () => expect(await heard(again)).toBeCloseTo(volume * 10 ** (-9 / 20), 2));
    await ask(again, 'settings.update', { evenLoudness: false });
    await eventually(async () => expect(await heard(again)).toBeCloseTo(volume, 2));
  },
);
