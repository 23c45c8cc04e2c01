import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { clipView } from '../../simulator/clips.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { en } from '../../src/shared/messages/en.ts';
import type { Snapshot } from '../../src/shared/snapshot.ts';
import { taskPhase } from '../../src/shared/task.ts';
import { goTo } from '../demo/key.ts';
import { withDesktop } from '../desktop/desktop.ts';
import { driveApp, type DrivenApp } from '../driving/app.ts';
import { ask } from '../driving/bridge.ts';
import { until } from '../driving/evidence.ts';
import type { Launch } from '../prepare.ts';
import { say } from '../tools/say.ts';
import { photograph } from './camera.ts';
import { playlistViews } from './playlists.ts';
import { nobodysId, past, pasted, present } from './songs.ts';

const hour = 3_600_000;

/** The song that plays: one of the newest, in sight in every size. */
const playing = 'Firefly Season ✨';

/** A world whose clock can be set back, so that its songs were made on different days. */
interface Past {
  simulator: Simulator;
  /** Lets time be so many ms ago. */
  setBack(ms: number): void;
}

const startPast = async (): Promise<Past> => {
  let back = 0;
  const simulator = await startSimulator({
    seed: 'pictures',
    scenario: 'demo',
    songSeconds: [128, 214],
    credits: 1480,
    now: () => Date.now() - back,
  });
  return {
    simulator,
    setBack: (ms) => {
      back = ms;
      simulator.advance(0);
    },
  };
};

const untilState = (page: Page, what: string, holds: (state: Snapshot) => boolean): Promise<boolean> =>
  until(what, async () => holds(await ask(page, 'app.snapshot')), 60_000);

const phaseOf = (state: Snapshot, id: string): string | undefined => {
  const task = state.tasks.find((each) => each.id === id);
  return task === undefined ? undefined : taskPhase(task);
};

/** Fills the library, oldest song first. */
const fillLibrary = async (page: Page, { simulator, setBack }: Past): Promise<void> => {
  for (const { hoursAgo, options } of past) {
    setBack(hoursAgo * hour);
    const { id } = simulator.createTask(options);
    setBack(0);
    await ask(page, 'tasks.add', { text: id });
    await untilState(page, `task ${id} to be saved`, (state) => phaseOf(state, id) === 'saved');
  }
  await ask(page, 'notices.read', { ids: null });
};

/** A result of which one clip can be read and the other makes no sense. */
const halve = (simulator: Simulator, id: string): void => {
  const world = simulator.world();
  const task = world.tasks.get(id);
  if (task === undefined) throw new Error(`no task ${id}`);
  const clips = task.clips.map((clip) => clipView(world, task, clip));
  task.overrides = { ...task.overrides, result: [...clips, { id: 7, audio_url: {} }] };
};

/** The mix of tasks that an evening brings, one in each state. Returns the id of the running one. */
const fillTasks = async (page: Page, { simulator, setBack }: Past): Promise<string> => {
  const make = async (options: (typeof present)[keyof typeof present], ageS: number, phase: string) => {
    setBack(ageS * 1000);
    const { id } = simulator.createTask(options);
    // Its bytes cannot be had: forbidden, whatever link is asked for.
    if (phase === 'not_saved') simulator.setFault({ on: 'audio', status: 403 });
    setBack(0);
    await ask(page, 'tasks.add', { text: id });
    await untilState(page, `task ${id} to be ${phase}`, (state) => phaseOf(state, id) === phase);
    return id;
  };
  await make(present.timedOut, 600, 'timed_out');
  await make(present.failed, 500, 'failed');
  await make(present.awaited, 400, 'saving');
  setBack(350_000);
  const half = simulator.createTask(present.half);
  halve(simulator, half.id);
  setBack(0);
  await ask(page, 'tasks.add', { text: half.id });
  await untilState(page, 'half a task to be saved', ({ tasks }) =>
    tasks.some(({ id, items }) => id === half.id && items.some((item) => item.state === 'saved')),
  );
  await make(present.notSaved, 300, 'not_saved');
  await ask(page, 'tasks.add', { text: nobodysId });
  await untilState(page, 'the unknown id to be missing', (state) => phaseOf(state, nobodysId) === 'missing');
  await make(present.unknown, 60, 'unknown');
  const running = await make(present.running, 70, 'running');
  await make(present.waiting, 4, 'waiting');
  return running;
};

const enter = async (page: Page, key: string): Promise<void> => {
  await page.getByLabel(en.welcome.keyLabel, { exact: true }).fill(key);
  await page.getByRole('button', { name: en.welcome.check }).click();
  await untilState(page, 'the key to be kept', (state) => state.session.state === 'ready');
};

/** The first start: no key, then a key and nothing else. */
const firstStart = async (driven: DrivenApp, take: Take, { simulator }: Past): Promise<void> => {
  const page = await driven.page();
  await ask(page, 'settings.update', { apiBaseUrl: simulator.apiUrl });
  await take('welcome');
  await enter(page, simulator.key);
  await quiet(page);
  await take('library-empty');
  await goTo(page, en.shell.nav.statistics);
  await take('statistics-empty', quiet);
  await goTo(page, en.shell.nav.library);
};

/** Nothing has the focus, nothing is pointed at, and no message is on its way out. */
const quiet = async (page: Page): Promise<void> => {
  const messages = page.getByRole('region', { name: en.shell.common.messages });
  const close = messages.getByRole('button', { name: en.shell.common.close });
  while ((await close.count()) > 0) await close.first().click();
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
};

type Take = (view: string, restore?: (page: Page) => Promise<void>) => Promise<void>;

