import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import type { Files, Http, Ports } from '../../src/core/ports.ts';
import { fail } from '../../src/shared/problem.ts';
import { taskPhase } from '../../src/shared/task.ts';
import { openHeadless, type Headless } from '../headless/engine.ts';
import { createFastClock, type FastClock } from '../headless/fast-clock.ts';
import { tracked } from '../headless/tracked.ts';

const minutes = 60_000;
const all = { text: '', sort: 'newest', offset: 0, limit: 100 } as const;

const run = (program: string, ...args: string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe(
  'The library folder on real disks, with the real engine and the simulator',
  { timeout: 30_000 },
  () => {
    let root: string;
    let library: string;
    let disk: string;
    let simulator: Simulator;
    let clock: FastClock;
    let apps: Headless[];
    /** The folder may not be written, where neither a mount nor rights can say so. */
    let denied: boolean;
    /** Called when the first byte of an audio file is asked for, once. */
    let onSaving: () => void;

    const hooked = (http: Http): Http => ({
      send(request) {
        if (/\.mp3(\?|$)/.test(request.url)) {
          const hook = onSaving;
          onSaving = () => undefined;
          hook();
        }
        return http.send(request);
      },
    });
    const denying = (files: Files): Files => ({
      ...files,
      checkFolder: async (path) =>
        denied ? fail('folder_denied', { detail: 'made to fail' }) : files.checkFolder(path),
    });
    const open = async (profile: string): Promise<Headless> => {
      const wrap = (ports: Ports): Ports => ({
        ...tracked({ ...ports, http: hooked(ports.http), files: denying(ports.files) }, () => clock.busy()),
        clock,
      });
      const app = openHeadless({
        ...{ profile: join(root, profile), libraryFolder: library, apiUrl: simulator.apiUrl, wrap },
        ...{ key: simulator.key, sqlite: 'node', pollIntervalS: 10 },
      });
      apps.push(app);
      await app.engine.start();
      return app;
    };
    const close = async (app: Headless): Promise<void> => {
      apps = apps.filter((each) => each !== app);
      await app.close();
    };
    const newTask = (...apps: Headless[]): string => {
      const { id } = simulator.createTask({ seconds: 5, clip: [{}] });
      apps.forEach(({ engine }) => engine.addTasks(id));
      return id;
    };
    const phase = (app: Headless, id: string): string => {
      const task = app.engine.state().tasks.find((each) => each.id === id);
      return task === undefined ? 'none' : taskPhase(task);
    };
    const saved = (app: Headless, id: string, within = 5 * minutes): Promise<boolean> =>
      clock.run(() => phase(app, id) === 'saved', within);
    const sound = (app: Headless): boolean =>
      app.engine.clipPage(all).clips.every(({ id }) => existsSync(app.engine.clipFiles(id)?.audio ?? ''));
    const audioFiles = (): string[] => readdirSync(library).filter((name) => name.endsWith('.mp3'));

    /** How the disk lies over the library folder now: by a mount where we may, else by its name; null while it does not. */
    let lies: 'mounted' | 'renamed' | null = null;
    const mount = (): void => {
      if (run('mount', '--bind', disk, library)) lies = 'mounted';
      else {
        rmdirSync(library);
        renameSync(disk, library);
        lies = 'renamed';
      }
    };
    const unmount = (): void => {
      if (lies === 'mounted') run('umount', '-l', library);
      else if (lies === 'renamed') {
        renameSync(library, disk);
        mkdirSync(library);
      }
      lies = null;
    };

    beforeEach(async () => {
      root = mkdtempSync(join(tmpdir(), 'cliploft-library-'));
      library = join(root, 'music');
      disk = join(root, 'disk');
      mkdirSync(library);
      mkdirSync(disk);
      clock = createFastClock();
      simulator = await startSimulator({
        ...{ seed: 'folder', now: () => clock.worldNow(), songSeconds: [1.5, 2.5], credits: 100_000 },
      });
      apps = [];
      denied = false;
      onSaving = () => undefined;
    });
    afterEach(async () => {
      for (const app of apps) await app.close();
      await simulator.stop();
      unmount();
      rmSync(root, { recursive: true, force: true });
    });

    it('goes away with its disk while a clip is being saved, and nothing is written in its place', async () => {
      mount();
      const app = await open('one');
      const first = newTask(app);
      expect(await saved(app, first)).toBe(true);
      onSaving = unmount;
      const second = newTask(app);
      expect(await saved(app, second)).toBe(false);
      expect(phase(app, second)).toBe('not_saved');
      expect(app.engine.state().library).toMatchObject({ clips: 1, problem: { code: 'folder_missing' } });
      const third = newTask(app);
      expect(await saved(app, third)).toBe(false);
      expect(readdirSync(library)).toEqual([]);

      mount();
      expect(await saved(app, second)).toBe(true);
      expect(await saved(app, third)).toBe(true);
      expect(app.engine.state().library).toMatchObject({ clips: 3, problem: null });
      expect(audioFiles()).toHaveLength(3);
      expect(sound(app)).toBe(true);
    });

    it('is not there at the start, and nothing is deleted or written until it is', async () => {
      mount();
      const before = await open('one');
      const first = newTask(before);
      expect(await saved(before, first)).toBe(true);
      await close(before);
      unmount();
      const app = await open('one');
      const second = newTask(app);
      expect(await saved(app, second)).toBe(false);
      expect(readdirSync(library)).toEqual([]);
      expect(app.engine.state().library.clips).toBe(1);
      mount();
      expect(await saved(app, second)).toBe(true);
      expect(sound(app)).toBe(true);
    });

    it('may not be written for a while', async () => {
      mount();
      const app = await open('one');
      const first = newTask(app);
      expect(await saved(app, first)).toBe(true);
      const mounted = run('mount', '-o', 'remount,bind,ro', library);
      if (!mounted) chmodSync(library, 0o555);
      // Nobody stops one who may do everything.
      denied = !mounted && process.getuid?.() === 0;
      const second = newTask(app);
      expect(await saved(app, second)).toBe(false);
      expect(app.engine.state().library.problem?.code).toBe('folder_denied');
      const { clips } = app.engine.clipPage(all);
      expect(clips.map(({ id }) => existsSync(app.engine.clipFiles(id)?.audio ?? ''))).toEqual([true]);
      if (mounted) run('mount', '-o', 'remount,bind,rw', library);
      else chmodSync(library, 0o755);
      denied = false;
      expect(await saved(app, second)).toBe(true);
      expect(app.engine.state().library.problem).toBeNull();
    });

    it('is whole again in an empty database', async () => {
      const before = await open('one');
      const ids = [newTask(before), newTask(before), newTask(before)];
      for (const id of ids) expect(await saved(before, id)).toBe(true);
      const was = before.engine.clipPage(all);
      const [clip] = was.clips;
      const details = await before.engine.clipDetails(clip?.id ?? '');
      await close(before);

      const after = await open('two');
      await clock.run(() => after.engine.state().library.clips === 3, minutes);
      const is = after.engine.clipPage(all);
      const timeless = (page: typeof was) => page.clips.map((each) => ({ ...each, savedAt: 0 }));
      expect(timeless(is)).toEqual(timeless(was));
      expect({ ...(await after.engine.clipDetails(clip?.id ?? '')), savedAt: 0 }).toEqual({
        ...details,
        savedAt: 0,
      });
      expect(details?.hasCover).toBe(true);
    });

    it('is shared by two computers that save the same songs', async () => {
      const [one, other] = [await open('one'), await open('two')];
      const ids = [newTask(one, other), newTask(one, other), newTask(one)];
      for (const id of ids) expect(await saved(one, id)).toBe(true);
      for (const id of ids.slice(0, 2)) expect(await saved(other, id)).toBe(true);
      await clock.run(() => other.engine.state().library.clips === 3, 10 * minutes);
      expect(other.engine.state().library.clips).toBe(3);
      expect([sound(one), sound(other)]).toEqual([true, true]);
      for (const app of [one, other])
        for (const { id } of app.engine.clipPage(all).clips) {
          const clip = await app.engine.clipDetails(id);
          const hash = await app.ports.files.sha256(clip?.file ?? '');
          expect(hash).toEqual({ ok: true, value: clip?.sha256 });
        }
    });

    it('knows a renamed file again, and lets a removed clip go to the trash and come back from it', async () => {
      const app = await open('one');
      const id = newTask(app);
      expect(await saved(app, id)).toBe(true);
      const [clip] = app.engine.clipPage(all).clips;
      const clipId = clip?.id ?? '';
      renameSync(app.engine.clipFiles(clipId)?.audio ?? '', join(library, 'Mine.mp3'));
      await clock.run(() => app.engine.clipFiles(clipId)?.audio === join(library, 'Mine.mp3'), 10 * minutes);
      expect(app.engine.clipFiles(clipId)?.audio).toBe(join(library, 'Mine.mp3'));

      const bytes = readFileSync(join(library, 'Mine.mp3'));
      app.engine.removeClips({ of: 'ids', ids: [clipId] });
      expect(app.engine.clipPage(all).total).toBe(0);
      await clock.run(() => !existsSync(join(library, 'Mine.mp3')), minutes);
      const trash = join(root, 'one', 'trash');
      const thrown = readdirSync(trash).find((name) => name.endsWith('Mine.mp3')) ?? '';
      expect(readFileSync(join(trash, thrown))).toEqual(bytes);

      renameSync(join(trash, thrown), join(library, 'Mine.mp3'));
      await clock.run(() => app.engine.clipPage(all).total === 1, 10 * minutes);
      expect(app.engine.clipFiles(clipId)?.audio).toBe(join(library, 'Mine.mp3'));
      unlinkSync(join(library, 'Mine.mp3'));
      await clock.run(() => false, 10 * minutes);
      expect(app.engine.clipPage(all).total).toBe(1);
    });
  },
);
