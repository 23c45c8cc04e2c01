import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startSimulator } from '../../simulator/simulator.ts';
import { en } from '../../src/shared/messages/en.ts';
import { noFilter } from '../../src/shared/library-query.ts';
import { seedLibrary } from '../../tests/seeding/seed.ts';
import { goTo } from '../demo/key.ts';
import { withDesktop } from '../desktop/desktop.ts';
import { driveApp } from '../driving/app.ts';
import { ask } from '../driving/bridge.ts';
import { until } from '../driving/evidence.ts';
import type { Launch } from '../prepare.ts';
import { say } from '../tools/say.ts';
import { photograph } from './camera.ts';

type Take = (view: string) => Promise<void>;

/** Nothing has the focus, and nothing is pointed at. */
const quiet = async (page: Page): Promise<void> => {
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
};

/** The views that a library's size changes. */
const sizedViews = async (page: Page, clips: number, take: Take): Promise<void> => {
  await goTo(page, en.shell.nav.library);
  if (clips > 0) await page.locator('[data-card]').first().waitFor();
  await take('library');
  if (clips > 0) {
    const layout = (to: keyof typeof en.library.layouts) =>
      page.getByRole('button', { name: `${en.library.layout}: ${en.library.layouts[to]}` }).click();
    await layout('list');
    await take('library-list');
    await layout('grid');
    await page.locator('[data-card]').first().click();
    await page
      .getByRole('complementary', { name: en.library.details.label })
      .getByText(en.library.details.fields.path, { exact: true })
      .waitFor();
    await take('library-details');
    await page.keyboard.press('Escape');
  }
  await goTo(page, en.shell.nav.statistics);
  await until('the statistics to be added up', () =>
    page.evaluate(() => document.querySelector('[aria-busy="true"]') === null),
  );
  await take('statistics');
  const query = { text: '', filter: noFilter, sort: 'newest' } as const;
  const { id } =
    clips > 3
      ? await ask(page, 'playlists.create', { name: 'Everything, newest first', query })
      : await ask(page, 'playlists.create', {
          name: 'Late drives',
          clips: {
            of: 'ids',
            ids: (await ask(page, 'library.page', { ...query, offset: 0, limit: 3 })).clips.map(
              (clip) => clip.id,
            ),
          },
        });
  await page.locator(`[data-playlist="${id}"]`).click();
  if (clips > 0) await page.locator('[data-row]').first().waitFor();
  await take('playlist');
};

/**
 * The library, statistics and playlists with this many clips each, as `clips-<n>-<view>-…`; each size in a life and a
 * profile of its own.
 */
export const takeSizes = async (launch: Launch, sizes: readonly number[]): Promise<void> => {
  for (const clips of sizes)
    await withDesktop(async (desktop) => {
      const home = join(tmpdir(), 'cliploft-pictures');
      await rm(home, { recursive: true, force: true });
      const [profile, library] = [join(home, 'profile'), join(home, 'Music', 'Cliploft')];
      await mkdir(profile, { recursive: true });
      await seedLibrary({ ...{ clips, profile, library, seed: 1, locale: 'en-US' }, now: Date.now() });
      const simulator = await startSimulator({ seed: 'pictures', scenario: 'demo', credits: 1480 });
      const driven = await driveApp({
        launch,
        env: { ...desktop.env, HOME: home },
        args: [`--user-data-dir=${profile}`, `--library-dir=${library}`],
        add: { SUNOR_API_URL: simulator.apiUrl, SUNOR_API_KEY: simulator.key },
      });
      try {
        await sizedViews(await driven.page(), clips, (view) =>
          photograph(driven, `clips-${String(clips)}-${view}`, quiet),
        );
      } catch (error) {
        say(driven.output().slice(-2000));
        throw error;
      } finally {
        await driven.close();
        await simulator.stop();
        await rm(home, { recursive: true, force: true, maxRetries: 5 });
      }
    });
};
