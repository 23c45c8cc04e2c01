import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskOptions } from '../../../simulator/model.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import type { Files, Http, Ports } from '../../../src/core/ports.ts';
import { createFakeOnline, type FakeOnline } from '../../fakes/online.ts';
import { createFakeSecrets, type FakeSecrets } from '../../fakes/secrets.ts';
import { openHeadless, type Headless } from '../../headless/engine.ts';
import { createFastClock, type FastClock } from '../../headless/fast-clock.ts';
import { tracked } from '../../headless/tracked.ts';
import { shownBy } from './judge.ts';
import { startOddHost, type OddHost } from './odd-host.ts';

/** Everything around the program in one run of a fault: real files, SQLite and HTTP, and time that leaps. */
export interface FaultWorld {
  simulator: Simulator;
  odd: OddHost;
  clock: FastClock;
  secrets: FakeSecrets;
  online: FakeOnline;
  readonly root: string;
  readonly profile: string;
  readonly library: string;
  /** The task that is to be saved. */
  task: { id: string; clipIds: string[] };
  /** What a call of these ports does instead, for faults that a real disk will not give on demand. */
  files: Partial<Files>;
  /** Where the program asks; may be changed before it starts. */
  apiUrl: string;
  /** Where the key is: for this run only, or in the keychain. */
  keyIn: 'environment' | 'keychain';
  /** Real ms that the hosts get to say something; a host that is known to stay silent need not be waited for. */
  patienceMs: { api: number; media: number };
  /** Called once, when the first audio file is asked for. */
  onSaving: () => void | Promise<void>;
  /** Undone at the end, last first. */
  onEnd: (() => void)[];
  /** The program while it runs; null when it could not start. */
  app: Headless | null;
  /** Everything that showed so far (judge.ts). */
  shown: Set<string>;
  /** Notes what shows now. */
  look(): void;
  /** Starts the program; false (and `no start` shows) when it cannot. */
  open(): Promise<boolean>;
  closeApp(): Promise<void>;
  end(): Promise<void>;
}

/** Real ms that a host gets that may be busy only; patience itself is tested elsewhere. */
export const usualPatienceMs = 400;

const overridden = (files: Files, instead: () => Partial<Files>): Files =>
  new Proxy(files, { get: (from, name) => Reflect.get(instead(), name) ?? Reflect.get(from, name) });

/** A world with one task at the server; nothing is asked yet. */
export const createFaultWorld = async (task: TaskOptions, seed: string): Promise<FaultWorld> => {
  const clock = createFastClock();
  const simulator = await startSimulator({
    ...{ seed, now: () => clock.worldNow(), rateLimit: 100_000, songSeconds: [1.5, 2.5], credits: 100_000 },
  });
  const odd = await startOddHost();
  const root = mkdtempSync(join(tmpdir(), 'cliploft-fault-'));
  const library = join(root, 'music');
  mkdirSync(library);

  const impatient = (http: Http): Http => ({
    async send(request) {
      const { patienceMs } = world;
      const patience = request.url.startsWith(simulator.mediaUrl) ? patienceMs.media : patienceMs.api;
      if (/\.mp3(\?|$)/.test(request.url) || request.url.startsWith(odd.url)) {
        const hook = world.onSaving;
        world.onSaving = () => undefined;
        await hook();
      }
      return http.send({ ...request, timeoutMs: Math.min(request.timeoutMs, patience) });
    },
  });
  const wrap = (ports: Ports): Ports => ({
    ...tracked(
      { ...ports, http: impatient(ports.http), files: overridden(ports.files, () => world.files) },
      () => clock.busy(),
    ),
    clock,
  });

  const world: FaultWorld = {
    ...{ simulator, odd, clock, root, library, profile: join(root, 'profile') },
    ...{ secrets: createFakeSecrets({ secret: simulator.key }), online: createFakeOnline() },
    task: simulator.createTask({ seconds: 20, clip: [{ imageUrl: null }, { imageUrl: null }], ...task }),
    patienceMs: { api: usualPatienceMs, media: usualPatienceMs },
    ...{ files: {}, apiUrl: simulator.apiUrl, keyIn: 'environment', onSaving: () => undefined },
    ...{ app: null, shown: new Set<string>(), onEnd: [] },
    async open() {
      try {
        const key = world.keyIn === 'environment' ? simulator.key : null;
        const app = openHeadless({
          ...{ profile: world.profile, libraryFolder: library, apiUrl: world.apiUrl, key, sqlite: 'node' },
          ...{ pollIntervalS: 10, secrets: world.secrets, online: world.online, wrap },
          now: () => clock.now(),
        });
        world.app = app;
        app.engine.onChange(world.look);
        await app.engine.start();
        world.look();
        return true;
      } catch (error) {
        world.app = null;
        world.shown.add('no start');
        world.shown.add(String(error));
        return false;
      }
    },
    look() {
      if (world.app !== null) shownBy(world.app.engine.state()).forEach((each) => world.shown.add(each));
    },
    async closeApp() {
      const was = world.app;
      world.app = null;
      await was?.close();
    },
    async end() {
      await world.closeApp();
      await simulator.stop();
      await odd.close();
      for (const undo of world.onEnd.reverse()) undo();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return world;
};
