import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import type { Grouping } from '../../src/shared/library-query.ts';
import { en } from '../../src/shared/messages/en.ts';
import { seedLibrary } from '../seeding/seed.ts';
import { eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

/** By hand with CLIPLOFT_E2E_CLIPS=100000; the same stories in less time otherwise. */
const clips = Number(process.env['CLIPLOFT_E2E_CLIPS'] ?? 1200);
const words = en.library;
const number = (n: number): string => new Intl.NumberFormat('en').format(n);

const cards = (page: Page) => page.locator('[data-card]');
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['card']);
const says = (page: Page, text: string): Promise<void> =>
  eventually(async () => {
    expect(await page.locator('section.library header .numbers').first().textContent()).toBe(text);
  });
const groupBy = (page: Page, group: Grouping): Promise<unknown> =>
  page.getByRole('combobox', { name: words.group, exact: true }).selectOption(group);
/** The first clip that can be seen, its place in the list, and how far below the top of the grid it is (px). */
const firstSeen = (page: Page): Promise<{ id: string; place: number; y: number }> =>
  page.locator('.grid').evaluate((grid) => {
    const { top } = grid.getBoundingClientRect();
    const all = Array.from(grid.querySelectorAll<HTMLElement>('[data-card]'), (card) => ({
      id: card.dataset['card'] ?? '',
      place: Number(card.closest<HTMLElement>('[data-place]')?.dataset['place']),
      y: card.getBoundingClientRect().top - top,
    }));
    return all.filter(({ y }) => y >= 0).sort((a, b) => a.y - b.y)[0] ?? { id: '', place: NaN, y: NaN };
  });
const scrollTo = (page: Page, part: number): Promise<void> =>
  page.locator('.grid').evaluate((grid, to) => {
    grid.scrollTop = grid.scrollHeight * to;
  }, part);
const list = { text: '', sort: 'newest', offset: 0, limit: 200 } as const;

story(
  `${clips} clips are put together in groups, gone through, played and selected by them`,
  async (world) => {
    const { userData: profile, library } = world;
    await seedLibrary({ clips, profile, library, seed: 4, now: Date.UTC(2026, 10, 1), locale: 'en-US' });
    const how = { env: { SUNOR_API_KEY: world.simulator.key } };
    let app = await world.launch(how);
    let page = app.window;
    await goTo(page, 'library');
    await says(page, words.clipCount(clips, number(clips)));

    // By task: the arrow keys go on over the border of a group; in the middle and at the end all is in its place.
    await groupBy(page, 'task');
    const { clips: rows, groups } = await ask(page, 'library.page', { ...list, group: 'task' });
    const [first, second] = groups;
    if (first === undefined || second === undefined) throw new Error('no groups');
    await page.getByRole('list', { name: first.name }).first().waitFor();
    await cards(page).first().focus();
    for (let step = 0; step < first.count; step += 1) await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe(rows[second.first]?.id);
    await scrollTo(page, 0.5);
    await eventually(async () => {
      const { id, place, y } = await firstSeen(page);
      expect(Math.abs(place - clips / 2)).toBeLessThan(clips / 10);
      expect(y).toBeGreaterThanOrEqual(0);
      const at = await ask(page, 'library.page', { ...list, group: 'task', offset: place, limit: 1 });
      expect(at.clips.map((clip) => clip.id)).toEqual([id]);
    });
    await cards(page).first().focus();
    await page.keyboard.press('End');
    const end = await ask(page, 'library.page', { ...list, group: 'task', offset: clips - 1, limit: 1 });
    await eventually(async () => expect(await focused(page)).toBe(end.clips[0]?.id));

    // By model: the whole of a group is selected by its head, and it plays from its first clip.
    await groupBy(page, 'model');
    const models = await ask(page, 'library.page', { ...list, group: 'model', sizes: true });
    const [model] = models.groups;
    if (model === undefined) throw new Error('no models');
    const name = model.name === '' ? words.groups.noModel : model.name;
    await page.getByRole('button', { name: words.groups.select(name), exact: true }).click();
    const bar = page.getByRole('toolbar', { name: words.selection.bar });
    await bar.getByText(words.selected(model.count, number(model.count))).waitFor();
    await bar.getByRole('button', { name: words.selection.clear }).click();
    await page.getByRole('button', { name: words.groups.play(name), exact: true }).click();
    const player = page.getByRole('region', { name: en.player.title });
    await player
      .getByText(models.clips[0]?.title ?? '', { exact: true })
      .first()
      .waitFor();

    // A search in groups, with the places of its hits; and as they were set, the groups come back.
    await groupBy(page, 'day');
    await page.getByRole('searchbox', { name: words.search }).fill('night');
    await page.locator('mark').first().waitFor();
    expect((await page.locator('mark').first().textContent())?.toLowerCase()).toBe('night');
    await app.close();
    app = await world.launch(how);
    page = app.window;
    await goTo(page, 'library');
    expect(await page.getByRole('combobox', { name: words.group, exact: true }).inputValue()).toBe('day');
    await app.close();
  },
  {},
  300_000,
);

story(
  'a song that comes moves nothing of what is looked at, and is seen at once at the top',
  async (world) => {
    const { userData: profile, library, simulator } = world;
    await seedLibrary({ clips, profile, library, seed: 4, now: Date.UTC(2026, 10, 1), locale: 'en-US' });
    const app = await world.launch({ env: { SUNOR_API_KEY: simulator.key } });
    const page = app.window;
    await goTo(page, 'library');
    let there = clips;
    const comes = async (): Promise<void> => {
      const made = simulator.createTask({ title: 'Harbour Waltz', seconds: 1 });
      await ask(page, 'tasks.add', { text: made.id });
      await untilPhase(page, made.id, 'saved');
      there += 2;
      await says(page, words.clipCount(there, number(there)));
    };

    for (const group of ['none', 'task'] as const) {
      await groupBy(page, group);
      await scrollTo(page, 0.4);
      await eventually(async () => expect((await firstSeen(page)).id).not.toBe(''));
      const before = await firstSeen(page);
      await page.locator(`[data-card="${before.id}"]`).focus();
      await comes();
      await eventually(async () => {
        const newest = await ask(page, 'library.page', { ...list, limit: 1 });
        expect(newest.clips[0]?.title).toBe('Harbour Waltz');
        const after = await page
          .locator('.grid')
          .evaluate(
            (grid, id) =>
              (grid.querySelector(`[data-card="${id}"]`)?.getBoundingClientRect().top ?? NaN) -
              grid.getBoundingClientRect().top,
            before.id,
          );
        expect(after).toBeCloseTo(before.y, 0);
      });
      expect(await focused(page)).toBe(before.id);
    }

    await page.keyboard.press('Home');
    await comes();
    const newest = await ask(page, 'library.page', { ...list, group: 'task', limit: 1 });
    await eventually(async () => expect((await firstSeen(page)).id).toBe(newest.clips[0]?.id));
    await app.close();
  },
  {},
  300_000,
);
