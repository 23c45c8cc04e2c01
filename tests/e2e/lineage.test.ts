import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const words = en.library.details;
const details = (page: Page) => page.getByRole('complementary', { name: words.label });
const heading = (page: Page, title: string) => details(page).getByRole('heading', { name: title });

story(
  'a song that goes on from another is followed to it and back by keyboard, and to its lyric sheet',
  async (world) => {
    const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
    const page = app.window;
    const keep = async (options: Parameters<typeof world.simulator.createTask>[0]): Promise<void> => {
      const { id } = world.simulator.createTask(options);
      await addTasks(page, id);
      await untilPhase(page, id, 'saved');
    };
    await keep({ type: 'lyrics', title: 'Words of the Ferry' });
    const [sheet] = await ask(page, 'library.lyrics', { text: '' });
    await keep({ title: 'Slow Ferry', seconds: 2, input: { prompt: sheet?.text ?? '' } });
    const found = await ask(page, 'library.page', {
      text: 'slow ferry',
      sort: 'newest',
      offset: 0,
      limit: 2,
    });
    const [first] = found.clips;
    if (first === undefined) throw new Error('there is no first song');
    await keep({
      ...{ title: 'Fast Ferry', seconds: 2 },
      input: { continue_clip_id: first.id, continue_at: 1 },
    });

    await goTo(page, 'library');
    await page.getByRole('button', { name: /^Fast Ferry, / }).first().click(); // prettier-ignore
    await heading(page, 'Fast Ferry').waitFor();
    const parents = details(page).getByRole('list', { name: words.related.parents.continues });
    await parents.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Slow Ferry').waitFor();

    // From there to what continues it: both clips of that task.
    const children = details(page).getByRole('list', { name: words.related.children.continues });
    await eventually(async () => expect(await children.getByRole('button').count()).toBe(2));
    await children.getByRole('button').nth(1).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Fast Ferry').waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await heading(page, 'Slow Ferry').waitFor();

    // It sings the words of a sheet.
    await details(page).getByRole('button', { name: words.related.sheet }).press('Enter');
    await page.getByRole('article', { name: 'Words of the Ferry' }).waitFor();
    await page.getByText(en.library.clips, { exact: true }).click();
    await heading(page, 'Slow Ferry').waitFor();
    await details(page).getByText(/LUFS \(/).waitFor(); // prettier-ignore

    // The way back is still known.
    await details(page).getByRole('button', { name: words.back }).press('Enter');
    await heading(page, 'Fast Ferry').waitFor();
    await details(page).getByRole('button', { name: words.back }).waitFor({ state: 'hidden' });

    // From the sheet to the songs that were made of it, and to one of them.
    await page.locator('header').getByText(en.library.lyrics, { exact: true }).click();
    const songs = page.getByRole('list', { name: en.library.sheet.songs }).getByRole('button');
    await eventually(async () => expect(await songs.count()).toBe(2));
    await songs.nth(1).press('Enter');
    await heading(page, 'Slow Ferry').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(words.about);
  },
  {},
  90_000,
);
