import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault as SimulatorFault } from '../../../simulator/faults.ts';
import type { TaskOptions } from '../../../simulator/model.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import type { Files, Http, Ports, Sql } from '../../../src/core/ports.ts';
import type { Notice } from '../../../src/shared/snapshot.ts';
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
  /** Tasks of an earlier life; they are saved before the fault begins. */
  readonly before: { id: string; clipIds: string[] }[];
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
  /** Sets a fault of the simulator that has to strike (see `missed`). Gives how to remove it. */
  setFault(fault: SimulatorFault): () => void;
  /** What was set up and met nobody so far; it did not happen. */
  missed(): string[];
  /** How often the clock was set or the machine slept. */
  turns(): number;
  /** Real ms that the longest answer with audio took to come in. */
  longestMs(): number;
  /** The database of the present life. */
  sql: Sql | null;
  /** Undone at the end, last first. */
  onEnd: (() => void)[];
  /** The program while it runs; null when it could not start. */
  app: Headless | null;
  /** Everything that showed so far (judge.ts). */
  shown: Set<string>;
  /** Every notice of all lives, as the desktop hears of them. */
  readonly told: Notice[];
  /** Those of the task's clips that the library holds. */
  savedClips(): string[];
  /** The user enters the key that is good by now. */
  enterKey(): Promise<void>;
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

/** A clock that counts how often it was turned. */
const counted = (clock: FastClock): { clock: FastClock; turns: () => number } => {
  let turns = 0;
  const turn =
    (how: (ms: number) => void) =>
    (ms: number): void => {
      turns += 1;
      how(ms);
    };
  return { clock: { ...clock, jump: turn(clock.jump), sleep: turn(clock.sleep) }, turns: () => turns };
};

async function* timed(
  body: AsyncIterable<Uint8Array>,
  ended: (ms: number) => void,
): AsyncGenerator<Uint8Array> {
  const since = Date.now();
  try {
    yield* body;
  } finally {
    ended(Date.now() - since);
  }
}

/** A world with one task at the server; nothing is asked yet. */
export const createFaultWorld = async (task: TaskOptions, seed: string): Promise<FaultWorld> => {
  const { clock, turns } = counted(createFastClock());
  const simulator = await startSimulator({
    ...{ seed, now: () => clock.worldNow(), rateLimit: 100_000, songSeconds: [1.5, 2.5], credits: 100_000 },
  });
  const odd = await startOddHost();
  const root = mkdtempSync(join(tmpdir(), 'cliploft-fault-'));
  const library = join(root, 'music');
  mkdirSync(library);
  const set: SimulatorFault[] = [];
  let longestMs = 0;

  const impatient = (http: Http): Http => ({
    async send(request) {
      const { patienceMs } = world;
      const patience = request.url.startsWith(simulator.mediaUrl) ? patienceMs.media : patienceMs.api;
      const isAudio = /\.mp3(\?|$)/.test(request.url) || request.url.startsWith(odd.url);
      if (isAudio) {
        const hook = world.onSaving;
        world.onSaving = () => undefined;
        await hook();
      }
      const sent = await http.send({ ...request, timeoutMs: Math.min(request.timeoutMs, patience) });
      if (!sent.ok || !isAudio) return sent;
      const body = timed(sent.value.body, (ms) => (longestMs = Math.max(longestMs, ms)));
      return { ok: true, value: { ...sent.value, body } };
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
    ...{ app: null, sql: null, shown: new Set<string>(), told: [], before: [], onEnd: [] },
    ...{ turns, longestMs: () => longestMs },
    setFault(fault) {
      set.push(fault);
      return simulator.setFault(fault);
    },
    missed: () => [
      ...set.filter((fault) => simulator.strikes(fault) === 0).map((fault) => JSON.stringify(fault)),
      ...odd.unasked(),
    ],
    async open() {
      try {
        const key = world.keyIn === 'environment' ? simulator.key : null;
        const app = openHeadless({
          ...{ profile: world.profile, libraryFolder: library, apiUrl: world.apiUrl, key, sqlite: 'node' },
          ...{ pollIntervalS: 10, secrets: world.secrets, online: world.online, wrap },
          now: () => clock.now(),
          wrapSql: (sql) => (world.sql = sql),
        });
        world.app = app;
        app.engine.onChange(world.look);
        app.engine.onNotice((notice) => world.told.push(notice));
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
    savedClips: () => world.task.clipIds.filter((id) => (world.app?.engine.clipFiles(id) ?? null) !== null),
    async enterKey() {
      await world.app?.engine.setKey(simulator.world().ownKey);
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
      // Whatever one of them has to say, the others have their turn.
      const steps = [
        world.closeApp,
        simulator.stop,
        odd.close,
        ...world.onEnd.reverse(),
        () => rmSync(root, { recursive: true, force: true }),
      ];
      const errors: unknown[] = [];
      for (const step of steps) {
        try {
          await step();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
  return world;
};
