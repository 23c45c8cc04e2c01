import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fail } from '../../../shared/problem.ts';
import type { Session, Snapshot } from '../../../shared/snapshot.ts';
import { renderOver } from '../../testing/render.ts';
import Settings from './Settings.svelte';

const kept: Session = { state: 'ready', where: 'keychain', keychainName: 'Secret Service', why: null };
const info: Snapshot['app'] = {
  version: '0.1.0',
  platform: 'linux',
  demo: false,
  demoKey: null,
  overridden: [],
  settingsReset: null,
  faults: 0,
};
const shown = (snapshot: Partial<Snapshot> = {}) => renderOver(Settings, {}, { snapshot });
const group = (name: string): HTMLElement => screen.getByRole('group', { name });

describe('the key in settings', () => {
  it.each<[string, Partial<Session>, string[]]>([
    ['kept', {}, ['In the keychain: Secret Service']],
    [
      'in memory, no keychain',
      { where: 'session', why: 'no_keychain' },
      ['For this session only', 'This system has no keychain service.'],
    ],
    [
      'in memory, keychain locked',
      { where: 'session', why: 'keychain_locked' },
      ['For this session only', 'The keychain is locked.'],
    ],
    ['from the environment', { where: 'environment' }, ['From the environment', 'SUNOR_API_KEY']],
    ['of the demo', { where: 'demo' }, ['The demo’s key']],
    ['refused', { state: 'rejected' }, ['The key was refused', 'Everything is paused']],
    ['none', { state: 'none', where: null }, ['No key', 'Enter a key…']],
    ['not known yet', { state: 'reading', where: null }, ['Asking the keychain…']],
  ])('%s', async (_name, session, words) => {
    await shown({ session: { ...kept, ...session } });
    for (const text of words) expect(group('Key').textContent).toContain(text);
    const forgettable = !['none', 'reading'].includes(session.state ?? 'ready');
    expect(within(group('Key')).queryByRole('button', { name: 'Forget…' }) !== null).toBe(forgettable);
  });

  it('never says "keychain" of a key that is not in it', async () => {
    await shown({ session: { ...kept, where: 'session', why: null } });
    expect(group('Key').textContent).not.toContain('In the keychain');
  });

  it('is forgotten only after a question', async () => {
    const { fake, context } = await shown();
    await fireEvent.click(screen.getByRole('button', { name: 'Forget…' }));
    expect(fake.callsOf('key.forget')).toEqual([]);
    await fireEvent.click(await screen.findByRole('button', { name: 'Forget the key' }));
    await waitFor(() => expect(context.app.session.state).toBe('none'));
  });
});

