import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/problem.ts';
import { defaultProxy, type ProxyLogin, type ProxyMode, type ProxySettings } from '../../../shared/proxy.ts';
import { sampleSnapshot } from '../../../../tests/fakes/sample-state.ts';
import { renderOver, testNow } from '../../testing/render.ts';
import Proxy from './Proxy.svelte';
import { readProxyForm } from './proxy-form.ts';

const http: ProxySettings = { mode: 'http', host: 'proxy.example', port: 3128 };
const { settings } = sampleSnapshot(testNow);
const shown = (proxy: ProxySettings = defaultProxy) =>
  renderOver(Proxy, {}, { snapshot: { settings: { ...settings, proxy } } });

const labels = { system: 'Like the system', none: 'None', http: 'HTTP', https: 'HTTPS', socks5: 'SOCKS5' };
const radio = (mode: ProxyMode) => screen.getByRole<HTMLInputElement>('radio', { name: labels[mode] });
const choose = (mode: ProxyMode) => fireEvent.click(radio(mode));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const valueOf = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

describe('the proxy in settings', () => {
  it('shows the fields of the chosen mode and no others', async () => {
    await shown();
    for (const mode of ['system', 'none'] as const) {
      await choose(mode);
      expect(screen.queryByLabelText('Host')).toBeNull();
    }
    for (const mode of ['http', 'https', 'socks5'] as const) {
      await choose(mode);
      for (const label of ['Host', 'Port', 'User name', 'Password'])
        expect(screen.getByLabelText(label)).toBeTruthy();
      expect(screen.getByLabelText<HTMLInputElement>('Password').type).toBe('password');
    }
  });

  it('keeps the login before it sets the proxy, and forgets the password', async () => {
    const { fake, context } = await shown();
    await choose('socks5');
    await type('Host', ' Proxy.Example ');
    await type('Port', '1080');
    await type('User name', 'mara');
    await type('Password', 'word');
    await press('Save');
    const proxy = { mode: 'socks5', host: 'proxy.example', port: 1080 };
    await waitFor(() => expect(context.app.settings.proxy).toEqual(proxy));
    expect(fake.calls.slice(-2)).toEqual([
      { name: 'proxy.setLogin', input: { proxy, login: { user: 'mara', password: 'word' } } },
      { name: 'settings.update', input: { proxy } },
    ]);
    await waitFor(() => expect(valueOf('User name')).toBe('mara'));
    expect(valueOf('Password')).toBe('');
    expect(document.body.textContent).toContain(
      'Login of mara for socks5://proxy.example:1080: in Secret Service.',
    );
  });

  it('says which field makes no sense, and asks nothing', async () => {
    const { fake } = await shown();
    await choose('http');
    await type('Host', 'http://proxy');
    await type('Port', '70000');
    await type('Password', 'word');
    for (const button of ['Save', 'Test']) {
      await press(button);
      const alerts = (await screen.findAllByRole('alert')).map((alert) => alert.textContent ?? '').join(' ');
      for (const words of ['without http://', '1 to 65535', 'user name is needed'])
        expect(alerts).toContain(words);
    }
    expect([fake.callsOf('settings.update'), fake.callsOf('proxy.test')]).toEqual([[], []]);
  });

  it('tests what is on screen, before it is saved, and says what came of it', async () => {
    const { fake } = await shown(http);
    await press('Test');
    await screen.findByText('Reached through the proxy in 184 ms.');
    expect(fake.callsOf('proxy.test')).toEqual([{ proxy: http, login: null }]);
    await type('Port', '3129');
    expect(screen.queryByText(/^Reached/)).toBeNull();
    fake.answer('proxy.test', () =>
      fail('proxy_login', { status: 407, detail: 'the proxy answered 407 (Basic)' }),
    );
    await press('Test');
    await screen.findByText('The proxy wants a login.');
    await choose('none');
    fake.answer('proxy.test', () => ok({ ms: 90, byProxy: false }));
    await press('Test');
    await screen.findByText('Reached without a proxy in 90 ms.');
    expect(fake.callsOf('settings.update')).toEqual([]);
  });

  it('says nothing of a test whose proxy is no longer on screen', async () => {
    const { fake } = await shown(http);
    let answer = (): void => undefined;
    fake.answer(
      'proxy.test',
      () => new Promise((done) => (answer = () => done(ok({ ms: 1, byProxy: true })))),
    );
    await press('Test');
    await type('Host', 'other.example');
    answer();
    await waitFor(() => expect(screen.queryByText('Testing…')).toBeNull());
    expect(screen.queryByText(/^Reached/)).toBeNull();
  });

  it.each<[Partial<ProxyLogin>, string[]]>([
    [
      { where: 'session', why: 'no_keychain' },
      ['in memory until you quit', 'This system has no keychain service.'],
    ],
    [{ where: 'session', why: 'keychain_locked' }, ['in memory until you quit', 'The keychain is locked.']],
    [{ where: 'keychain', why: null }, ['in the keychain of tests.']],
  ])('says where the login is: %j', async (more, words) => {
    const login = { user: 'mara', at: 'http://proxy.example:3128' };
    const { fake } = await shown();
    fake.answer('proxy.setLogin', () =>
      ok({ login, keychainName: 'the keychain of tests', where: null, why: null, ...more }),
    );
    await choose('http');
    await type('Host', 'proxy.example');
    await type('Port', '3128');
    await type('User name', 'mara');
    await type('Password', 'word');
    await press('Save');
    for (const text of words) await waitFor(() => expect(document.body.textContent).toContain(text));
  });

  it('forgets the login', async () => {
    const { fake } = await shown(http);
    await type('User name', 'mara');
    await type('Password', 'word');
    await press('Save');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Forget the login' })).toBeTruthy());
    await press('Forget the login');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Forget the login' })).toBeNull());
    expect(fake.callsOf('proxy.forgetLogin')).toHaveLength(1);
    expect(valueOf('User name')).toBe('');
  });

  it('keeps what was typed when the settings cannot be written', async () => {
    const { fake } = await shown();
    fake.answer('settings.update', () => fail('disk_full'));
    await choose('none');
    await press('Save');
    await waitFor(() => expect(fake.callsOf('settings.update')).toHaveLength(1));
    expect(radio('none').checked).toBe(true);
  });
});

describe('what the fields say', () => {
  const kept = { user: 'mara', at: 'http://proxy.example:3128' };
  const form = { ...http, port: '3128', user: 'mara', password: '' };

  it('uses a kept login on where its name stands and no password, for its own proxy alone', () => {
    expect(readProxyForm(form, defaultProxy, kept)).toEqual({ bad: [], proxy: http, login: null });
    const elsewhere = readProxyForm({ ...form, host: 'other.example' }, defaultProxy, kept);
    expect(elsewhere.login).toEqual({ user: 'mara', password: '' });
    expect(readProxyForm({ ...form, password: 'new' }, defaultProxy, kept).login).toEqual({
      user: 'mara',
      password: 'new',
    });
  });

  it('keeps host and port for a mode that names no proxy', () => {
    expect(readProxyForm({ ...form, mode: 'none', host: '???' }, http, null)).toEqual({
      ...{ bad: [], login: null },
      proxy: { ...http, mode: 'none' },
    });
  });
});
