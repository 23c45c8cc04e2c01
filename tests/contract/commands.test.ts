import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import type { Engine } from '../../src/core/engine-api.ts';
import { createHandlers, type HandlerOptions } from '../../src/main/handlers.ts';
import { commands } from '../../src/shared/contract.ts';
import { desktop as words } from '../../src/shared/messages/en/desktop.ts';
import { ok } from '../../src/shared/problem.ts';
import type { Settings } from '../../src/shared/settings.ts';

const electron = vi.hoisted(() => ({
  clipboard: { writeText: vi.fn() },
  shell: { openExternal: vi.fn(async () => undefined), showItemInFolder: vi.fn() },
  dialog: {
    showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })),
    showSaveDialog: vi.fn(async (_options: unknown) => ({ canceled: true, filePath: '' })),
  },
}));
vi.mock('electron', () => electron);

const settings = { libraryFolder: '/music', apiBaseUrl: 'https://sunor.cc/api/v1' } as Settings;
const updateSettings = vi.fn((patch: Partial<Settings>): Settings => ({ ...settings, ...patch }));
const engine = {
  clipDetails: vi.fn(async () => null as unknown),
  setKey: vi.fn(async () => ({ ok: true })),
  exportTo: vi.fn(async (path: string) => ({ ok: true, value: { path } })),
  exportClips: vi.fn(async (_job: unknown) => ({ ok: true, value: { clips: 1 } })),
  clipFiles: vi.fn((_id: string): unknown => null),
  clipIds: ({ ids }: { ids: string[] }) => [...new Set(ids)],
  importFrom: vi.fn(async (_path: string) => ({ ok: true, value: { clips: 3 } })),
  state: () => ({ playlists: { version: 1, lists: [{ id: 'p', name: 'AC/DC: live' }] } }),
  exportPlaylist: vi.fn(async (id: string, path: string) => ({ ok: true, value: { id, path } })),
  importPlaylist: vi.fn(async (path: string) => ({ ok: true, value: { path } })),
};
const redact = vi.fn();
const dragOut = vi.fn();
const kept = {
  login: { user: 'mara', at: 'http://proxy:8080' },
  where: 'keychain',
  keychainName: '',
  why: null,
} as const;
const proxy = {
  login: vi.fn(async () => kept),
  setLogin: vi.fn(async () => kept),
  forgetLogin: vi.fn(async () => ok({ ...kept, login: null, where: null })),
  test: vi.fn(async () => ok({ ms: 12, byProxy: true })),
};
const updates = { check: vi.fn(), download: vi.fn(), install: vi.fn(), skip: vi.fn() };
const create = (more: Partial<HandlerOptions> = {}) =>
  createHandlers({
    engine: engine as unknown as Engine,
    words,
    snapshot: vi.fn(),
    settings: () => settings,
    updateSettings,
    focusTaken: vi.fn(),
    keepPlace: vi.fn(),
    report: () => 'a report',
    startDemo: vi.fn(),
    proxy,
    updates,
    createDemoTask: null,
    redact,
    dragOut,
    ...more,
  });

beforeEach(() => void vi.clearAllMocks());
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

