import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { startUpdateFeed } from '../tools/update-feed.ts';
import { eventually, goTo } from './harness/steps.ts';
import { story } from './harness/story.ts';
import { theLaunch } from './harness/world.ts';

const words = en.update;

story(
  'a newer version is read of, fetched, verified, and takes the place of this one after a backup',
  async (world) => {
    const programs = join(world.folder, 'programs');
    const appImage = join(programs, 'Cliploft.AppImage');
    const started = join(world.folder, 'started');
    await mkdir(programs);
    await writeFile(appImage, '#!/bin/sh\nexit 1\n');
    await chmod(appImage, 0o755);
    const old = await readFile(appImage);
    const program = `#!/bin/sh\necho "$@" > '${started}'\n# ${'x'.repeat(4000)}\n`;
    const feed = await startUpdateFeed({
      ...{ version: '9.0.0', notes: '<p>Sings in <b>tune</b></p><script>alert(1)</script>', program },
    });
    const feedFile = join(world.folder, 'feed.yml');
    await writeFile(feedFile, `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: cliploft-updater\n`);
    const app = await world.launch({
      env: {
        ...{
          SUNOR_API_KEY: world.simulator.key,
          APPIMAGE: appImage,
          APPDIR: dirname(theLaunch().executable),
          CLIPLOFT_TEST_UPDATE_FEED: feedFile,
        },
        XDG_CACHE_HOME: join(world.folder, 'cache'),
      },
    });
    const page = app.window;
    await goTo(page, 'settings');
    const group = page.getByRole('group', { name: words.title });
    const unchanged = async (): Promise<void> => {
      expect(await readFile(appImage)).toEqual(old);
      expect(await readdir(programs)).toEqual(['Cliploft.AppImage']);
    };

    await group.getByRole('button', { name: words.now }).click();
    await group.getByText(words.available('9.0.0')).waitFor();
    expect(await group.getByRole('region', { name: words.notes }).innerText()).toBe('Sings in tune');
    // Read of, and nothing fetched yet.
    expect(feed.asked.filter((path) => path.endsWith('.AppImage'))).toEqual([]);

    let button: string = words.download;
    for (const fault of ['other bytes', 'error 500', 'cut short'] as const) {
      feed.fault = fault;
      const code = fault === 'other bytes' ? words.codes.damaged : words.codes.unreachable;
      await group.getByRole('button', { name: button }).click();
      await group.getByText(words.failed.download).waitFor();
      await group.getByText(code).waitFor();
      await group.getByText(words.unchanged).waitFor();
      await unchanged();
      button = words.retry;
    }
    feed.fault = 'none';
    await group.getByRole('button', { name: button }).click();
    await group.getByText(words.ready('9.0.0')).waitFor();
    await unchanged();

    const backups = async (): Promise<number> =>
      (await readdir(join(world.userData, 'backups')).catch(() => [])).length;
    const before = await backups();
    expect((await ask(page, 'app.snapshot')).update.state.kind).toBe('ready');
    await group.getByRole('button', { name: words.install }).click();
    await eventually(() => expect(app.ended()).toBe(true));
    expect(await readFile(appImage, 'utf8')).toBe(program);
    expect(await backups()).toBeGreaterThan(before);
    // The new one was started, with the same profile.
    await eventually(async () => expect(await readFile(started, 'utf8')).toContain(world.userData));
    await feed.stop();
  },
);

story('built from source, it says so and asks nobody', async (world) => {
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await goTo(page, 'settings');
  const group = page.getByRole('group', { name: words.title });
  await group.getByText(words.by.source).waitFor();
  expect(await group.getByRole('button').count()).toBe(0);
});
