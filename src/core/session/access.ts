import { fail } from '../../shared/problem.ts';
import type { RequestBudget } from '../api/budget.ts';
import type { ApiClient } from '../api/client.ts';
import type { OneRunKey } from '../engine-api.ts';
import type { Clock, Log, Secrets } from '../ports.ts';
import { type Account, createAccount } from './account.ts';
import { createSession, type KeySession } from './session.ts';

/** The key and the account that it opens, each hearing of the other. */
export interface Access {
  readonly session: KeySession;
  readonly account: Account;
}

export const createAccess = (options: {
  clock: Clock;
  log: Log;
  secrets: Secrets;
  budget: RequestBudget;
  client: ApiClient;
  oneRunKey: OneRunKey | null;
  /** Something of the key, of the balance, or of the budget changed. */
  onChange: (what: 'session' | 'balance' | 'budget') => void;
  /** The API refused the key. */
  onRefused: () => void;
  /** The API took the key. */
  onWorks: () => void;
  /** There is a key to ask with. */
  onKey: () => void;
}): Access => {
  const { clock, log, secrets, budget, client, oneRunKey, onChange } = options;
  const session = createSession({
    ...{ secrets, log, oneRunKey },
    async check(key) {
      // Whatever another key was told to wait for does not concern this one.
      if (key !== session.key()) budget.forgive();
      const free = budget.freeAt('user');
      if (free > clock.now()) return fail('rate_limited', { retryAt: free });
      const reply = await client.getBalance(key);
      if (reply.ok) account.heard(reply.value);
      onChange('budget');
      return reply;
    },
    onChange() {
      onChange('session');
      if (session.state().state === 'rejected') options.onRefused();
      if (session.key() === null) account.clear();
      else {
        options.onKey();
        if (account.balance() === null) account.refresh();
      }
    },
  });
  const account = createAccount({
    ...{ clock, budget, client, key: () => session.key() },
    onChange() {
      onChange('balance');
      onChange('budget');
      if (account.balance() !== null) options.onWorks();
    },
    onUnauthorized: (key) => session.refused(key),
  });
  return { session, account };
};
