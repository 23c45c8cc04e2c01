import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, enterKey, goTo, playClip, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeRun {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** What axe finds in the page as it stands, as short lines. */
const axe = async (page: Page): Promise<string[]> => {
  const source = await readFile(axeFile, 'utf8');
  // Through the debugger, which the page's policy does not stop.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe: tool } = window as unknown as { axe: { run(): Promise<AxeRun> } };
    const found = await tool.run();
    return found.violations.flatMap((each) =>
      each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)}`),
    );
  });
};

story('axe finds nothing in any view, light and dark, and all regions have their names', async (world) => {
  const { simulator } = world;
  const { window: page } = await world.launch();
  await page.getByLabel(en.welcome.keyLabel, { exact: true }).waitFor();
  const found: Record<string, string[]> = { welcome: await axe(page) };
  await enterKey(page, simulator.key);
  const ids = [
    simulator.createTask({ title: 'One', seconds: 0 }),
    simulator.createTask({ title: 'Two', seconds: 0, status: 'failure', error: 'No' }),
    simulator.createTask({ title: 'Three', seconds: 3600 }),
    simulator.createTask({ type: 'lyrics', seconds: 0 }),
  ].map(({ id }) => id);
  await addTasks(page, ids.join(' '));
  await untilPhase(page, ids[0] ?? '', 'saved');
  const { clips } = await ask(page, 'library.page', { text: '', sort: 'newest', offset: 0, limit: 9 });
  const set = { of: 'ids' as const, ids: clips.map(({ id }) => id) };
  const { id: list } = await ask(page, 'playlists.create', { name: 'Late drives', clips: set });
  for (const theme of ['light', 'dark'] as const) {
    await ask(page, 'settings.update', { theme });
    await playClip(page, 'One');
    await page.locator('[data-card]').first().click();
    await page.getByRole('complementary', { name: en.library.details.label }).waitFor();
    found[`library ${theme}`] = await axe(page);
    await page.locator(`[data-playlist="${list}"]`).click();
    await page.locator('[data-row]').first().focus();
    found[`playlist ${theme}`] = await axe(page);
    await page.locator('[data-row]').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: en.playlists.addTo }).hover();
    await page.getByRole('menuitem', { name: en.playlists.addToNew }).waitFor();
    found[`playlist menu ${theme}`] = await axe(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    for (const view of ['pairs', 'tasks', 'statistics', 'notices', 'settings'] as const) {
      await goTo(page, view);
      await page.getByRole('region', { name: en[view].title, exact: true }).waitFor();
      // Whatever is focused far down a list, the page itself stands still.
      await page.locator('main :is(button, input, select):not([disabled])').last().focus();
      expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
      found[`${view} ${theme}`] = await axe(page);
    }
  }
  for (const name of ['Player']) await page.getByRole('region', { name }).waitFor();
  expect(Object.entries(found).filter(([, lines]) => lines.length > 0)).toEqual([]);
});

story('the keyboard alone adds a task, finds a clip, plays it and seeks', async (world) => {
  const made = world.simulator.createTask({ title: 'Keys Only', seconds: 0 });
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await page.getByRole('button', { name: en.shell.nav.tasks }).first().focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('region', { name: en.tasks.title })
    .getByRole('button', { name: en.tasks.add })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: en.tasks.adding.title }).waitFor();
  await page.keyboard.insertText(made.id);
  await page.getByRole('button', { name: /^Add \d/ }).waitFor();
  await page.keyboard.press('Enter');
  await untilPhase(page, made.id, 'saved');
  await page.getByRole('button', { name: en.shell.nav.library }).first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+f');
  await page.keyboard.insertText('keys');
  await page.locator('[data-card]').first().focus();
  await page.keyboard.press('Enter');
  const seek = page
    .getByRole('region', { name: en.player.title })
    .getByRole('slider', { name: en.player.seek });
  await expect.poll(async () => Number(await seek.inputValue()), { timeout: 15_000 }).toBeGreaterThan(0.2);
  await seek.focus();
  const before = Number(await seek.inputValue());
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => Number(await seek.inputValue()), { timeout: 15_000 })
    .toBeGreaterThan(before + 4);
});
