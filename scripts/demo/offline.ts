import { createServer } from 'node:net';
import type { Page } from 'playwright-core';
import type { ClipDetails } from '../../src/shared/clip.ts';
import { en } from '../../src/shared/messages/en.ts';
import { ask } from '../driving/bridge.ts';
import { until } from '../driving/evidence.ts';
import { Stop } from '../tools/say.ts';
import { goTo } from './key.ts';
import { filesWith, type Stage } from './stage.ts';

/** An address on this computer where nobody listens. */
const deadAddress = async (): Promise<string> => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${String(port)}/api/v1`;
};

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

const slider = (page: Page) =>
  page.getByRole('region', { name: en.player.title }).getByRole('slider', { name: en.player.seek });

const position = async (page: Page): Promise<number> => Number(await slider(page).inputValue());

/** The simulator ended with the app before; the same library plays with nobody to ask. */
export const offlineStep = async (stage: Stage, clips: readonly ClipDetails[]): Promise<void> => {
  await stage.step('Offline: started again with nobody to ask, it plays', async (evidence) => {
    const all = { text: '', sort: 'newest', offset: 0, limit: 1 } as const;
    const had = (await ask(await stage.page(), 'library.page', all)).total;
    await stage.quit();
    const address = await deadAddress();
    if (await answers(address)) throw new Stop(`Somebody answers at ${address}.`);
    const page = await stage.open([], { SUNOR_API_URL: address });
    evidence(`the app with its simulator has ended; ${address} refuses connections`);
    const pass = page.getByRole('button', { name: en.shell.status.listenOnly });
    if (await pass.isVisible()) await pass.click();
    await goTo(page, en.shell.nav.library);
    const { total } = await ask(page, 'library.page', all);
    if (total !== had)
      throw new Stop(`The library had ${String(had)} clips, and now it has ${String(total)}.`);
    evidence(`the library has its ${String(total)} clips as before`);
    const [clip] = clips;
    if (clip === undefined) throw new Stop('There is no clip to play.');
    const library = page.getByRole('region', { name: en.library.title });
    await library
      .getByRole('button', { name: en.library.play(clip.title) })
      .first()
      .click();
    const from = await until('the music to start', async () => (await position(page)) || null);
    const to = await until('the music to go on', async () => {
      const now = await position(page);
      return now > from + 1 ? now : null;
    });
    evidence(`"${clip.title}" plays: ${from.toFixed(2)} s, then ${to.toFixed(2)} s`);
    await stage.picture('playing-offline');
  });
};

/** The slider leads to any place, at once, and the music goes on from there. */
export const seekStep = async (stage: Stage): Promise<void> => {
  const page = await stage.page();
  await stage.step('Seek: to three quarters and back to a quarter', async (evidence) => {
    const length = Number(await slider(page).getAttribute('max'));
    for (const part of [0.75, 0.25]) {
      const target = length * part;
      await slider(page).fill(target.toFixed(1));
      const there = await until(`the music to go on from ${target.toFixed(1)} s`, async () => {
        const now = await position(page);
        return now > target + 0.3 && now < target + 3 ? now : null;
      });
      evidence(`to ${target.toFixed(1)} s of ${length.toFixed(1)} s; playing at ${there.toFixed(2)} s`);
    }
    await stage.picture('after-seek');
  });
};

/** The key's text is in no file, and not in the page. */
export const secretStep = async (stage: Stage, key: string): Promise<void> => {
  const page = await stage.page();
  await stage.step('Secret: the key is in no file and not in the page', async (evidence) => {
    const html = await page.content();
    if (html.includes(key)) throw new Stop('The key stands in the page.');
    await stage.quit();
    for (const folder of [stage.profile, stage.library]) {
      const { read, found } = await filesWith(folder, key);
      if (found.length > 0) throw new Stop(`The key stands in ${found.join(', ')}`);
      evidence(`${String(read)} files read below ${folder}: none holds it`);
    }
  });
};
