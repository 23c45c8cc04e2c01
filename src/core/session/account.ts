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

export const createAccount = (options: {
  clock: Clock;
  budget: RequestBudget;
  client: ApiClient;
  key: () => string | null;
  onChange: () => void;
}): Account => {
  const { clock, budget, client, key, onChange } = options;
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
    // A failure needs no telling: the poll loop meets the same one, and the old balance keeps its date.
    if (reply.ok && key() === usedKey) heard(reply.value);
  };

  const plan = (ms: number): void => {
    callOff ??= clock.after(ms, () => void ask());
  };

  return {
    balance: () => balance,
    heard,
    refresh: () => plan(gatherMs),
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