const libraryViews = async (page: Page, take: Take): Promise<void> => {
  await goTo(page, en.shell.nav.library);
  const library = page.getByRole('region', { name: en.library.title, exact: true });
  await library
    .getByRole('button', { name: en.library.play(playing) })
    .first()
    .click();
  await page.getByRole('slider', { name: en.player.seek }).fill('47');
  await take('library', quiet);
  await library
    .getByRole('button', { name: new RegExp(`^${playing}, `) })
    .first()
    .click();
  const details = page.getByRole('complementary', { name: en.library.details.label });
  await details.getByRole('heading', { name: playing }).waitFor();
  await take('library-details', quiet);
  await details.getByRole('button', { name: en.library.details.close }).click();
  await page
    .getByRole('region', { name: en.player.title })
    .getByRole('button', { name: en.player.pause, exact: true })
    .click();
  await library.getByRole('button', { name: en.library.filter.open, exact: true }).click();
  await library.getByRole('button', { name: `${en.library.layout}: ${en.library.layouts.list}` }).click();
  const clips = library.getByRole('list', { name: en.library.clips }).locator('[data-card]');
  await clips.nth(1).click({ modifiers: ['ControlOrMeta'] });
  await clips.nth(3).click({ modifiers: ['Shift'] });
  await library.getByText(en.library.selected(3, '3')).waitFor();
  await take('library-list', quiet);
  await library.getByRole('button', { name: en.library.selection.clear }).click();
  await library.getByRole('button', { name: en.library.filter.close }).click();
  await library.getByRole('button', { name: `${en.library.layout}: ${en.library.layouts.grid}` }).click();
  await library.getByRole('searchbox').fill('polka for a rainy Tuesday');
  await library.getByText(en.library.nothingFound.title).waitFor();
  await take('nothing-found', quiet);
  await library.getByRole('button', { name: en.library.nothingFound.clear }).click();
  await library.getByText(en.library.lyrics, { exact: true }).click();
  await library.getByRole('list', { name: en.library.sheet.list }).getByRole('button').first().click();
  await take('lyrics', quiet);
  await library.getByText(en.library.clips, { exact: true }).click();
};

const taskViews = async (page: Page, take: Take, known: string): Promise<void> => {
  await goTo(page, en.shell.nav.tasks);
  await take('tasks', async (each) => {
    await quiet(each);
    await each.getByRole('list', { name: en.tasks.list }).evaluate((list) => list.scrollIntoView());
  });
  await take('tasks-trouble', async (each) => {
    await quiet(each);
    await each
      .locator('[data-phase="not_saved"]')
      .first()
      .evaluate((card) => card.scrollIntoView({ block: 'start' }));
  });
  const tasks = page.getByRole('region', { name: en.tasks.title });
  await tasks.getByRole('button', { name: en.tasks.add }).first().click();
  const dialog = page.getByRole('dialog', { name: en.tasks.adding.title });
  await dialog.getByRole('textbox').fill(pasted(known));
  await dialog.getByRole('button', { name: /^Add \d/ }).waitFor();
  await take('add-tasks');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
};

/** A pair on the table, some way into it. */
const pairView = async (page: Page, take: Take): Promise<void> => {
  await goTo(page, en.shell.nav.pairs);
  await page.locator('article[data-heard="true"] .waveform path').first().waitFor();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('k');
  await page.locator('article .kept').first().waitFor();
  await take('pairs', quiet);
};

/** Everything, in one life of the app. `only` names views; empty for all. */
export const takePictures = (launch: Launch, only: ReadonlySet<string>): Promise<void> =>
  withDesktop(async (desktop) => {
    const start = Date.now();
    // A fixed name: the settings show the library's folder.
    const home = join(tmpdir(), 'cliploft-pictures');
    await rm(home, { recursive: true, force: true });
    await mkdir(join(home, 'Music'), { recursive: true });
    const world = await startPast();
    const driven = await driveApp({
      launch,
      env: { ...desktop.env, HOME: home },
      args: [`--user-data-dir=${join(home, 'profile')}`],
    });
    const take: Take = async (view, restore) => {
      if (only.size === 0 || only.has(view)) await photograph(driven, view, restore);
    };
    try {
      const page = await driven.page();
      await firstStart(driven, take, world);
      await fillLibrary(page, world);
      const running = await fillTasks(page, world);
      await libraryViews(page, take);
      await playlistViews(page, take, quiet);
      await pairView(page, take);
      await taskViews(page, take, running);
      await goTo(page, en.shell.nav.notices);
      await take('notifications', quiet);
      await goTo(page, en.shell.nav.statistics);
      // All of it was made in a week.
      await page.getByText(en.statistics.span.days, { exact: true }).click();
      await page.getByRole('group', { name: en.statistics.periods.title.day }).waitFor();
      await take('statistics', quiet);
      await goTo(page, en.shell.nav.settings);
      await take('settings', quiet);
      await goTo(page, en.shell.nav.library);
      await world.simulator.stop();
      await untilState(page, 'the app to be offline', (state) => !state.online);
      await take('offline', quiet);
      await world.simulator.resume();
      await untilState(page, 'the app to be online again', (state) => state.online);
      world.simulator.revokeKey();
      await untilState(page, 'the key to be refused', (state) => state.session.state === 'rejected');
      await take('key-refused', quiet);
      say(`Pictures in docs/screenshots/, in ${((Date.now() - start) / 1000).toFixed(0)} s.`);
    } catch (error) {
      say(driven.output().slice(-2000));
      throw error;
    } finally {
      await driven.close();
      await world.simulator.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  });
