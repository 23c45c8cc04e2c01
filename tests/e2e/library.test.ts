import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { seedLibrary } from '../seeding/seed.ts';
import { eventually, goTo } from './harness/steps.ts';
import { story } from './harness/story.ts';

/** By hand with CLIPLOFT_E2E_CLIPS=100000; the same story in less time otherwise. */
const clips = Number(process.env['CLIPLOFT_E2E_CLIPS'] ?? 3000);
const words = en.library;
const number = (n: number): string => new Intl.NumberFormat('en').format(n);

const grid = (page: Page) => page.getByRole('list', { name: words.clips });
const cards = (page: Page) => grid(page).locator('[data-card]');
const total = async (page: Page, text: string): Promise<number> =>
  (await ask(page, 'library.page', { text, sort: 'newest', offset: 0, limit: 1 })).total;
const says = (page: Page, text: string): Promise<void> =>
  eventually(async () => {
    expect(await page.locator('section.library header .numbers').first().textContent()).toBe(text);
  });
const typed = async (page: Page, text: string): Promise<number> => {
  await page.getByRole('searchbox', { name: words.search }).fill(text);
  const found = await total(page, text);
  await says(page, text === '' ? words.clipCount(found, number(found)) : words.found(found, number(found)));
  return found;
};

story(
  `a library of ${clips} clips is gone through, searched, filtered, selected, told things of, and comes back`,
  async (world) => {
    const { userData: profile, library } = world;
    await seedLibrary({ clips, profile, library, seed: 4, now: Date.UTC(2026, 10, 1), locale: 'en-US' });
    const how = { env: { SUNOR_API_KEY: world.simulator.key } };
    let app = await world.launch(how);
    let page = app.window;
    await goTo(page, 'library');
    await says(page, words.clipCount(clips, number(clips)));
    const { selectAll, undoKey } = { selectAll: 'ControlOrMeta+a', undoKey: 'ControlOrMeta+z' };

    // To the end by the keyboard, and never more in the page than can be seen.
    await cards(page).first().click();
    await page.getByRole('button', { name: words.details.close }).click();
    await cards(page).first().focus();
    await page.keyboard.press('End');
    const last = grid(page).locator(`[aria-posinset="${clips}"] [data-card]`);
    await eventually(async () =>
      expect(await last.evaluate((it) => it === document.activeElement)).toBe(true),
    );
    expect(await cards(page).count()).toBeLessThanOrEqual(200);
    await page.keyboard.press('Home');

    // In four scripts, from one character on; what is wrong is still a search.
    for (const text of ['night', '夜', 'ночь', 'ทะเล']) expect(await typed(page, text)).toBeGreaterThan(0);
    await typed(page, '"night ferry');
    await typed(page, '');

    // Filtered, with counts that follow; another order, as lines.
    await page.getByRole('button', { name: words.filter.open, exact: true }).click();
    const panel = page.getByRole('complementary', { name: words.filter.panel });
    const [style = 'none'] = (await ask(page, 'library.facets', { text: '' })).styles.map(({ name }) => name);
    const inStyle = `style:"${style}"`;
    const styled = await total(page, inStyle);
    const choice = panel
      .getByRole('group', { name: words.filter.styles })
      .locator('label')
      .filter({ hasText: style });
    await choice.getByRole('checkbox').check();
    await eventually(async () => expect(await choice.textContent()).toContain(number(styled)));
    await says(page, words.found(styled, number(styled)));
    await page.getByRole('button', { name: `${words.layout}: ${words.layouts.list}` }).click();
    await page.getByRole('button', { name: words.sortedBy(words.columns.length), exact: true }).click();
    const longest = async (): Promise<string | null> => cards(page).first().getAttribute('data-card');
    const { clips: wanted } = await ask(page, 'library.page', {
      ...{ text: inStyle, sort: 'longest', offset: 0, limit: 1 },
    });
    await eventually(async () => expect(await longest()).toBe(wanted[0]?.id));

    // All of them selected and made favourites, without any of them crossing to the page; and back again.
    const before = await total(page, 'is:favourite');
    await cards(page).first().focus();
    await page.keyboard.press(selectAll);
    const bar = page.getByRole('toolbar', { name: words.selection.bar });
    await bar.getByText(words.selected(styled, number(styled))).waitFor();
    await bar.getByRole('button', { name: words.selection.favourite }).click();
    await eventually(async () => expect(await total(page, `${inStyle} is:favourite`)).toBe(styled), 120_000);
    await cards(page).first().focus();
    await page.keyboard.press(undoKey);
    await eventually(async () => expect(await total(page, 'is:favourite')).toBe(before), 120_000);
    await bar.getByRole('button', { name: words.selection.clear }).click();
    await bar.waitFor({ state: 'hidden' });

    // A stretch by Shift; its stars by a key.
    await cards(page)
      .nth(0)
      .click({ modifiers: ['ControlOrMeta'] });
    await cards(page)
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await bar.getByText(words.selected(3, '3')).waitFor();
    await cards(page).nth(1).focus();
    const rated = await total(page, 'rating:5');
    const five = await total(page, `${inStyle} rating:5`);
    await page.keyboard.press('5');
    await eventually(async () => expect(await total(page, 'rating:5')).toBeGreaterThan(rated - 1));
    await page.keyboard.press('Escape');

    // What is said of one, in its details.
    await cards(page).first().click();
    const details = page.getByRole('complementary', { name: words.details.label });
    await details.getByRole('button', { name: words.said.favourite }).click();
    await details.getByRole('combobox', { name: words.said.addTag }).fill('harbour tour');
    await page.keyboard.press('Enter');
    await details.getByRole('textbox', { name: words.said.notes }).fill('for the film about Übersee');
    await details.getByRole('button', { name: words.said.editTitle }).click();
    await details.getByRole('textbox', { name: words.said.title }).fill('The One With the Bell');
    await page.keyboard.press('Enter');
    await eventually(async () => {
      for (const text of ['tags:"harbour tour"', 'notes:ubersee', 'title:"with the bell"', 'rating:5 bell'])
        expect(await total(page, text), text).toBe(1);
    });

    // Away and back: what was set is kept, and what was said.
    await app.close();
    app = await world.launch(how);
    page = app.window;
    await goTo(page, 'library');
    await page.getByRole('button', { name: `${words.layout}: ${words.layouts.grid}` }).waitFor();
    await typed(page, 'bell ubersee is:favourite rating:5');
    expect(await page.getByText('The One With the Bell').count()).toBeGreaterThan(0);
    expect(await total(page, `${inStyle} rating:5`)).toBeGreaterThanOrEqual(five);
    await app.close();
  },
  {},
  600_000,
);
