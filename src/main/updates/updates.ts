import type { Clock, Log } from '../../core/ports.ts';
import type { Result } from '../../shared/problem.ts';
import type { Release, Update, UpdateFault, UpdateState } from '../../shared/update.ts';

/** What an updater failed of. */
export class UpdateError extends Error {
  readonly code: UpdateFault;

  constructor(code: UpdateFault, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'UpdateError';
    this.code = code;
  }
}

/** Whoever knows how a new version is found, fetched and put in place. All of it rejects with an UpdateError. */
export interface Updater {
  /** null: there is none that is newer. */
  check(): Promise<Release | null>;
  /** Fetches and verifies what the last check found. `onProgress` hears of 0 to 1. */
  download(onProgress: (share: number) => void): Promise<void>;
  /** Puts it in place, and ends this run for the new version. Nothing has changed when it rejects. */
  install(): Promise<void>;
}

export interface Updates {
  state(): Update;
  start(): void;
  stop(): void;
  /** Asked by a person: also what was skipped is told then. */
  check(): void;
  download(): void;
  /** After a backup of the database; without one nothing is installed. */
  install(): void;
  /** Not this version. */
  skip(): void;
}

export interface UpdatesOptions {
  clock: Clock;
  log: Log;
  mode: Pick<Update, 'mode' | 'by'>;
  updater: Updater;
  /** Is it looked for by itself? And which version is not wanted? */
  settings: () => { checkForUpdates: boolean; skippedUpdate: string | null };
  keepSkipped: (version: string) => void;
  isOnline: () => boolean;
  backup: () => Promise<Result<void>>;
  onChange: () => void;
}

/** The start has better things to do. ms */
const firstLookMs = 3 * 60_000;
/** The computer may sleep in between, and be without a network. ms */
const lookEveryMs = 60 * 60_000;
const day = 24 * 60 * 60_000;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Looks for new versions, and installs one when a person has read what is new and says so. */
export const createUpdates = (options: UpdatesOptions): Updates => {
  const { clock, log, mode, updater, settings, isOnline, backup, onChange } = options;
  let state: UpdateState = { kind: 'none', checkedAt: null };
  let lookedAt: number | null = null;
  let callOff = (): void => undefined;
  let stopped = false;

  const become = (next: UpdateState): void => {
    if (stopped) return;
    state = next;
    onChange();
  };
  const fail = (during: 'check' | 'download' | 'install', release: Release | null, error: unknown): void => {
    const code = error instanceof UpdateError ? error.code : 'internal';
    log.warn('update failed', { during, code, detail: messageOf(error) });
    become({ kind: 'failed', during, code, detail: messageOf(error), release });
  };
  /** What is known of, and waits for a person. */
  const known = (): Release | null => ('release' in state ? state.release : null);

  const check = async (byHand: boolean): Promise<void> => {
    if (
      mode.mode === 'off' ||
      (state.kind !== 'none' && state.kind !== 'available' && state.kind !== 'failed')
    )
      return;
    const before = state;
    if (byHand) become({ kind: 'checking' });
    lookedAt = clock.now();
    try {
      const release = await updater.check();
      if (release === null) return become({ kind: 'none', checkedAt: clock.now() });
      if (!byHand && release.version === settings().skippedUpdate)
        return become({ kind: 'none', checkedAt: clock.now() });
      log.info('update found', { version: release.version });
      become({ kind: 'available', release });
    } catch (error) {
      // What nobody asked for need not trouble anybody; the next look is not far.
      if (byHand) return fail('check', null, error);
      log.info('update not looked for', { detail: messageOf(error) });
      become(before);
    }
  };

  const look = (): void => {
    callOff = clock.after(lookEveryMs, look);
    const due = lookedAt === null || clock.now() - lookedAt >= day || clock.now() < lookedAt;
    if (due && settings().checkForUpdates && isOnline()) void check(false);
  };

  const download = async (): Promise<void> => {
    const release = known();
    const may = state.kind === 'available' || (state.kind === 'failed' && state.during !== 'check');
    if (mode.mode !== 'install' || release === null || !may) return;
    become({ kind: 'downloading', release, progress: 0 });
    try {
      await updater.download((share) => {
        if (state.kind !== 'downloading') return;
        const progress = Math.floor(Math.min(1, Math.max(0, share)) * 100) / 100;
        if (progress !== state.progress) become({ kind: 'downloading', release, progress });
      });
      become({ kind: 'ready', release });
    } catch (error) {
      fail('download', release, error);
    }
  };

  const install = async (): Promise<void> => {
    if (state.kind !== 'ready') return;
    const { release } = state;
    become({ kind: 'installing', release });
    try {
      const made = await backup();
      if (!made.ok) throw new UpdateError('backup', made.problem.detail ?? made.problem.code);
      log.info('update about to be installed', { version: release.version });
      await updater.install();
    } catch (error) {
      fail('install', release, error);
    }
  };

  return {
    state: () => ({ ...mode, state }),
    start() {
      if (mode.mode !== 'off') callOff = clock.after(firstLookMs, look);
    },
    stop() {
      stopped = true;
      callOff();
    },
    check: () => void check(true),
    download: () => void download(),
    install: () => void install(),
    skip() {
      const release = known();
      if (release === null || state.kind === 'downloading' || state.kind === 'installing') return;
      options.keepSkipped(release.version);
      become({ kind: 'none', checkedAt: clock.now() });
    },
  };
};
