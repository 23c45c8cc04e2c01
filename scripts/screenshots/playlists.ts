import type { Page } from 'playwright-core';
import { noFilter } from '../../src/shared/library-query.ts';
import { en } from '../../src/shared/messages/en.ts';
import { ask } from '../driving/bridge.ts';

/** Lists as somebody would make them, of what the library holds; one of them open. */
export const playlistViews = async (
  page: Page,
  take: (view: string, restore?: (page: Page) => Promise<void>) => Promise<void>,
  quiet: (page: Page) => Promise<void>,
): Promise<void> => {
  const query = { text: '', filter: noFilter, sort: 'newest' } as const;
  const { clips } = await ask(page, 'library.page', { ...query, offset: 0, limit: 200 });
  const ids = clips.map(({ id }) => id);
  const set = (from: number, to: number) => ({ of: 'ids' as const, ids: ids.slice(from, to) });
  const { id } = await ask(page, 'playlists.create', { name: 'Late drives', clips: set(0, 14) });
  await ask(page, 'playlists.create', { name: 'For the film', clips: set(3, 9) });
  await ask(page, 'playlists.create', { name: '雨の日', clips: set(5, 7) });
  await ask(page, 'playlists.create', {
    name: 'Everything with strings',
    query: { ...query, text: 'strings' },
  });
  await page.locator(`[data-playlist="${id}"]`).click();
  await page.locator('[data-row]').nth(1).click();
  await take('playlist', quiet);
  await page.getByRole('button', { name: en.playlists.create }).click();
  await page.getByRole('dialog').getByText(en.playlists.dialog.smart, { exact: true }).click();
  await take('playlist-new');
  await page.keyboard.press('Escape');
};
