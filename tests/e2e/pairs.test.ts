import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { audioUrl } from '../../src/shared/clip.ts';
import { en } from '../../src/shared/messages/en.ts';
import { matchedFactors } from '../../src/shared/sound.ts';
import { heard, heardOf } from './harness/audio.ts';
import { addTasks, eventually, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const words = en.pairs;
const table = (page: Page) => page.getByRole('region', { name: words.title, exact: true });

/** By the keyboard, as everything here. */
const openTable = (page: Page): Promise<void> =>
  page
    .getByRole('navigation', { name: en.shell.nav.label })
    .getByRole('button', { name: en.shell.nav.pairs })
    .press('Enter');

const untilHeard = (page: Page, id: string): Promise<void> =>
  table(page).locator(`article[data-take="${id}"][data-heard="true"]`).waitFor();
const untilProgress = (page: Page, done: number, total: number): Promise<void> =>
  table(page)
    .locator('[data-progress]')
    .filter({ hasText: words.progress(String(done), String(total)) })
    .waitFor();

story(
  'an evening’s pairs are heard at the same second, decided and passed by keys alone, and stay decided',
  async (world) => {
    // The home's own trash takes only what lies on the home's disk.
    const how = { env: { SUNOR_API_KEY: world.simulator.key, HOME: world.folder } };
    const app = await world.launch(how);
    const page = app.window;
    for (const title of ['First Light', 'Second Wind', 'Third Rail']) {
      const made = world.simulator.createTask({ title, seconds: 0 });
      await addTasks(page, made.id);
      await untilPhase(page, made.id, 'saved');
    }
    const newest = await ask(page, 'pairs.find', { wish: { to: 'next', of: 'open', from: null } });
    expect(newest).toMatchObject({ place: 1, total: 3, open: 3 });
    await eventually(async () => expect((await ask(page, 'app.snapshot')).sounds).toBe(6));

    await openTable(page);
    const [a = '', b = ''] = newest.pair?.takes.map(({ clip }) => clip.id) ?? [];
    await untilHeard(page, a);
    const press = (key: string): Promise<void> => page.keyboard.press(key);

    // Play: both run, one is silent, and the loudness is matched.
    await press('Space');
    await eventually(async () => expect((await heardOf(page, a)).at).toBeGreaterThan(0.5));
    const sounds = [await ask(page, 'library.sound', { id: a }), await ask(page, 'library.sound', { id: b })];
    const [ofA = 0, ofB = 0] = matchedFactors(sounds) ?? [];
    const { volume } = (await ask(page, 'app.snapshot')).settings;
    await eventually(async () => expect((await heardOf(page, a)).volume).toBeCloseTo(volume * ofA, 2));
    expect((await heardOf(page, b)).volume).toBe(0);
    await press('ArrowRight');
    await press('ArrowRight');
    await eventually(async () => expect((await heardOf(page, a)).at).toBeGreaterThan(10));

    // Switch: the other one at the same second.
    await press('x');
    await untilHeard(page, b);
    await eventually(async () => {
      const [one, other] = [await heardOf(page, a), await heardOf(page, b)];
      expect(one.volume).toBe(0);
      expect(other.volume).toBeCloseTo(volume * ofB, 2);
      expect(other.playing).toBe(true);
      expect(Math.abs(one.at - other.at)).toBeLessThan(0.5);
    });
    await press('1');
    await untilHeard(page, a);

    // Keep A, favourite and bin B.
    await press('k');
    await untilHeard(page, b);
    await press('f');
    await eventually(async () => expect((await ask(page, 'library.clip', { id: b }))?.favourite).toBe(true));
    const fileOf = async (id: string): Promise<string> =>
      ((await ask(page, 'library.clip', { id }))?.file ?? '').split('/').at(-1) ?? '';
    const binned = await fileOf(b);
    await press('b');
    await untilProgress(page, 1, 3);
    expect(await ask(page, 'library.clip', { id: b })).toBeNull();

    // Taken back, and binned again.
    await press('u');
    await untilProgress(page, 0, 3);
    await untilHeard(page, b);
    await press('Delete');
    await untilProgress(page, 1, 3);

    // Next: keep both. Next: pass it over, and come back to it round the end.
    await press('n');
    const second = await ask(page, 'pairs.find', { wish: { to: 'next', of: 'open', from: null } });
    const [c = '', d = ''] = second.pair?.takes.map(({ clip }) => clip.id) ?? [];
    await untilHeard(page, c);
    await eventually(async () => expect((await heardOf(page, c)).playing).toBe(true));
    await press('k');
    await untilHeard(page, d);
    await press('k');
    await untilProgress(page, 2, 3);
    await press('n');
    const third = await ask(page, 'pairs.find', { wish: { to: 'next', of: 'open', from: null } });
    const [e = '', f = ''] = third.pair?.takes.map(({ clip }) => clip.id) ?? [];
    await untilHeard(page, e);
    expect((await heard(page)).map(({ url }) => url).sort()).toEqual([audioUrl(e), audioUrl(f)].sort());

    // The bin is the system's trash.
    const names = async (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
    await eventually(async () => expect(await names(world.library)).not.toContain(binned), 30_000);
    if (process.platform === 'linux') {
      const trash = join(world.desktop.env['XDG_DATA_HOME'] ?? '', 'Trash', 'files');
      expect(await names(trash)).toContain(binned);
    }
    await app.close();

    const again = (await world.launch(how)).window;
    await openTable(again);
    await untilProgress(again, 2, 3);
    const left = await ask(again, 'pairs.find', { wish: { to: 'next', of: 'open', from: null } });
    expect(left.pair?.takes.map(({ clip }) => clip.id).sort()).toEqual([e, f].sort());
    const first = await ask(again, 'pairs.find', { wish: { to: 'task', taskId: newest.pair?.taskId ?? '' } });
    expect(first.pair?.takes.map(({ kept, here }) => [kept, here])).toEqual([
      [true, true],
      [false, false],
    ]);
    await again.keyboard.press('k');
    await again.keyboard.press('k');
    await untilProgress(again, 3, 3);
    await again.keyboard.press('n');
    await table(again).getByText(words.through.title).waitFor();
  },
  {},
  120_000,
);
