import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { taskPhase } from '../../src/shared/task.ts';
import { databaseOf, openHeadless, type Headless } from '../headless/engine.ts';
import { createFastClock, type FastClock } from '../headless/fast-clock.ts';
import { tracked } from '../headless/tracked.ts';
import { overwrite } from '../tools/user-data.ts';

const minutes = 60_000;
const all = { text: '', sort: 'newest', offset: 0, limit: 100 } as const;

describe('A library folder that is not where it was, with the real engine', { timeout: 30_000 }, () => {
  let root: string;
  let library: string;
  let simulator: Simulator;
  let clock: FastClock;
  let app: Headless;

  const open = async (): Promise<void> => {
    app = openHeadless({
      ...{ profile: join(root, 'profile'), libraryFolder: library, apiUrl: simulator.apiUrl },
      ...{ key: simulator.key, sqlite: 'node', pollIntervalS: 10 },
      wrap: (ports) => ({ ...tracked(ports, () => clock.busy()), clock }),
    });
    await app.engine.start();
  };
  const newTask = (): string => {
    const { id } = simulator.createTask({ seconds: 5, clip: [{}] });
    app.engine.addTasks(id);
    return id;
  };
  const saved = (id: string): Promise<boolean> =>
    clock.run(() => {
      const task = app.engine.state().tasks.find((each) => each.id === id);
      return task !== undefined && taskPhase(task) === 'saved';
    }, 5 * minutes);
  const files = (): string[] =>
    app.engine.clipPage(all).clips.map(({ id }) => app.engine.clipFiles(id)?.audio ?? '');

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-elsewhere-'));
    library = join(root, 'music');
    clock = createFastClock();
    simulator = await startSimulator({
      ...{ seed: 'elsewhere', now: () => clock.worldNow(), songSeconds: [1.5, 2.5], credits: 100_000 },
    });
    await open();
    expect(await saved(newTask())).toBe(true);
  });
  afterEach(async () => {
    await app.close();
    await simulator.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('is used where it was moved to by hand, and saved to from then on', async () => {
    const moved = join(root, 'disk', 'Songs');
    cpSync(library, moved, { recursive: true });
    rmSync(library, { recursive: true });
    const waiting = newTask();
    expect(await saved(waiting)).toBe(false);
    expect(existsSync(library)).toBe(false);
    expect(await app.engine.moveLibrary(moved)).toMatchObject({ problem: { code: 'folder_missing' } });
    expect(await app.engine.useFolder(moved)).toEqual({ ok: true, value: undefined });
    expect(await saved(waiting)).toBe(true);
    expect(files().map((path) => [path.startsWith(moved), existsSync(path)])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(app.engine.state().library.problem).toBeNull();
    expect(existsSync(library)).toBe(false);
  });

  it('is not made anew while a lost database waits for it, and is read when it is back', async () => {
    await app.close();
    overwrite(databaseOf(join(root, 'profile')), 0, 4096);
    rmSync(join(root, 'profile', 'backups'), { recursive: true });
    renameSync(library, join(root, 'away'));
    await open();
    await clock.run(() => false, 10 * minutes);
    expect(app.engine.state()).toMatchObject({
      library: { clips: 0, problem: { code: 'folder_missing' } },
      recovery: { backupAt: null, fromFolder: null },
    });
    expect(existsSync(library)).toBe(false);
    renameSync(join(root, 'away'), library);
    await clock.run(() => app.engine.state().recovery?.fromFolder !== null, 2 * minutes);
    expect(app.engine.state()).toMatchObject({
      library: { clips: 1, problem: null },
      recovery: { fromFolder: { clips: 1 } },
    });
    expect(readdirSync(library).filter((name) => name.endsWith('.mp3'))).toHaveLength(1);
  });
});
