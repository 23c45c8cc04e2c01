import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startDesktop } from '../../scripts/desktop/desktop.ts';
import { ask } from '../../scripts/driving/bridge.ts';
import { keychainEntries, shownNotifications } from '../../scripts/driving/evidence.ts';
import { readProject } from '../../scripts/packaging/about.ts';
import { judgeAppFiles } from '../../scripts/packaging/app-files.ts';
import { buildPackages } from '../../scripts/packaging/build-packages.ts';
import { fuses, readFuses } from '../../scripts/packaging/fuses.ts';
import { archivedFiles } from '../../scripts/packaging/stage-app.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { githubProject } from '../../src/main/updates/mode.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, enterKey, eventually } from '../e2e/harness/steps.ts';
import { theRuntime } from './harness/built.ts';
import { startPackaged } from './harness/running.ts';

it('electron-builder packs the same app, with its fuses set, and it runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-builder-'));
  const [desktop, simulator] = [await startDesktop(), await startSimulator()];
  try {
    const project = await readProject();
    await buildPackages({
      ...{ project, runtime: theRuntime(), output: folder, folderOnly: true },
      env: { GITHUB_REPOSITORY: 'mara/cliploft' },
    });
    const packed = join(folder, 'linux-unpacked');
    const resources = join(packed, 'resources');
    const feed = 'app-update.yml';
    expect((await readdir(resources)).sort()).toEqual([feed, 'app.asar', 'app.asar.unpacked']);
    expect(githubProject(await readFile(join(resources, feed), 'utf8'))).toBe('mara/cliploft');
    const files = archivedFiles(join(resources, 'app.asar'));
    expect(files.length).toBeGreaterThan(10);
    expect(judgeAppFiles(files)).toEqual([]);
    const program = join(packed, 'cliploft');
    const found = await readFuses(program);
    expect(found.size).toBeGreaterThanOrEqual(7);
    for (const [name, on] of found) expect(`${name} ${String(on)}`).toBe(`${name} ${String(fuses[name])}`);

    const env = { ...desktop.env, HOME: folder, SUNOR_API_URL: simulator.apiUrl };
    const running = await startPackaged([program], env);
    try {
      const { page } = running;
      expect((await ask(page, 'app.snapshot')).app.version).toBe(project.version);
      await enterKey(page, simulator.key);
      await page.getByRole('region', { name: en.library.title }).waitFor();
      const mine = (await keychainEntries(desktop)).filter(({ service }) => service === 'Cliploft');
      expect(mine.map(({ secret }) => secret)).toEqual([simulator.key]);
      // The server of notifications reads no archive: its picture has to be a file of its own.
      const made = simulator.createTask({ title: 'Packed Picture', seconds: 0 });
      await addTasks(page, made.id);
      const told = await eventually(async () => {
        const [shown] = await shownNotifications(desktop);
        expect(shown?.summary).toBe(en.desktop.notify.finished('Packed Picture'));
        return shown;
      });
      expect(told?.icon).toMatch(/icon\.png$/);
      expect((await stat(told?.icon ?? '')).size).toBeGreaterThan(0);
      expect(await running.quit()).toBe(0);
    } finally {
      await running.kill();
    }
  } finally {
    await simulator.stop();
    await desktop.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
