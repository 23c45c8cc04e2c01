import type { Problem, ProblemCode } from '../../shared/problem.ts';
import type { ClipSound } from '../../shared/sound.ts';
import type { Clock, Files, Log, SoundMeter } from '../ports.ts';
import type { DueClip, SoundStore } from './sound-store.ts';

/** Measures what clips sound like, one after another, beside everything else and after it. */
export interface Measuring {
  start(): void;
  /** Calls off what is under way and waits for it. */
  stop(): Promise<void>;
  /** Measures this clip before the others: it was just saved. */
  first(id: string): void;
  /** Clips may have come, or files be back: goes through all that is due once more. */
  again(): void;
  /** As the page shows it; null for a clip that is not in the library. Who asks wants it: it is measured next. */
  soundOf(id: string): ClipSound | null;
  /** Rises with each clip that was measured, or found to be none that can be. */
  version(): number;
}

export interface MeasuringOptions {
  clock: Clock;
  log: Log;
  files: Pick<Files, 'join' | 'size'>;
  sounds: SoundStore;
  meter: SoundMeter;
  libraryFolder: () => string;
  /** Something is under way that what nobody waits for has to wait for: clips are being saved. */
  isBusy: () => boolean;
  /** Something that all has to wait for: files are moved, read, written by long work. */
  isHeld: () => boolean;
  /** The folder is not there, or the database keeps nothing; `again` is called when that is over. */
  isBlocked: () => boolean;
  onChange: () => void;
}

/** After a start the window comes first. ms. */
const startMs = 5000;
/** Between two clips that somebody waits for. ms. */
const soonMs = 100;
/** Between two others at least, and for so many times what the last one took: two thirds of the time is nobody's. ms. */
const restMs = 1000;
const restTimes = 2;
/** The longest that one can have taken; more is a clock that was set, or a computer that slept. ms. */
const longestMs = 60_000;
/** How often it is looked whether others are done. ms. */
const busyMs = 2000;

/** What lies in the file itself: kept, and not tried again for the same file. All else is the world's fault, and passes. */
const ofFile: readonly ProblemCode[] = ['bad_audio', 'no_decoder'];

export const createMeasuring = (options: MeasuringOptions): Measuring => {
  const { clock, log, files, sounds, meter, onChange } = options;
  /** Ids that somebody waits for, the last one first. */
  let wanted: string[] = [];
  /** Going down through time: what lies above was seen, and is due only where the world was in the way. null: at the top. */
  let below: number | null = null;
  let running = false;
  let version = 0;
  let callOff: (() => void) | null = null;
  let underWay: { controller: AbortController; done: Promise<void> } | null = null;

  const nextWanted = (): DueClip | null => {
    for (let id = wanted.shift(); id !== undefined; id = wanted.shift()) {
      const clip = sounds.due(id);
      if (clip !== null) return clip;
    }
    return null;
  };

  const nextDown = (): DueClip | null => {
    const clip = sounds.nextDue(below);
    if (clip !== null) below = clip.ord;
    return clip;
  };

  const keep = (clip: DueClip, sound: Parameters<SoundStore['keep']>[1]): void => {
    sounds.keep(clip, sound, clock.now());
    version += 1;
    onChange();
  };

  const pass = (clip: DueClip, { code, detail }: Problem): void =>
    log.warn('not measured', { clip: clip.id, code, detail });

  const measure = async (clip: DueClip, signal: AbortSignal): Promise<void> => {
    const path = files.join(options.libraryFolder(), clip.audio);
    // A library whose files are elsewhere is gone through without a thread for each.
    if ((await files.size(path)) === null) return;
    const measured = await meter.measure(path, signal);
    if (signal.aborted) return;
    if (measured.ok) return keep(clip, measured.value);
    pass(clip, measured.problem);
    if (ofFile.includes(measured.problem.code)) keep(clip, measured.problem);
  };

  const plan = (ms: number): void => {
    callOff?.();
    callOff = running && underWay === null ? clock.after(ms, goOn) : null;
  };

  const begin = (clip: DueClip): void => {
    const controller = new AbortController();
    const startedAt = clock.now();
    const done = measure(clip, controller.signal)
      .catch((error: unknown) => {
        // The database refuses, say: it is due still.
        log.error('sound not kept', { clip: clip.id, detail: String(error) });
      })
      .then(() => {
        underWay = null;
        const took = Math.min(longestMs, clock.now() - startedAt);
        plan(wanted.length > 0 ? soonMs : Math.max(restMs, took * restTimes));
      });
    underWay = { controller, done };
  };

  const goOn = (): void => {
    callOff = null;
    if (options.isBlocked()) return;
    if (options.isHeld()) return plan(busyMs);
    try {
      const asked = nextWanted();
      if (asked !== null) return begin(asked);
      if (options.isBusy()) return plan(busyMs);
      const clip = nextDown();
      if (clip !== null) begin(clip);
    } catch (error) {
      // Whoever reads the database next says more of it.
      log.error('sounds not read', { detail: String(error) });
    }
  };

  const first = (id: string): void => {
    wanted = [id, ...wanted.filter((other) => other !== id)];
    plan(soonMs);
  };

  return {
    start() {
      running = true;
      plan(startMs);
    },
    async stop() {
      running = false;
      callOff?.();
      underWay?.controller.abort();
      await underWay?.done;
    },
    first,
    again() {
      below = null;
      plan(restMs);
    },
    soundOf(id) {
      const sound = sounds.of(id);
      if (sound?.state === 'due' && !wanted.includes(id)) first(id);
      return sound;
    },
    version: () => version,
  };
};
