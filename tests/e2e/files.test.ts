import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { createArchives } from '../../src/main/adapters/archives.ts';
import { en } from '../../src/shared/messages/en.ts';
import { seedLibrary } from '../seeding/seed.ts';
import { addTasks, eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

/** What the user would choose in the system's dialogs. */
const choose = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);

const files = async (folder: string): Promise<string[]> => {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.cliploft'))
    .sort();
};

/** Saves the two clips of a new song; gives their ids. */
const save = async (world: World, page: Page, title: string): Promise<string[]> => {
  const made = world.simulator.createTask({ title, seconds: 0 });
  await addTasks(page, made.id);
  await untilPhase(page, made.id, 'saved');
  return made.clipIds;
};

const seed = (world: World, clips: number): Promise<void> =>
  seedLibrary({
    ...{ clips, profile: world.userData, library: world.library, seed: 4, locale: 'en-US' },
    now: Date.UTC(2026, 10, 1),
  });

story('names come from a template, the library is renamed after a look, and back', async (world) => {
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const [first = '', second = ''] = await save(world, page, 'Tin Roof');
  const before = await files(world.library);
  await goTo(page, 'settings');
  const group = page.getByRole('group', { name: en.files.title });
  const field = group.getByRole('textbox', { name: en.files.field });
  await field.fill('{model}/{titel}');
  await group.getByRole('alert').getByText('There is no {titel} (character 9).').waitFor();
  expect(await group.getByRole('button', { name: en.files.save }).isDisabled()).toBe(true);
  await field.fill('Songs/{title} {n}');
  await group.getByText('Songs/Tin Roof 1.mp3').waitFor();
  await group.getByRole('button', { name: en.files.save }).click();
  await eventually(async () =>
    expect((await ask(page, 'app.snapshot')).settings.fileNames).toBe('Songs/{title} {n}'),
  );

  // What is saved from now on is called so.
  const [third = ''] = await save(world, page, 'Low Tide');
  const fileOf = async (id: string): Promise<string> => {
    const clip = await ask(page, 'library.clip', { id });
    expect(clip?.fileExists).toBe(true);
    return relative(world.library, clip?.file ?? '');
  };
  expect(await fileOf(third)).toBe(join('Songs', 'Low Tide 1.mp3'));

  await goTo(page, 'settings');
  await group.getByRole('button', { name: en.files.look }).click();
  const dialog = page.getByRole('dialog', { name: en.files.plan.title });
  await dialog.getByText(en.files.plan.rename(2, '2')).waitFor();
  await dialog.getByText(en.files.plan.stay(2, '2')).waitFor();
  expect(await files(world.library)).toEqual(expect.arrayContaining(before));
  await dialog.getByRole('button', { name: en.files.plan.go(2, '2') }).click();
  await group.getByText(en.files.renamed(2, '2')).waitFor();
  expect([await fileOf(first), await fileOf(second)]).toEqual(
    ['Tin Roof 1.mp3', 'Tin Roof 2.mp3'].map((name) => join('Songs', name)),
  );
  expect((await files(world.library)).filter((name) => !name.startsWith('Songs'))).toEqual([]);

  await group.getByRole('button', { name: en.files.undo }).click();
  await eventually(async () =>
    expect((await files(world.library)).filter((name) => !name.startsWith('Songs'))).toEqual(before),
  );
  expect(before).toContain(await fileOf(first));
});

story('a large library is renamed with progress, stopped, and whole after a kill', async (world) => {
  await seed(world, 1500);
  const env = { SUNOR_API_KEY: world.simulator.key };
  const app = await world.launch({ env });
  const count = (await files(world.library)).length;
  await ask(app.window, 'settings.update', { fileNames: '{year}/{month}/{title} [{id}]' });
  const ended = ask(app.window, 'library.rename');
  await goTo(app.window, 'settings');
  const group = app.window.getByRole('group', { name: en.files.title });
  await group.getByRole('progressbar', { name: en.shell.work.kind.rename }).waitFor();
  await group.getByRole('button', { name: en.shell.work.stopFor(en.shell.work.kind.rename) }).click();
  const report = await ended;
  expect(report.stopped).toBe(true);
  expect(report.renamed).toBeLessThan(1500);
  expect(await files(world.library)).toHaveLength(count);

  // Again, and killed on the way.
  void ask(app.window, 'library.rename').catch(() => undefined);
  await eventually(async () =>
    expect((await ask(app.window, 'app.snapshot')).work?.done).toBeGreaterThan(50),
  );
  app.app.process().kill('SIGKILL');
  await app.app.waitForEvent('close').catch(() => undefined);
  const { window: page } = await world.launch({ env });
  const plan = await eventually(async () => {
    const now = await ask(page, 'library.renamePlan');
    expect(now.missing).toBe(0);
    return now;
  });
  expect(plan.rename + plan.stay).toBe(1500);
  expect(plan.stay).toBeGreaterThan(report.renamed);
  await eventually(async () => expect(await files(world.library)).toHaveLength(count));
});

