import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const words = en.playlists;
const list = 'Road trip';

const rows = (page: Page): Promise<string[]> => page.locator('[data-row] ~ .title').allInnerTexts();
const untilRows = (page: Page, ...titles: string[]): Promise<void> =>
  eventually(async () => expect(await rows(page)).toEqual(titles));
const row = (page: Page, place: number) => page.locator(`[data-place="${place}"]`);
const inNav = (page: Page) =>
  page.getByRole('navigation', { name: en.shell.nav.label }).getByRole('button', { name: list });

/** Adds a clip from its details, as the library shows them. */
const addFromDetails = async (page: Page, title: string): Promise<void> => {
  await goTo(page, 'library');
  await page.getByRole('button', { name: new RegExp(`^${title}, `) }).click();
  const details = page.getByRole('complementary', { name: en.library.details.label });
  await details.getByRole('heading', { name: title }).waitFor();
  await details.getByRole('button', { name: words.addTo }).click();
  await page.getByRole('menuitem', { name: list }).click();
  await page.getByText(words.said.added(list)).waitFor();
};

story('a playlist is made, filled, put in order, exported, and back from the folder alone', async (world) => {
  const titles = ['One', 'Two', 'Three'];
  const made = titles.map((title) => world.simulator.createTask({ title, seconds: 0, clip: [{}] }));
  const how = { env: { SUNOR_API_KEY: world.simulator.key } };
  const app = await world.launch(how);
  const page = app.window;
  await addTasks(page, made.map(({ id }) => id).join(' '));
  for (const { id } of made) await untilPhase(page, id, 'saved');

  await page.getByRole('button', { name: words.create }).click();
  await page.getByRole('dialog').getByLabel(words.dialog.name, { exact: true }).fill(`  ${list} `);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: list, level: 1 }).waitFor();
  await page.getByText(words.empty.title).waitFor();
  for (const title of titles) await addFromDetails(page, title);
  await inNav(page).click();
  await untilRows(page, 'One', 'Two', 'Three');

  await row(page, 0).locator('[data-row]').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await untilRows(page, 'Two', 'One', 'Three');
  await eventually(() => expect(row(page, 1).locator('[data-row]').evaluate((it) => it === document.activeElement)).resolves.toBe(true)); // prettier-ignore
  await row(page, 2).dragTo(row(page, 0), { targetPosition: { x: 200, y: 4 } });
  await untilRows(page, 'Three', 'Two', 'One');
  await page.keyboard.press('Control+z');
  await untilRows(page, 'Two', 'One', 'Three');

  // Out, and back by the message; a row dropped on the list's name is in it once more.
  await row(page, 1).locator('[data-row]').focus();
  await page.keyboard.press('Delete');
  await untilRows(page, 'Two', 'Three');
  await page.getByRole('button', { name: words.said.undo }).click();
  await untilRows(page, 'Two', 'One', 'Three');
  await row(page, 0).dragTo(inNav(page));
  await untilRows(page, 'Two', 'One', 'Three', 'Two');

  const exported = join(world.library, 'Mine.m3u8');
  await app.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, exported);
  await page.getByRole('button', { name: words.more(list) }).click();
  await page.getByRole('menuitem', { name: words.export }).click();
  await page.getByText(words.said.exported(list)).waitFor();
  const lines = (await readFile(exported, 'utf8')).split('\n');
  const paths = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(paths.map((path) => path.split(' ')[0])).toEqual(['Two', 'One', 'Three', 'Two']);
  const there = await readdir(world.library);
  for (const path of paths) expect(there).toContain(path);

  await app.close();
  expect(await readdir(join(world.library, 'Playlists'))).toEqual([`${list}.m3u8`]);
  await rm(world.userData, { recursive: true });
  const again = await world.launch(how);
  expect((await ask(again.window, 'app.snapshot')).playlists.lists).toEqual([]);
  const report = await eventually(() => ask(again.window, 'library.rebuild'));
  expect(report.playlists).toBe(1);
  await inNav(again.window).click();
  await untilRows(again.window, 'Two', 'One', 'Three', 'Two');
});
