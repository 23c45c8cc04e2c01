import { expect, it, vi } from 'vitest';
import { createFakeSecrets, type FakeSecrets } from '../../../tests/fakes/secrets.ts';
import type { ProxySettings } from '../../shared/proxy.ts';
import { createLoginKeeper } from './login.ts';

const proxy: ProxySettings = { mode: 'http', host: 'proxy.example', port: 3128 };
const login = { user: 'mara', password: 'p@ss:word' };
const keeperOver = (secrets: FakeSecrets) => {
  const redact = vi.fn();
  return { keeper: createLoginKeeper(secrets, redact), redact };
};

it('keeps a login in the keychain, for the next run too, and tells the log of it', async () => {
  const secrets = createFakeSecrets();
  const first = keeperOver(secrets);
  expect(await first.keeper.state()).toMatchObject({ login: null, where: null, why: null });
  const state = await first.keeper.set(proxy, login);
  expect(state).toMatchObject({
    login: { user: 'mara', at: 'http://proxy.example:3128' },
    where: 'keychain',
  });
  expect(JSON.stringify(state)).not.toContain(login.password);
  expect(first.redact).toHaveBeenCalledWith(login.password);
  const second = keeperOver(secrets);
  expect(await second.keeper.of(proxy)).toEqual(login);
  expect(second.redact).toHaveBeenCalledWith(login.password);
});

it('gives a login to the proxy that it was entered for, and to no other', async () => {
  const { keeper } = keeperOver(createFakeSecrets());
  await keeper.set(proxy, login);
  for (const other of [
    { ...proxy, host: 'proxy.evil' },
    { ...proxy, port: 8080 },
    { ...proxy, mode: 'https' as const },
    { ...proxy, mode: 'system' as const },
    { ...proxy, mode: 'none' as const },
  ])
    expect(await keeper.of(other)).toBeNull();
  expect(await keeper.of({ ...proxy })).toEqual(login);
});

it.each(['no_keychain', 'keychain_locked'] as const)(
  'with %s keeps it in memory until quit, and says so',
  async (code) => {
    const secrets = createFakeSecrets({ fail: code });
    const { keeper } = keeperOver(secrets);
    expect(await keeper.state()).toMatchObject({ login: null, why: code });
    expect(await keeper.set(proxy, login)).toMatchObject({ where: 'session', why: code });
    expect(await keeper.of(proxy)).toEqual(login);
    expect(await keeperOver(secrets).keeper.of(proxy)).toBeNull();
  },
);

it('forgets everywhere, and says when the keychain holds on to its copy', async () => {
  const secrets = createFakeSecrets();
  const { keeper } = keeperOver(secrets);
  await keeper.set(proxy, login);
  secrets.setFail('keychain_locked');
  expect(await keeper.forget()).toMatchObject({ ok: false, problem: { code: 'keychain_locked' } });
  expect(await keeper.of(proxy)).toBeNull();
  secrets.setFail(null);
  expect(await keeper.forget()).toMatchObject({ ok: true, value: { login: null, where: null } });
  expect(secrets.kept()).toBeNull();
});

it('asks the keychain only once it is needed, and takes nothing from an entry that is none', async () => {
  for (const secret of [
    '',
    'nonsense',
    '{}',
    '{"at":"http://proxy.example:3128","user":"","password":"x"}',
  ]) {
    const secrets = createFakeSecrets({ secret });
    const { keeper } = keeperOver(secrets);
    expect(await keeper.of({ ...proxy, mode: 'system' })).toBeNull();
    expect(secrets.calls).toEqual([]);
    expect(await keeper.of(proxy)).toBeNull();
    expect(secrets.calls).toEqual(['read']);
  }
});

it('ends as it was asked last', async () => {
  const { keeper } = keeperOver(createFakeSecrets());
  const [, , state] = await Promise.all([
    keeper.set(proxy, login),
    keeper.forget(),
    keeper.set(proxy, { user: 'mara', password: 'newer' }),
  ]);
  expect(state.where).toBe('keychain');
  expect(await keeper.of(proxy)).toEqual({ user: 'mara', password: 'newer' });
});
