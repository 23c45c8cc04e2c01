import { createRequire } from 'node:module';
import type { Secrets } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';

/** The three calls of keytar that we use. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** Names of the keychains as their systems call them. */
const names: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};

/** A prompt to unlock may wait for a person; longer than this and the app goes on without. ms. */
const patienceMs = 60_000;

/** Loads keytar, or null where its native part was not built or its library is not there. */
export const loadKeytar = (from: string): Keytar | null => {
  try {
    return createRequire(from)('keytar') as Keytar;
  } catch {
    return null;
  }
};

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the keychain did not answer')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** No service on the bus, or no bus, as opposed to one that refuses. */
const isAbsent = (message: string): boolean =>
  /org\.freedesktop\.secrets|ServiceUnknown|not provided by any|autolaunch|D-?Bus|dbus|connect|no such interface/i.test(
    message,
  ) && !/locked|dismissed|denied/i.test(message);

/** The system's keychain through keytar, one secret under `service` and `account`. */
export const createSecrets = (keytar: Keytar | null, service: string, account: string): Secrets => {
  const attempt = async <T>(work: (chain: Keytar) => Promise<T>): Promise<Result<T>> => {
    if (keytar === null) return fail('no_keychain', { detail: 'keytar could not be loaded' });
    try {
      return ok(await inTime(work(keytar)));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return fail(isAbsent(detail) ? 'no_keychain' : 'keychain_locked', { detail });
    }
  };
  return {
    name: names[process.platform] ?? 'the system keyring (Secret Service)',
    read: () => attempt((chain) => chain.getPassword(service, account)),
    async write(secret) {
      const written = await attempt((chain) => chain.setPassword(service, account, secret));
      if (!written.ok) return written;
      // Some services take a secret while locked and lose it: kept means that it can be read back.
      const read = await attempt((chain) => chain.getPassword(service, account));
      if (!read.ok) return read;
      return read.value === secret
        ? ok(undefined)
        : fail('keychain_locked', { detail: 'what was written could not be read back' });
    },
    async remove() {
      const removed = await attempt((chain) => chain.deletePassword(service, account));
      return removed.ok ? ok(undefined) : removed;
    },
  };
};