story('clips are exported to a folder and a ZIP file; a stopped one leaves nothing half', async (world) => {
  await seed(world, 1500);
  const { window: page, app } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const stick = join(world.folder, 'stick');
  await mkdir(stick);
  await choose(app, stick);
  await goTo(page, 'library');
  await page.locator('[data-card]').first().click();
  const details = page.getByRole('complementary', { name: en.library.details.label });
  const openDialog = async () => {
    await details.getByRole('button', { name: en.files.copy.action }).click();
    return page.getByRole('dialog', { name: en.files.copy.title(1, '1') });
  };
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: en.files.copy.go }).click();
  await page.getByText(en.files.copy.done(1, '1')).waitFor();
  const { clips } = await ask(page, 'library.page', { text: '', sort: 'newest', offset: 0, limit: 200 });
  const file = (await ask(page, 'library.clip', { id: clips[0]?.id ?? '' }))?.file ?? '';
  const copied = await files(stick);
  expect(copied).toContain(basename(file));
  expect(await readFile(join(stick, basename(file)))).toEqual(await readFile(file));

  // The same once more, as a ZIP: nothing that is there is replaced.
  await choose(app, join(stick, 'Mine.zip'));
  for (const path of [join(stick, 'Mine.zip'), join(stick, 'Mine 2.zip')]) {
    const again = await openDialog();
    await again.getByText(en.files.copy.zip, { exact: true }).click();
    await again.getByRole('button', { name: en.files.copy.go }).click();
    await eventually(() => expect(existsSync(path)).toBe(true));
    await eventually(async () => expect((await ask(page, 'app.snapshot')).work).toBeNull());
    const opened = await createArchives().open(path);
    if (!opened.ok) throw new Error(opened.problem.detail);
    expect(opened.value.entries.map(({ name }) => name)).toContain(basename(file));
    await opened.value.close();
  }

  // All of it, stopped on the way.
  const all: string[] = [];
  for (let offset = 0; offset < 1500; offset += 200)
    all.push(
      ...(await ask(page, 'library.page', { text: '', sort: 'newest', offset, limit: 200 })).clips.map(
        ({ id }) => id,
      ),
    );
  expect(all).toHaveLength(1500);
  const job = { clips: { of: 'ids', ids: all }, covers: true, lyrics: true, names: null } as const;
  for (const as of ['zip', 'folder'] as const) {
    const target = join(world.folder, as);
    await mkdir(target);
    await choose(app, as === 'zip' ? join(target, 'All.zip') : target);
    const ended = ask(page, 'clips.export', { ...job, as });
    await goTo(page, 'settings');
    await page
      .getByRole('button', { name: en.shell.work.stopFor(en.shell.work.kind.copy) })
      .click({ timeout: 10_000 });
    const report = await ended;
    const left = await files(target);
    if (as === 'zip') expect([report, left]).toEqual([null, []]);
    else {
      expect(report).toMatchObject({ stopped: true });
      expect(report?.clips).toBeLessThan(1500);
      expect(left.filter((name) => name.endsWith('.mp3'))).toHaveLength(report?.clips ?? -1);
      expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
    }
  }
});

story('a clip is dragged out by its card, and sounds bit for bit as it came', async (world) => {
  const { window: page, app } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const made = world.simulator.createTask({ title: 'Plain Sound', seconds: 0 });
  await addTasks(page, made.id);
  await untilPhase(page, made.id, 'saved');
  await goTo(page, 'library');
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('no window');
    contents.startDrag = (item) => {
      const { files: dragged, icon } = item as { files: string[]; icon: Electron.NativeImage };
      Object.assign(globalThis, { dragged: { files: dragged, height: icon.getSize().height } });
    };
  });
  const card = page.locator('[data-card]').first();
  const id = (await card.getAttribute('data-card')) ?? '';
  const box = await card.boundingBox();
  if (box === null) throw new Error('no card');
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 8 });
  const clip = await ask(page, 'library.clip', { id });
  await eventually(async () => {
    const dragged = await app.evaluate(() => (globalThis as { dragged?: unknown }).dragged);
    expect(dragged).toEqual({ files: [clip?.file], height: 64 });
  });
  await page.mouse.up();

  // Decoded by the browser, with our tag and as the media host gave it.
  const reply = await fetch(`${world.simulator.apiUrl}/task/${made.id}`, {
    headers: { 'x-api-key': world.simulator.key },
  });
  const { data } = (await reply.json()) as {
    data: { output: { result: { id: string; audio_url: string }[] } };
  };
  const url = data.output.result.find((one) => one.id === id)?.audio_url ?? '';
  const came = Buffer.from(await (await fetch(url)).arrayBuffer());
  const saved = await readFile(clip?.file ?? '');
  expect(saved.length).toBeGreaterThan(came.length);
  const hashes = await page.evaluate(
    async (texts) => {
      const decode = async (text: string): Promise<string> => {
        const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
        const sound = await new OfflineAudioContext(2, 1, 44_100).decodeAudioData(bytes.buffer);
        const samples = new Float32Array(sound.length * sound.numberOfChannels);
        for (let channel = 0; channel < sound.numberOfChannels; channel += 1)
          samples.set(sound.getChannelData(channel), channel * sound.length);
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', samples));
        return `${String(sound.length)} ${Array.from(hash, (byte) => byte.toString(16)).join('')}`;
      };
      return Promise.all(texts.map(decode));
    },
    [saved.toString('base64'), came.toString('base64')],
  );
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).toMatch(/^\d{5,} /);
});
