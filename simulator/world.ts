import { noFaults, type Faults } from './faults.ts';
import { openAccount, type Credits } from './credits.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { seededUuid } from './seeded.ts';
import type { RecordedRequest, SimClip, SimTask, SimulatorOptions } from './model.ts';

/** Everything that is so in the simulated world. A reset makes a new one. */
export interface World {
  seed: string;
  scenario: 'demo' | 'empty';
  taskSeconds: [number, number];
  songSeconds: [number, number];
  oldRateHeaders: boolean;
  /** Where media links point to. */
  mediaUrl: string;
  /** ms since the epoch, moved on by `advance`. */
  now(): number;
  advance(ms: number): void;
  /** Keys that are let in. */
  keys: Set<string>;
  /** Whose tasks the control interface makes. */
  ownKey: string;
  credits: Credits;
  rate: RateLimit;
  faults: Faults;
  requests: RecordedRequest[];
  tasks: Map<string, SimTask>;
  clips: Map<string, SimClip>;
  /** Tasks made so far; with the seed it names the next one. */
  made: number;
  /** Demo songs handed out so far. */
  songs: number;
}

/** The key when none was given: made from the seed, of no documented format (sunor-api.md 1 [D]). */
export const defaultKey = (seed: string): string =>
  `simulated-${seededUuid(`key:${seed}`).replaceAll('-', '').slice(0, 24)}`;

/** A world as the options have it; `mediaUrl` is set once the media server listens. */
export const createWorld = (options: SimulatorOptions, mediaUrl = ''): World => {
  const seed = options.seed ?? 'cliploft';
  const key = options.key ?? defaultKey(seed);
  const seconds = options.taskSeconds ?? [6, 14];
  const clock = options.now ?? Date.now;
  let ahead = 0;
  return {
    seed,
    scenario: options.scenario ?? 'empty',
    taskSeconds: typeof seconds === 'number' ? [seconds, seconds] : seconds,
    songSeconds: options.songSeconds ?? [20, 45],
    oldRateHeaders: options.oldRateHeaders ?? false,
    mediaUrl,
    now: () => clock() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
    keys: new Set([key]),
    ownKey: key,
    credits: openAccount(options.credits ?? 500),
    rate: createRateLimit(options.rateLimit ?? 120),
    faults: noFaults(),
    requests: [],
    tasks: new Map(),
    clips: new Map(),
    made: 0,
    songs: 0,
  };
};
