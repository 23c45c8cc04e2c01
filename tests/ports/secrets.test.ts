import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Secrets } from '../../src/core/ports.ts';
import { createSecrets, type Keytar, loadKeytar } from '../../src/main/adapters/secrets.ts';
import { createFakeSecrets } from '../fakes/secrets.ts';

/** The system's keychain, as keytar shows it, in memory; the real one is met end to end (tests/e2e). */
const keychain = (): Keytar & { kept: Map<string, string> } => {
  const kept = new Map<string, string>();
  const name = (service: string, account: string): string => JSON.stringify([service, account]);
  return {
    kept,
    getPassword: async (service, account) => kept.get(name(service, account)) ?? null,
    setPassword: async (service, account, secret) => void kept.set(name(service, account), secret),
    deletePassword: async (service, account) => kept.delete(name(service, account)),
  };
};

const refusing = (message: string): Keytar => {
  const refuse = () => Promise.reject(new Error(message));
  return { getPassword: refuse, setPassword: refuse, deletePassword: refuse };
};

afterEach(() => void vi.useRealTimers());

const worlds: [string, () => Secrets][] = [
  ['the real adapter', () => createSecrets(keychain(), 'Cliploft', 'sunor.cc')],
  ['the fake', () => createFakeSecrets()],
];

describe.each(worlds)('Secrets: %s', (_name, make) => {
  it('keeps one secret, replaces it, and forgets it', async () => {
    const secrets = make();
    expect(await secrets.read()).toEqual({ ok: true, value: null });
    expect(await secrets.write('one')).toEqual({ ok: true, value: undefined });
    expect(await secrets.write('two ключ')).toEqual({ ok: true, value: undefined });
    expect(await secrets.read()).toEqual({ ok: true, value: 'two ключ' });
    expect(await secrets.remove()).toEqual({ ok: true, value: undefined });
    expect(await secrets.read()).toEqual({ ok: true, value: null });
    expect(await secrets.remove()).toEqual({ ok: true, value: undefined });
  });

  it('has a name for people', () => {
    expect(make().name).not.toBe('');
  });
});

const broken: [string, 'no_keychain' | 'keychain_locked', () => Secrets][] = [
  ['keytar not loaded', 'no_keychain', () => createSecrets(null, 's', 'a')],
  [
    'no service on the bus',
    'no_keychain',
    () =>
      createSecrets(
        refusing('The name org.freedesktop.secrets was not provided by any .service files'),
        's',
        'a',
      ),
  ],
  [
    'no bus',
    'no_keychain',
    () => createSecrets(refusing('Cannot autolaunch D-Bus without X11 $DISPLAY'), 's', 'a'),
  ],
  ['a prompt dismissed', 'keychain_locked', () => createSecrets(refusing('Prompt was dismissed'), 's', 'a')],
  [
    'a locked collection',
    'keychain_locked',
    () => createSecrets(refusing('Cannot create an item in a locked collection'), 's', 'a'),
  ],
  ['the fake without a keychain', 'no_keychain', () => createFakeSecrets({ fail: 'no_keychain' })],
  ['the fake, locked', 'keychain_locked', () => createFakeSecrets({ fail: 'keychain_locked' })],
];

describe.each(broken)('Secrets: %s', (_name, code, make) => {
  it(`answers ${code} to every call`, async () => {
    const secrets = make();
    for (const answer of [await secrets.read(), await secrets.write('x'), await secrets.remove()]) {
      expect(answer).toMatchObject({ ok: false, problem: { code } });
    }
  });
});

describe('Secrets: the real adapter', () => {
  it('keeps accounts and services apart', async () => {
    const chain = keychain();
    await createSecrets(chain, 'Cliploft', 'sunor.cc').write('real');
    await createSecrets(chain, 'Cliploft Demo', 'sunor.cc').write('demo');
    expect(await createSecrets(chain, 'Cliploft', 'other').read()).toEqual({ ok: true, value: null });
    expect(await createSecrets(chain, 'Cliploft', 'sunor.cc').read()).toEqual({ ok: true, value: 'real' });
  });

  it('does not believe a keychain that takes a secret and loses it', async () => {
    const losing: Keytar = { ...keychain(), setPassword: async () => undefined };
    expect(await createSecrets(losing, 's', 'a').write('x')).toMatchObject({
      ok: false,
      problem: { code: 'keychain_locked' },
    });
  });

  it('goes on without a keychain that never answers', async () => {
    vi.useFakeTimers();
    const silent: Keytar = { ...keychain(), getPassword: () => new Promise(() => undefined) };
    const reading = createSecrets(silent, 's', 'a').read();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'keychain_locked' } });
  });

  it('finds no keytar where none is installed, and says so without an error', () => {
    expect(loadKeytar('/nowhere/at-all.js')).toBeNull();
  });
});