describe('the contract', () => {
  it('has a handler for every command, and no other', () => {
    expect(Object.keys(create()).sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(Object.entries(commands))('%s has schemas for what goes in and what comes out', (name, command) => {
    expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
    expect([command.in.kind, command.out.kind]).toEqual(['schema', 'schema']);
    // Nothing goes in unseen: whatever is not `undefined` or an object is refused by every command.
    for (const odd of [7, 'text', null, true]) expect(v.safeParse(command.in, odd).success).toBe(false);
  });

  it('has no command that could give the key back', () => {
    expect(Object.keys(commands).filter((name) => name.startsWith('key.'))).toEqual([
      'key.set',
      'key.forget',
    ]);
  });
});

describe('the proxy', () => {
  const settings = { mode: 'http', host: 'proxy', port: 8080 } as const;
  const login = { user: 'mara', password: 'word' };

  it('is tested and given a login by what is on screen, whatever is set', async () => {
    const handlers = create();
    expect(await handlers['proxy.test']({ proxy: settings, login })).toEqual(ok({ ms: 12, byProxy: true }));
    expect(proxy.test).toHaveBeenCalledExactlyOnceWith(settings, login);
    expect(await handlers['proxy.setLogin']({ proxy: settings, login })).toEqual(ok(kept));
    expect(proxy.setLogin).toHaveBeenCalledExactlyOnceWith(settings, login);
    expect(await handlers['proxy.login'](undefined)).toEqual(ok(kept));
    expect(await handlers['proxy.forgetLogin'](undefined)).toMatchObject({ value: { login: null } });
  });

  it('has no answer with room for a password', () => {
    for (const name of ['proxy.login', 'proxy.setLogin', 'proxy.forgetLogin'] as const) {
      const answer = v.parse(commands[name].out, {
        ...kept,
        login: { ...kept.login, password: 'word' },
        password: 'word',
      });
      expect(JSON.stringify(answer)).not.toContain('word');
    }
  });
});

describe('what the desktop itself does for the page', () => {
  it('opens only addresses on the list', async () => {
    const open = create()['app.openExternal'];
    expect(await open({ url: 'https://sunor.cc/dashboard/api-keys' })).toMatchObject({ ok: true });
    expect(electron.shell.openExternal).toHaveBeenCalledExactlyOnceWith(
      'https://sunor.cc/dashboard/api-keys',
    );
    expect(await open({ url: 'file:///etc/passwd' })).toEqual(problem('bad_request'));
    expect(electron.shell.openExternal).toHaveBeenCalledTimes(1);
  });

  it('tells the log of a key before anything is done with it', async () => {
    await create()['key.set']({ key: 'secret' });
    expect(redact).toHaveBeenCalledExactlyOnceWith('secret');
    expect(redact.mock.invocationCallOrder[0]).toBeLessThan(engine.setKey.mock.invocationCallOrder[0] ?? 0);
  });

  it('cleans the base URL, and refuses one that is unfit', async () => {
    const update = create()['settings.update'];
    expect(await update({ apiBaseUrl: ' https://Sunor.CC/api/v1/ ' })).toMatchObject({
      ok: true,
      value: { apiBaseUrl: 'https://sunor.cc/api/v1' },
    });
    updateSettings.mockClear();
    expect(await update({ apiBaseUrl: 'http://evil.test/' })).toEqual(problem('bad_request'));
    expect(updateSettings).not.toHaveBeenCalled();
    expect(await update({ theme: 'dark' })).toMatchObject({ ok: true, value: { theme: 'dark' } });
  });

  it('shows only a file that is there', async () => {
    const show = create()['library.showInFolder'];
    expect(await show({ id: 'a' })).toEqual(problem('file_missing'));
    engine.clipDetails.mockResolvedValueOnce({ file: '/music/a.mp3', fileExists: false });
    expect(await show({ id: 'a' })).toEqual(problem('file_missing'));
    expect(electron.shell.showItemInFolder).not.toHaveBeenCalled();
    engine.clipDetails.mockResolvedValueOnce({ file: '/music/a.mp3', fileExists: true });
    expect(await show({ id: 'a' })).toMatchObject({ ok: true });
    expect(electron.shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith('/music/a.mp3');
  });

  it('gives the folder that was chosen, or none', async () => {
    const choose = create()['settings.chooseFolder'];
    expect(await choose(undefined)).toEqual({ ok: true, value: null });
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/new'] });
    expect(await choose(undefined)).toEqual({ ok: true, value: '/new' });
  });

  it('exports to the place that was chosen, under a name with the date, and nowhere when it was cancelled', async () => {
    const run = create()['library.export'];
    expect(await run(undefined)).toEqual({ ok: true, value: null });
    expect(engine.exportTo).not.toHaveBeenCalled();
    expect(electron.dialog.showSaveDialog.mock.calls[0]?.[0]).toMatchObject({
      defaultPath: expect.stringMatching(/^Cliploft \d{4}-\d\d-\d\d\.zip$/) as unknown,
      filters: [{ extensions: ['zip'] }],
    });
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: '/stick/all.zip' });
    expect(await run(undefined)).toEqual({ ok: true, value: { path: '/stick/all.zip' } });
  });

  it('imports the archive that was chosen, or none', async () => {
    const run = create()['library.import'];
    expect(await run(undefined)).toEqual({ ok: true, value: null });
    expect(engine.importFrom).not.toHaveBeenCalled();
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/stick/all.zip'] });
    expect(await run(undefined)).toEqual({ ok: true, value: { clips: 3 } });
    expect(engine.importFrom).toHaveBeenCalledExactlyOnceWith('/stick/all.zip');
  });

  it('exports a playlist to the place that was chosen, beside the songs at first, and nowhere when cancelled', async () => {
    const run = create()['playlists.export'];
    expect(await run({ id: 'p' })).toEqual({ ok: true, value: null });
    expect(engine.exportPlaylist).not.toHaveBeenCalled();
    expect(electron.dialog.showSaveDialog.mock.calls[0]?.[0]).toMatchObject({
      defaultPath: '/music/AC DC live.m3u8',
      filters: [{ extensions: ['m3u8'] }],
    });
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: '/car/a.m3u8' });
    expect(await run({ id: 'p' })).toEqual({ ok: true, value: { id: 'p', path: '/car/a.m3u8' } });
  });

  it('imports the playlist that was chosen, or none', async () => {
    const run = create()['playlists.import'];
    expect(await run(undefined)).toEqual({ ok: true, value: null });
    expect(engine.importPlaylist).not.toHaveBeenCalled();
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/car/a.m3u'] });
    expect(await run(undefined)).toEqual({ ok: true, value: { path: '/car/a.m3u' } });
  });

  it('copies clips to the folder or into the ZIP that was chosen, each once, and nowhere when it was cancelled', async () => {
    const run = create()['clips.export'];
    const job = {
      covers: true,
      lyrics: false,
      names: null,
      clips: { of: 'ids' as const, ids: ['a', 'b', 'a'] },
    };
    expect(await run({ ...job, as: 'folder' })).toEqual({ ok: true, value: null });
    expect(await run({ ...job, as: 'zip' })).toEqual({ ok: true, value: null });
    expect(engine.exportClips).not.toHaveBeenCalled();
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/stick'] });
    await run({ ...job, as: 'folder' });
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: '/stick/Mine.zip' });
    await run({ ...job, as: 'zip' });
    const what = { covers: true, lyrics: false, names: null, ids: ['a', 'b'], folder: '/stick' };
    expect(engine.exportClips.mock.calls).toEqual([[{ ...what, zip: null }], [{ ...what, zip: 'Mine.zip' }]]);
  });

  it('drags only files of the library that are there, and says so when there is none', async () => {
    const drag = create()['clips.dragOut'];
    const [here, also] = [import.meta.filename, `${import.meta.dirname}/routes.test.ts`];
    const known: Record<string, unknown> = {
      a: { audio: here, mime: 'audio/mpeg', cover: null },
      gone: { audio: '/music/gone.mp3', mime: 'audio/mpeg', cover: '/music/gone.jpg' },
      b: { audio: also, mime: 'audio/mpeg', cover: '/music/b.jpg' },
    };
    engine.clipFiles.mockImplementation((id) => known[id] ?? null);
    const ids = ['a', 'nobody', 'gone', 'b', 'a', '/etc/passwd'];
    expect(await drag({ clips: { of: 'ids', ids } })).toMatchObject({ ok: true });
    expect(dragOut).toHaveBeenCalledExactlyOnceWith([here, also], '/music/b.jpg');
    expect(await drag({ clips: { of: 'ids', ids: ['gone', 'nobody'] } })).toEqual(problem('file_missing'));
    expect(dragOut).toHaveBeenCalledTimes(1);
  });

  it('keeps no template that makes no sense', async () => {
    const update = create()['settings.update'];
    expect(await update({ fileNames: '{title} {titel}' })).toEqual(problem('bad_request'));
    expect(await update({ fileNames: '' })).toEqual(problem('bad_request'));
    expect(updateSettings).not.toHaveBeenCalled();
    expect(await update({ fileNames: '{year}/{title}' })).toMatchObject({ ok: true });
  });

  it('makes songs only in the demo', async () => {
    expect(await create()['demo.createTask'](undefined)).toEqual(problem('bad_request'));
  });
});

describe('a page of the library', () => {
  it.each([1e308, 2 ** 53, -1, 0.5, Number.NaN])('does not begin at %s', (offset) => {
    const query = { text: '', sort: 'newest', offset, limit: 20 };
    expect(v.safeParse(commands['library.page'].in, query).success).toBe(false);
    expect(v.safeParse(commands['library.page'].in, { ...query, offset: 0 }).success).toBe(true);
  });
});
