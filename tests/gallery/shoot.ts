import { mkdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';

/**
 * Pictures of the gallery, and what axe finds in each. Build it first:
 *   npx vite build -c tests/gallery/vite.config.ts
 *   node tests/gallery/shoot.ts OUT_DIR [part of a shot's name]…
 */
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const built = resolve(import.meta.dirname, '../../out/gallery');
const axe = readFileSync(resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

type Act = (page: Page) => Promise<unknown>;
interface Shot {
  scene: string;
  act?: Act;
}

const openTasks: Act = (page) => page.getByRole('button', { name: /^Tasks/ }).click();
const openTasksEnd: Act = async (page) => {
  await openTasks(page);
  await page.locator('[data-task]').last().scrollIntoViewIfNeeded();
};
const openNotices: Act = (page) => page.getByRole('button', { name: /^Notifications/ }).click();
const openStatistics: Act = (page) => page.getByRole('button', { name: 'Statistics', exact: true }).click();
const openSettings: Act = (page) => page.getByRole('button', { name: 'Settings', exact: true }).click();
const withButton =
  (name: string): Act =>
  async (page) => {
    await openSettings(page);
    await page.getByRole('button', { name, exact: true }).click();
  };
/** The settings, scrolled to one of their groups. */
const settingsAt =
  (title: string): Act =>
  async (page) => {
    await openSettings(page);
    await page
      .getByRole('heading', { name: title, exact: true })
      .evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  };
const openReport: Act = (page) => page.getByRole('button', { name: /^(What was restored|Details)$/ }).click();
const selectFirst: Act = (page) => page.locator('[data-card]').nth(4).click();
const playSecond: Act = async (page) => {
  await page.locator('[data-card]').nth(1).focus();
  await page.keyboard.press('Enter');
};

const openPlaylist =
  (name: string): Act =>
  (page) =>
    page.locator(`[data-playlist="${name}"]`).click();
const openRoad: Act = async (page) => {
  await openPlaylist('list-road')(page);
  await page.locator('[data-row]').nth(1).focus();
  await page.keyboard.press('Enter');
};

const shots: Record<string, Shot> = {
  playlist: { scene: 'everyday', act: openRoad },
  'playlist-moved': {
    scene: 'everyday',
    act: async (page) => {
      await openRoad(page);
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  'playlist-menu': {
    scene: 'everyday',
    act: async (page) => {
      await openRoad(page);
      await page.locator('[data-row]').nth(3).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Add to playlist' }).click();
    },
  },
  'playlist-smart': { scene: 'everyday', act: openPlaylist('list-best') },
  'playlist-empty': { scene: 'everyday', act: openPlaylist('list-empty') },
  'playlist-new': {
    scene: 'everyday',
    act: async (page) => {
      await page.getByRole('button', { name: 'New playlist' }).click();
      await page.getByText('Smart', { exact: true }).click();
    },
  },
  library: { scene: 'everyday', act: playSecond },
  details: {
    scene: 'everyday',
    act: async (page) => {
      await playSecond(page);
      await selectFirst(page);
    },
  },
  hover: { scene: 'everyday', act: (page) => page.locator('[data-card]').nth(2).hover({ force: true }) },
  nothing: { scene: 'everyday', act: (page) => page.getByRole('searchbox').fill('zzzz') },
  lyrics: { scene: 'everyday', act: (page) => page.getByText('Lyrics', { exact: true }).first().click() },
  empty: { scene: 'empty' },
  nofolder: { scene: 'nofolder' },
  halfgone: { scene: 'halfgone' },
  offline: { scene: 'offline' },
  refusing: { scene: 'refusing' },
  welcome: { scene: 'welcome' },
  rejected: { scene: 'rejected' },
  demo: { scene: 'demo' },
  many: { scene: 'many' },
  tasks: { scene: 'everyday', act: openTasks },
  trouble: { scene: 'trouble', act: openTasks },
  'trouble-end': { scene: 'trouble', act: openTasksEnd },
  'trouble-middle': {
    scene: 'trouble',
    act: async (page) => {
      await openTasks(page);
      await page
        .locator('[data-task]')
        .nth(3)
        .evaluate((card) => card.scrollIntoView());
    },
  },
  'trouble-menu': {
    scene: 'trouble',
    act: async (page) => {
      await openTasks(page);
      await page
        .getByRole('button', { name: /^More for the clip/ })
        .nth(2)
        .click();
    },
  },
  diskfull: { scene: 'diskfull', act: openTasks },
  alarms: { scene: 'alarms', act: openNotices },
  exporting: { scene: 'exporting', act: openSettings },
  'exporting-elsewhere': { scene: 'exporting' },
  moving: { scene: 'moving', act: openSettings },
  exported: { scene: 'everyday', act: withButton('Export…') },
  rebuilt: { scene: 'everyday', act: withButton('Rebuild') },
  recovered: { scene: 'recovered' },
  'recovered-report': { scene: 'recovered', act: openReport },
  recovering: { scene: 'recovering' },
  'recovering-report': { scene: 'recovering', act: openReport },
  'card-menu': {
    scene: 'everyday',
    act: (page) => page.locator('[data-card]').nth(2).click({ button: 'right' }),
  },
  removed: {
    scene: 'everyday',
    act: async (page) => {
      await page.locator('[data-card]').nth(1).focus();
      await page.keyboard.press('Delete');
    },
  },
  giants: { scene: 'giants', act: selectFirst },
  'giants-removed': {
    scene: 'giants',
    act: async (page) => {
      await page.locator('[data-card]').nth(1).focus();
      await page.keyboard.press('Delete');
    },
  },
  notices: { scene: 'everyday', act: openNotices },
  statistics: { scene: 'everyday', act: openStatistics },
  'statistics-empty': { scene: 'empty', act: openStatistics },
  settings: { scene: 'everyday', act: openSettings },
  'settings-notify': { scene: 'desk', act: settingsAt('Notifications') },
  'settings-proxy': { scene: 'desk', act: settingsAt('Proxy') },
  'settings-about': { scene: 'desk', act: settingsAt('About') },
  paused: { scene: 'desk', act: openTasks },
  'use-folder': { scene: 'halfgone', act: withButton('Change…') },
  'folder-gone': { scene: 'halfgone', act: openSettings },
};

const [out = 'demo-output/gallery', ...wanted] = process.argv.slice(2);
const sizes = (process.env.SIZES ?? '1280x800,900x600').split(',').map((size) => size.split('x').map(Number));
const themes = (process.env.THEMES ?? 'light,dark').split(',');

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-sync',
  ],
});
let found = 0;
for (const theme of themes) {
  for (const [width = 1280, height = 800] of sizes) {
    const context = await browser.newContext({ viewport: { width, height }, bypassCSP: false });
    await context.route('http://gallery.test/**', (route) => {
      const { pathname } = new URL(route.request().url());
      const path = join(built, pathname === '/' ? 'index.html' : pathname);
      return route.fulfill({ contentType: types[extname(path)] ?? 'text/plain', body: readFileSync(path) });
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') console.log(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => console.log(`error: ${error.stack ?? error.message}`));
    for (const [name, shot] of Object.entries(shots)) {
      if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
      await page.goto(`http://gallery.test/?scene=${shot.scene}&theme=${theme}`);
      await page.waitForSelector('html[data-ready="true"]');
      await page.waitForTimeout(250);
      await shot.act?.(page);
      await page.waitForTimeout(450);
      await page.screenshot({ path: join(out, `${name}-${theme}-${width}x${height}.png`) });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: unknown[] }> } }).axe.run;
        return (await run()).violations as {
          id: string;
          help: string;
          nodes: { html: string; failureSummary: string }[];
        }[];
      });
      for (const { id, help, nodes } of violations) {
        found += nodes.length;
        console.log(`${name} ${theme} ${width}: ${id}: ${help} (${nodes.length})`);
        for (const node of nodes.slice(0, 3)) {
          console.log(
            `    ${node.html.slice(0, 160)}\n    ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 220)}`,
          );
        }
      }
    }
    await context.close();
  }
}
await browser.close();
console.log(`${found} findings of axe`);