describe('settings', () => {
  it('takes each change at once', async () => {
    const { fake } = await shown();
    await fireEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    await fireEvent.click(screen.getByRole('switch', { name: /^When a task fails, times out/ }));
    const slider = screen.getByLabelText<HTMLInputElement>('Time between two checks of a task');
    await fireEvent.change(slider, { target: { value: '8' } });
    expect(fake.callsOf('settings.update')).toEqual([
      { theme: 'dark' },
      { notify: { finished: true, failed: false } },
      { pollIntervalS: 8 },
    ]);
  });

  it('plays evenly until that is switched off', async () => {
    const { fake } = await shown();
    const even = screen.getByRole<HTMLInputElement>('switch', { name: /^Even loudness/ });
    expect(even.checked).toBe(true);
    await fireEvent.click(even);
    expect(fake.callsOf('settings.update')).toEqual([{ evenLoudness: false }]);
  });

  it('has quiet hours, whose ends are asked for where they are on', async () => {
    const { fake } = await shown();
    expect(screen.queryByLabelText('From')).toBeNull();
    fake.push({
      slices: { settings: { ...fake.state().settings, quiet: { on: true, from: '22:00', to: '08:00' } } },
    });
    const to = await screen.findByLabelText<HTMLInputElement>('To');
    await fireEvent.change(to, { target: { value: '06:30' } });
    await fireEvent.click(screen.getByRole('switch', { name: /^Quiet hours/ }));
    expect(fake.callsOf('settings.update')).toEqual([
      { quiet: { on: true, from: '22:00', to: '06:30' } },
      { quiet: { on: false, from: '22:00', to: '06:30' } },
    ]);
  });

  it('copies a report for whoever helps', async () => {
    const { fake } = await shown();
    await fireEvent.click(screen.getByRole('button', { name: 'Copy report' }));
    await waitFor(() => expect(document.body.textContent).toContain('The report is in your clipboard'));
    expect(fake.callsOf('app.copyReport')).toHaveLength(1);
  });

  it('puts a switch back when the change was refused', async () => {
    const { fake } = await shown();
    fake.answer('settings.update', () => fail('disk_full'));
    const name = 'When a task is finished and saved';
    await fireEvent.click(screen.getByRole('switch', { name }));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('switch', { name }).checked).toBe(true));
    expect(document.body.textContent).toContain('The disk is full');
  });

  it.each(['http://example.com/api', 'ftp://x', 'not an address'])('refuses the address %s', async (text) => {
    const { fake } = await shown();
    const field = screen.getByLabelText<HTMLInputElement>('API address');
    await fireEvent.input(field, { target: { value: text } });
    await fireEvent.submit(field.form as HTMLFormElement);
    expect((await screen.findByRole('alert')).textContent).toContain('https');
    expect(fake.callsOf('settings.update')).toEqual([]);
  });

  it('keeps a clean address', async () => {
    const { fake } = await shown();
    const field = screen.getByLabelText<HTMLInputElement>('API address');
    await fireEvent.input(field, { target: { value: ' http://localhost:4010/api/v1/ ' } });
    await fireEvent.submit(field.form as HTMLFormElement);
    expect(fake.callsOf('settings.update')).toEqual([{ apiBaseUrl: 'http://localhost:4010/api/v1' }]);
  });

  it('moves the library after a folder was chosen and the move confirmed', async () => {
    const { fake, context } = await shown();
    await fireEvent.click(screen.getByRole('button', { name: 'Change…' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Move it' }));
    await waitFor(() => expect(context.app.settings.libraryFolder).toBe('/media/mara/Studio/Cliploft'));
    expect(fake.callsOf('settings.moveLibrary')).toEqual([{ to: '/media/mara/Studio/Cliploft' }]);
  });

  it.each([
    ['folder_missing', 'The old folder is not there'],
    ['folder_denied', 'The old folder cannot be used'],
  ] as const)(
    'with %s uses another folder after saying what that means, and moves nothing',
    async (code, why) => {
      const library = { clips: 40, lyricSheets: 3, version: 1, problem: { code } };
      const { fake, context } = await shown({ library });
      await fireEvent.click(screen.getByRole('button', { name: 'Change…' }));
      const dialog = await screen.findByRole('dialog', { name: 'Use another library folder?' });
      expect(dialog.textContent).toContain(why);
      for (const words of [
        'Nothing is deleted',
        'are taken up',
        'play again when their files are back',
        'New songs',
      ])
        expect(dialog.textContent).toContain(words);
      expect(within(dialog).queryByRole('button', { name: 'Move it' })).toBeNull();
      await fireEvent.click(within(dialog).getByRole('button', { name: 'Use this folder' }));
      await waitFor(() => expect(context.app.settings.libraryFolder).toBe('/media/mara/Studio/Cliploft'));
      expect(fake.callsOf('settings.useFolder')).toEqual([{ to: '/media/mara/Studio/Cliploft' }]);
      expect(fake.callsOf('settings.moveLibrary')).toEqual([]);
    },
  );

  it('says why another folder could not be used, and keeps the old one', async () => {
    const library = { clips: 40, lyricSheets: 3, version: 1, problem: { code: 'folder_missing' as const } };
    const { fake, context } = await shown({ library });
    fake.answer('settings.useFolder', () => fail('folder_denied'));
    const { libraryFolder } = context.app.settings;
    await fireEvent.click(screen.getByRole('button', { name: 'Change…' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Use this folder' }));
    await waitFor(() => expect(document.body.textContent).toContain('The library folder cannot be written'));
    expect(context.app.settings.libraryFolder).toBe(libraryFolder);
  });

  it('takes the question back when the old folder is there again', async () => {
    const library = { clips: 40, lyricSheets: 3, version: 1, problem: { code: 'folder_missing' as const } };
    const { fake } = await shown({ library });
    await fireEvent.click(screen.getByRole('button', { name: 'Change…' }));
    await screen.findByRole('button', { name: 'Use this folder' });
    fake.push({ slices: { library: { ...library, problem: null } } });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Use this folder' })).toBeNull());
    expect(screen.queryByRole('button', { name: 'Move it' })).toBeNull();
  });

  it('says what is overridden and that settings were set aside', async () => {
    await shown({
      app: { ...info, overridden: ['libraryFolder', 'apiBaseUrl'], settingsReset: '/tmp/config.broken' },
    });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Change…' }).disabled).toBe(true);
    expect(screen.getByLabelText<HTMLInputElement>('API address').readOnly).toBe(true);
    expect(document.body.textContent).toContain('/tmp/config.broken');
  });
});
