import { fail, ok, type ProblemCode, type Result } from '../../shared/problem.ts';
import type { Session } from '../../shared/snapshot.ts';
import type { BalanceReply } from '../api/replies.ts';
import type { OneRunKey } from '../engine-api.ts';
import type { Log, Secrets } from '../ports.ts';

/** The key and where it lives. It goes out to the API client and nowhere else. */
export interface KeySession {
  /** Reads the keychain, unless this run has a key of its own. */
  start(): Promise<void>;
  state(): Session;
  /** The key to ask with; null while there is none or it was refused. */
  key(): string | null;
  /** Checks, then keeps. Problems: those of the check; then nothing was changed. */
  set(key: string): Promise<Result<Session>>;
  forget(): Promise<Result<Session>>;
  /** The API said 401 to this key. A key that was replaced meanwhile is not meant. */
  refused(key: string): void;
}

export interface SessionOptions {
  secrets: Secrets;
  log: Log;
  oneRunKey: OneRunKey | null;
  /** GET /account/balance with this key. */
  check: (key: string) => Promise<Result<BalanceReply>>;
  onChange: () => void;
}

export const createSession = ({ secrets, log, oneRunKey, check, onChange }: SessionOptions): KeySession => {
  let current: string | null = null;
  let rejected = false;
  /** Nothing is known of a key before the keychain has answered. */
  let reading = true;
  let where: Session['where'] = null;
  let why: ProblemCode | null = null;

  /** Setting and forgetting wait for each other: what was asked for last is how it ends. */
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  };

  const state = (): Session => ({
    state: current === null ? (reading ? 'reading' : 'none') : rejected ? 'rejected' : 'ready',
    where,
    keychainName: secrets.name,
    why,
  });

  const become = (
    key: string | null,
    place: Session['where'],
    reason: ProblemCode | null,
  ): Result<Session> => {
    current = key;
    rejected = false;
    reading = false;
    where = place;
    why = reason;
    log.info('key', { where: place, why: reason });
    onChange();
    return ok(state());
  };

  return {
    async start() {
      if (oneRunKey !== null) {
        become(oneRunKey.key, oneRunKey.where, null);
        return;
      }
      const found = await secrets.read();
      // A user who was faster than the keychain keeps what was entered.
      if (current !== null) return;
      if (!found.ok) become(null, null, found.problem.code);
      else if (found.value === null || found.value === '') become(null, null, null);
      else become(found.value, 'keychain', null);
    },
    state,
    key: () => (rejected ? null : current),
    set: (text) =>
      inTurn(async () => {
        const key = text.trim();
        if (key === '') return fail('bad_request', { detail: 'the key is empty' });
        const checked = await check(key);
        if (!checked.ok) return checked;
        const kept = await secrets.write(key);
        return kept.ok ? become(key, 'keychain', null) : become(key, 'session', kept.problem.code);
      }),
    forget: () =>
      inTurn(async () => {
        // A key of the environment was never kept, and a kept one is not what the user sees here.
        const removed = where === 'environment' ? ok(undefined) : await secrets.remove();
        const done = become(null, null, null);
        if (removed.ok || removed.problem.code === 'no_keychain') return done;
        // It is gone from here, but the keychain would not let go of its copy: say so.
        return removed;
      }),
    refused(key) {
      if (key !== current || rejected) return;
      rejected = true;
      log.warn('key refused');
      onChange();
    },
  };
};
