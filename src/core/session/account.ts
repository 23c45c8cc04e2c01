import type { Balance } from '../../shared/snapshot.ts';
import type { RequestBudget } from '../api/budget.ts';
import type { ApiClient } from '../api/client.ts';
import type { BalanceReply } from '../api/replies.ts';
import type { Clock } from '../ports.ts';

/** The balance, asked for seldom and only when there is budget to spare. */
export interface Account {
  balance(): Balance | null;
  /** A balance that came with a key's check. */
  heard(reply: BalanceReply): void;
  /** The balance may have changed: asks soon, once for many changes. */
  refresh(): void;
  clear(): void;
  stop(): void;
}

const gatherMs = 2000;
const firstRetryMs = 30_000;
const longestRetryMs = 15 * 60_000;

export const createAccount = (options: {
  clock: Clock;
  budget: RequestBudget;
  client: ApiClient;
  key: () => string | null;
  onChange: () => void;
  onUnauthorized: (key: string) => void;
}): Account => {
  const { clock, budget, client, key, onChange, onUnauthorized } = options;
  let failures = 0;
  let balance: Balance | null = null;
  let callOff: (() => void) | null = null;

  const heard = (reply: BalanceReply): void => {
    balance = { ...reply, at: clock.now() };
    onChange();
  };

  const ask = async (): Promise<void> => {
    callOff = null;
    const usedKey = key();
    if (usedKey === null) return;
    const free = budget.freeAt('quiet');
    if (free > clock.now()) return plan(free - clock.now());
    const reply = await client.getBalance(usedKey);
    if (key() !== usedKey) return;
    failures = reply.ok ? 0 : failures + 1;
    if (reply.ok) heard(reply.value);
    else if (reply.problem.code === 'unauthorized') onUnauthorized(usedKey);
    // The old balance keeps its date until a later try succeeds.
    else plan(Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs));
  };

  const plan = (ms: number): void => {
    callOff ??= clock.after(ms, () => void ask());
  };

  return {
    balance: () => balance,
    heard,
    refresh() {
      callOff?.();
      callOff = null;
      plan(gatherMs);
    },
    clear() {
      balance = null;
      onChange();
    },
    stop() {
      callOff?.();
      callOff = null;
    },
  };
};
