import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { eventually, goTo } from './harness/steps.ts';
import { story } from './harness/story.ts';

story('a page whose process dies comes back where it was, and a report tells of it', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await goTo(app.window, 'settings');
  await eventually(async () =>
    expect((await ask(app.window, 'app.snapshot')).place?.nav.view).toBe('settings'),
  );
  await app.app.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) contents.forcefullyCrashRenderer();
  });
  await eventually(async () => expect(await world.log()).toContain('page gone'));
  await eventually(async () => {
    const views = await app.app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      if (contents === undefined || contents.isLoading() || contents.isCrashed()) return '';
      return (await contents.executeJavaScript('document.body.innerText')) as string;
    });
    expect(views).toContain(en.settings.title);
    expect(views).toContain(en.shell.status.faultTitle);
  });
});

story('an error in main is said, work goes on, and the report holds no key', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const key = world.simulator.key;
  await app.app.evaluate((_electron, secret) => {
    setTimeout(() => {
      throw new Error(`odd: ${secret}`);
    });
  }, key);
  const toast = app.window.getByText(en.shell.status.faultTitle);
  await toast.waitFor();
  await app.window.getByRole('button', { name: en.shell.status.copyReport }).click();
  await eventually(async () => {
    const text = await app.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(text).toContain('faults in this run: 1');
    expect(text).toContain('odd: [secret]');
    expect(text).not.toContain(key);
  });
  await goTo(app.window, 'settings');
  await app.window.getByRole('button', { name: en.settings.about.report }).click();
  await app.window.getByText(en.settings.about.reportCopied).waitFor();
});

story('a graphics process that dies is reported, and the page goes on', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const graphics = (): Promise<number | undefined> =>
    app.app.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  const died = await graphics();
  expect(died).toBeGreaterThan(0);
  process.kill(died ?? NaN, 'SIGSEGV');
  await eventually(async () => expect(await world.log()).toMatch(/"process gone".*GPU/));
  await app.window.getByText(en.shell.status.faultTitle).waitFor();
  await eventually(async () => {
    const now = await graphics();
    expect(now).toBeGreaterThan(0);
    expect(now).not.toBe(died);
  });
  await goTo(app.window, 'settings');
  await app.window.getByRole('region', { name: en.settings.title }).waitFor();
  // What is drawn can be seen.
  await app.window.screenshot();
});
