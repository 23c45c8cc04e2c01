import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fail, ok, type ProblemCode } from '../../../shared/problem.ts';
import type { Session } from '../../../shared/snapshot.ts';
import { renderOver } from '../../testing/render.ts';
import KeyRefused from './KeyRefused.svelte';
import Welcome from './Welcome.svelte';

const none: Session = { state: 'none', where: null, keychainName: 'Secret Service', why: null };
const secret = 'k-0123456789-secret';

const welcomed = async (demo = false) => {
  const shown = await renderOver(
    Welcome,
    {},
    {
      snapshot: {
        session: none,
        app: {
          version: '1',
          platform: 'linux',
          demo,
          demoKey: demo ? 'demo-key' : null,
          overridden: [],
          settingsReset: null,
          faults: 0,
        },
      },
    },
  );
  return { ...shown, field: screen.getByLabelText<HTMLInputElement>('Your API key') };
};
const submit = (field: HTMLInputElement) => fireEvent.submit(field.form as HTMLFormElement);

describe('the first screen', () => {
  it('says where the key will be kept, and hides it while it is typed', async () => {
    const { field } = await welcomed();
    expect(field.type).toBe('password');
    expect(field.autocomplete).toBe('off');
    expect(document.body.textContent).toContain('Secret Service');
    await fireEvent.click(screen.getByRole('button', { name: 'Show the key' }));
    expect(field.type).toBe('text');
  });

  it('checks a key, trimmed, and leaves no trace of it on the page', async () => {
    const { field, fake, context } = await welcomed();
    let finish: () => void = () => undefined;
    fake.answer(
      'key.set',
      () => new Promise((done) => (finish = () => done(ok({ ...none, state: 'ready' })))),
    );
    await fireEvent.input(field, { target: { value: `  ${secret}\n` } });
    await submit(field);
    expect(fake.callsOf('key.set')).toEqual([{ key: secret }]);
    expect(field.value).toBe('');
    expect(document.body.textContent).toContain('Checking the key with sunor');
    expect(document.documentElement.outerHTML).not.toContain(secret);
    finish();
    await waitFor(() => expect(context.toasts.list[0]?.title).toBe('The key works'));
    expect(document.documentElement.outerHTML).not.toContain(secret);
  });

  it.each<[ProblemCode, string]>([
    ['unauthorized', 'The key was refused. sunor does not know it.'],
    ['offline', 'No connection. The key was not kept'],
    ['server', 'The service has a fault. The key was not kept'],
  ])('says what is wrong: %s', async (code, words) => {
    const { field, fake } = await welcomed();
    fake.answer('key.set', () => fail(code, { detail: 'the technical text' }));
    await fireEvent.input(field, { target: { value: secret } });
    await submit(field);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent?.replace(/\s+/g, ' ')).toContain(words);
    expect(alert.querySelector('details')?.textContent).toContain('the technical text');
  });

  it('asks for nothing when nothing was entered', async () => {
    const { field, fake } = await welcomed();
    await submit(field);
    expect((await screen.findByRole('alert')).textContent).toBe('Paste your key first.');
    expect(fake.callsOf('key.set')).toEqual([]);
  });

  it('points to the page for keys and to the demo', async () => {
    const { fake } = await welcomed();
    await fireEvent.click(screen.getByRole('button', { name: 'Get a key at sunor.cc' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Try the demo' }));
    expect(fake.callsOf('app.openExternal')).toEqual([{ url: 'https://sunor.cc/dashboard/api-keys' }]);
    expect(fake.callsOf('app.startDemo')).toHaveLength(1);
  });

  it('in the demo, fills in the demo’s key', async () => {
    const { field, fake } = await welcomed(true);
    expect(screen.queryByRole('button', { name: 'Try the demo' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Use the demo key' }));
    expect(field.value).toBe('demo-key');
    await submit(field);
    expect(fake.callsOf('key.set')).toEqual([{ key: 'demo-key' }]);
  });
});

describe('a refused key', () => {
  it('is told over everything, and no longer once a key works', async () => {
    const { fake, context } = await renderOver(
      KeyRefused,
      {},
      { snapshot: { session: { ...none, state: 'rejected' } } },
    );
    expect(screen.getByRole('alert').textContent).toContain('Everything is paused');
    await fireEvent.click(screen.getByRole('button', { name: 'Enter a key' }));
    expect(context.nav.enteringKey).toBe(true);
    fake.push({ slices: { session: { ...none, state: 'ready', where: 'keychain' } } });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});
