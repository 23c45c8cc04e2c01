import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { keychainEntries } from '../../scripts/driving/evidence.ts';
import { en } from '../../src/shared/messages/en.ts';
import { startHttpProxy } from '../fakes/http-proxy.ts';
import type { TestProxy } from '../fakes/proxy.ts';
import { startSocksProxy } from '../fakes/socks-proxy.ts';
import { addTasks, eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const words = en.settings.proxy;
const login = { user: 'mara', password: 'p@ss: wörd-0815' };

const group = (page: Page) => page.getByRole('group', { name: words.title, exact: true });

const choose = async (page: Page, mode: keyof typeof words.modes): Promise<void> => {
  await goTo(page, 'settings');
  await group(page).getByRole('radio', { name: words.modes[mode], exact: true }).check({ force: true });
};

/** Fills in the fields as a person would. */
const enter = async (page: Page, mode: 'http' | 'socks5', port: number, password: string): Promise<void> => {
  await choose(page, mode);
  const fields = { [words.host]: '127.0.0.1', [words.port]: String(port), [words.user]: login.user };
  for (const [label, text] of Object.entries({ ...fields, [words.password]: password }))
    await group(page).getByLabel(label, { exact: true }).fill(text);
};

const save = (page: Page) => group(page).getByRole('button', { name: words.save, exact: true }).click();

/** Which of the simulator's hosts the proxy was asked for. */
const hostsSeen = ({ simulator }: World, { seen }: TestProxy) => ({
  api: seen.filter((each) => each.includes(new URL(simulator.apiUrl).host)).length,
  media: seen.filter((each) => each.includes(new URL(simulator.mediaUrl).host)).length,
});

/** A proxy of one's own for a test, that ends with it. */
const withProxy = async (proxy: TestProxy, body: (proxy: TestProxy) => Promise<void>): Promise<void> => {
  try {
    await body(proxy);
  } finally {
    await proxy.stop();
  }
};

for (const mode of ['http', 'socks5'] as const)
  story(`a song is watched and saved through a proxy with a login: ${mode}`, async (world) => {
    const start = mode === 'http' ? startHttpProxy : startSocksProxy;
    await withProxy(await start({ login }), async (proxy) => {
      const env = { SUNOR_API_KEY: world.simulator.key };
      const first = await world.launch({ env });
      const page = first.window;
      await enter(page, mode, proxy.port, 'not the word');
      await group(page).getByRole('button', { name: words.test, exact: true }).click();
      await group(page).getByText(en.problems.codes.proxy_login.title).waitFor();
      await enter(page, mode, proxy.port, login.password);
      await group(page).getByRole('button', { name: words.test, exact: true }).click();
      await group(page)
        .getByText(/^Reached through the proxy in \d+ ms\.$/)
        .waitFor();
      expect((await ask(page, 'app.snapshot')).settings.proxy.mode).toBe('system');
      await save(page);
      await eventually(async () =>
        expect((await ask(page, 'app.snapshot')).settings.proxy).toEqual({
          ...{ mode, host: '127.0.0.1', port: proxy.port },
        }),
      );
      await group(page).getByText(`mara for ${mode}://127.0.0.1:${proxy.port}: in `).waitFor();

      const before = world.simulator.requests().length;
      const made = world.simulator.createTask({ title: 'The Long Way Round', seconds: 0 });
      await addTasks(page, made.id);
      await untilPhase(page, made.id, 'saved');
      const { api, media } = hostsSeen(world, proxy);
      expect(Math.min(api, media)).toBeGreaterThan(0);
      // Over SOCKS several requests may share a connection; an HTTP proxy sees each.
      if (mode === 'http')
        expect(proxy.seen.length).toBeGreaterThanOrEqual(world.simulator.requests().length - before);

      expect(await keychainEntries(world.desktop)).toEqual([
        expect.objectContaining({ secret: expect.stringContaining(login.password) as string }),
      ]);
      const answer = JSON.stringify([await ask(page, 'proxy.login'), await ask(page, 'app.snapshot')]);
      await first.close();
      const written = await readFile(join(world.userData, 'settings.json'), 'utf8');
      for (const text of [answer, written, await world.log()]) expect(text).not.toContain(login.password);

      // The login comes out of the keychain again.
      const seen = proxy.seen.length;
      const second = await world.launch({ env });
      const more = world.simulator.createTask({ seconds: 0 });
      await addTasks(second.window, more.id);
      await untilPhase(second.window, more.id, 'saved');
      expect(proxy.seen.length).toBeGreaterThan(seen);
      await goTo(second.window, 'settings');
      await group(second.window).getByRole('button', { name: words.forget, exact: true }).click();
      await eventually(async () => expect(await keychainEntries(world.desktop)).toEqual([]));
    });
  });

story('with a dead proxy everything waits, and goes on at once by another way', async (world) => {
  const proxy = await startHttpProxy();
  await proxy.stop();
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const dead = { mode: 'http', host: '127.0.0.1', port: proxy.port } as const;
  await ask(page, 'settings.update', { proxy: dead });
  const made = world.simulator.createTask({ title: 'Patience', seconds: 0 });
  await addTasks(page, made.id);
  await goTo(page, 'settings');
  await group(page).getByRole('button', { name: words.test, exact: true }).click();
  await group(page).getByText(en.problems.codes.proxy_unreachable.title).waitFor();
  await eventually(async () => {
    const [task] = (await ask(page, 'app.snapshot')).tasks;
    expect(task?.problem?.code).toBe('proxy_unreachable');
  });
  expect(world.simulator.requests().filter(({ path }) => path.includes(made.id))).toEqual([]);
  await choose(page, 'none');
  await save(page);
  await untilPhase(page, made.id, 'saved');
});

story('what the environment says of proxies is what the system says', async (world) => {
  const env = {
    HTTP_PROXY: 'http://127.0.0.1:3128',
    HTTPS_PROXY: 'http://10.1.2.3:8080',
    NO_PROXY: 'near.test',
  };
  const { app } = await world.launch({ env: { ...env, SUNOR_API_KEY: world.simulator.key } });
  const said = (url: string) =>
    app.evaluate(({ session }, asked) => session.defaultSession.resolveProxy(asked), url);
  expect(await said('http://far.test/')).toBe('PROXY 127.0.0.1:3128');
  expect(await said('https://far.test/')).toBe('PROXY 10.1.2.3:8080');
  expect(await said('https://near.test/')).toBe('DIRECT');
});
