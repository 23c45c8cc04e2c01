import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { run } from '../../scripts/tools/run.ts';
import { audioUrl } from '../../src/shared/clip.ts';
import { en } from '../../src/shared/messages/en.ts';
import { startTray } from '../tools/tray-host.ts';
import { heard } from './harness/audio.ts';
import { addTasks, eventually, goTo, playClip, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const words = en.pairs;
const untilHeard = (page: Page, id: string): Promise<void> =>
  page.locator(`article[data-take="${id}"][data-heard="true"]`).waitFor();

story(
  'media keys reach the pair while it is heard, also in a closed window, and the player again after it',
  async (world) => {
    const tray = await startTray(world.desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
    const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
    const page = app.window;
    const made = world.simulator.createTask({
      ...{ title: 'Tidal Clock', seconds: 0 },
      clip: [{ seconds: 24 }, { seconds: 14 }],
    });
    await addTasks(page, made.id);
    await untilPhase(page, made.id, 'saved');
    const playerctl = async (...args: string[]): Promise<string> => {
      const done = await run('playerctl', args, { env: world.desktop.env, limitMs: 10_000 });
      return done.code === 0 ? done.stdout.trim() : `failed: ${done.stderr.trim()}`;
    };
    const playing = async (): Promise<string[]> =>
      (await heard(page)).flatMap((one) => (one.playing ? [one.url] : []));
    const untilTold = (title: string, status: string): Promise<void> =>
      eventually(async () => {
        expect(await playerctl('metadata', 'title')).toBe(title);
        expect(await playerctl('status')).toBe(status);
      });

    await playClip(page, 'Tidal Clock');
    await untilTold('Tidal Clock', 'Playing');
    await goTo(page, 'pairs');
    const wish = { to: 'next', of: 'open', from: null } as const;
    const takes = (await ask(page, 'pairs.find', { wish })).pair?.takes.map(({ clip }) => clip) ?? [];
    const [a, b] = takes;
    if (a === undefined || b === undefined) throw new Error('there is no pair');
    await untilHeard(page, a.id);
    // The player is still what is heard.
    await playerctl('pause');
    await untilTold('Tidal Clock', 'Paused');
    await playerctl('play');
    await untilTold('Tidal Clock', 'Playing');
    await playerctl('pause');
    await untilTold('Tidal Clock', 'Paused');

    await page.keyboard.press('Space');
    await untilTold(words.side('A', 'Tidal Clock'), 'Playing');
    await playerctl('next');
    await untilHeard(page, b.id);
    await untilTold(words.side('B', 'Tidal Clock'), 'Playing');
    await playerctl('pause');
    await eventually(async () => expect(await playing()).toEqual([]));
    await playerctl('previous');
    await untilHeard(page, a.id);
    await untilTold(words.side('A', 'Tidal Clock'), 'Paused');
    await playerctl('play');
    await untilTold(words.side('A', 'Tidal Clock'), 'Playing');

    // The longer one goes on when the silent one has ended, and when the window is closed then.
    await playerctl('position', '13');
    await eventually(async () => expect(await playing()).toEqual([audioUrl(a.id)]));
    await app.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.close()),
    );
    await eventually(async () => {
      const seen = await app.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isVisible()),
      );
      expect(seen).toEqual([false]);
    });
    await playerctl('pause');
    await eventually(async () => expect(await playing()).toEqual([]));

    // Left, the keys are the player's.
    await app.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.show()),
    );
    await goTo(page, 'library');
    await eventually(() =>
      page.waitForFunction(() => navigator.mediaSession.metadata?.title === 'Tidal Clock'),
    );
    expect(await heard(page)).toHaveLength(1);
    // The system knows of no sound that nobody has heard since; from then on it is the player's.
    await page
      .getByRole('region', { name: en.player.title })
      .getByRole('button', { name: en.player.play, exact: true })
      .click();
    await untilTold('Tidal Clock', 'Playing');
    await playerctl('pause');
    await untilTold('Tidal Clock', 'Paused');
    await app.close();
    tray.stop();
  },
  {},
  120_000,
);
