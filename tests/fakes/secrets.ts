import type { Secrets } from '../../src/core/ports.ts';
import { fail, ok } from '../../src/shared/problem.ts';

export interface FakeSecrets extends Secrets {
  /** What is kept now. */
  kept(): string | null;
  /** From now on every call ends this way, or this one alone; null: all is well again. */
  setFail(code: 'no_keychain' | 'keychain_locked' | null, call?: 'read' | 'write' | 'remove'): void;
  /** Calls so far, in order. */
  readonly calls: ('read' | 'write' | 'remove')[];
}

/** A keychain in memory. */
export const createFakeSecrets = (
  options: { fail?: 'no_keychain' | 'keychain_locked'; secret?: string } = {},
): FakeSecrets => {
  let failure = options.fail ?? null;
  let only: string | null = null;
  let secret = options.secret ?? null;
  const calls: FakeSecrets['calls'] = [];
  /** How a call of this name ends; null: well. */
  const called = (name: FakeSecrets['calls'][number]): typeof failure => {
    calls.push(name);
    return only === null || only === name ? failure : null;
  };
  return {
    name: 'the test keychain',
    read: async () => {
      const refusal = called('read');
      return refusal === null ? ok(secret) : fail(refusal);
    },
    write: async (next) => {
      const refusal = called('write');
      if (refusal !== null) return fail(refusal);
      secret = next;
      return ok(undefined);
    },
    remove: async () => {
      const refusal = called('remove');
      if (refusal !== null) return fail(refusal);
      secret = null;
      return ok(undefined);
    },
    kept: () => secret,
    setFail: (code, call) => {
      failure = code;
      only = call ?? null;
    },
    calls,
  };
};
