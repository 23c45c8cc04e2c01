import type { Secrets } from '../../src/core/ports.ts';
import { fail, ok } from '../../src/shared/problem.ts';

export interface FakeSecrets extends Secrets {
  /** What is kept now. */
  kept(): string | null;
  /** From now on every call ends this way; null: all is well again. */
  setFail(code: 'no_keychain' | 'keychain_locked' | null): void;
  /** Calls so far, in order. */
  readonly calls: ('read' | 'write' | 'remove')[];
}

/** A keychain in memory. */
export const createFakeSecrets = (
  options: { fail?: 'no_keychain' | 'keychain_locked'; secret?: string } = {},
): FakeSecrets => {
  let failure = options.fail ?? null;
  let secret = options.secret ?? null;
  const calls: FakeSecrets['calls'] = [];
  return {
    name: 'the test keychain',
    read: async () => {
      calls.push('read');
      return failure === null ? ok(secret) : fail(failure);
    },
    write: async (next) => {
      calls.push('write');
      if (failure !== null) return fail(failure);
      secret = next;
      return ok(undefined);
    },
    remove: async () => {
      calls.push('remove');
      if (failure !== null) return fail(failure);
      secret = null;
      return ok(undefined);
    },
    kept: () => secret,
    setFail: (code) => {
      failure = code;
    },
    calls,
  };
};
