import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ask } from '../driving/bridge.ts';
import type { DrivenApp } from '../driving/app.ts';
import { until } from '../driving/evidence.ts';
import { projectRoot } from '../tools/places.ts';
import { say } from '../tools/say.ts';
import { smallerPng } from './smaller-png.ts';

const folder = join(projectRoot, 'docs', 'screenshots');
const themes = ['light', 'dark'] as const;
const sizes = [
  [1440, 900],
  [900, 600],
] as const;

/** Gives the window's content a size, and waits until the page has it. */
const resize = async (driven: DrivenApp, page: Page, width: number, height: number): Promise<void> => {
  await driven.app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    [width, height] as const,
  );
  await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const);
};

/** Nothing is on its way any more: pictures are decoded, and what was changed has been drawn. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const inSight = (image: HTMLImageElement): boolean => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    return [...document.images].filter(inSight).every((image) => image.complete);
  });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(120);
};

/**
 * Takes a view in both themes and both sizes. `restore` puts right what another size upsets, such as how
 * far something is scrolled.
 */
export const photograph = async (
  driven: DrivenApp,
  view: string,
  restore?: (page: Page) => Promise<void>,
): Promise<void> => {
  const page = await driven.page();
  await mkdir(folder, { recursive: true });
  for (const [width, height] of sizes) {
    await resize(driven, page, width, height);
    for (const theme of themes) {
      await ask(page, 'settings.update', { theme });
      await until(`the theme ${theme}`, () =>
        page.evaluate((wanted) => document.documentElement.dataset['theme'] === wanted, theme),
      );
      await restore?.(page);
      await settled(page);
      const file = join(folder, `${view}-${theme}-${String(width)}x${String(height)}.png`);
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      await writeFile(file, smallerPng(await readFile(file)));
    }
  }
  say(`  ${view}`);
};
