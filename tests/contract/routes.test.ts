import { beforeEach, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/core/engine-api.ts';
import { createHandlers } from '../../src/main/handlers.ts';
import { commands, type CommandName } from '../../src/shared/contract.ts';
import { desktop as words } from '../../src/shared/messages/en/desktop.ts';
import { ok } from '../../src/shared/problem.ts';
import type { Settings } from '../../src/shared/settings.ts';

vi.mock('electron', () => ({ clipboard: {}, dialog: {}, shell: {} }));

const settings = { libraryFolder: '/music' } as Settings;
const calls: unknown[][] = [];
/** An engine that notes every call; what it says back is no matter here. */
const engine = new Proxy({} as Engine, {
  get:
    (_target, method) =>
    (...args: unknown[]) => {
      calls.push([method, ...args]);
      return ok('said');
    },
});
const noProxy = {
  login: vi.fn(),
  setLogin: vi.fn(),
  forgetLogin: vi.fn(),
  test: vi.fn(),
};
const handlers = createHandlers({
  engine,
  words,
  snapshot: vi.fn(),
  settings: () => settings,
  updateSettings: () => settings,
  focusTaken: vi.fn(),
  keepPlace: vi.fn(),
  report: () => 'a report',
  startDemo: vi.fn(),
  proxy: noProxy,
  updates: { check: vi.fn(), download: vi.fn(), install: vi.fn(), skip: vi.fn() },
  createDemoTask: () => ({ id: 'made' }),
  redact: vi.fn(),
  dragOut: vi.fn(),
});
const run = (name: CommandName, input: unknown) => (handlers[name] as (input: unknown) => unknown)(input);
beforeEach(() => void calls.splice(0));

const query = { text: '', sort: 'newest', offset: 0, limit: 1 };
const [ids, some] = [
  { of: 'ids', ids: ['c'] },
  { text: 't', sort: 'newest' },
];
it.each<[CommandName, unknown, string, unknown[]]>([
  ['key.set', { key: 'k' }, 'setKey', ['k']],
  ['key.forget', undefined, 'forgetKey', []],
  ['tasks.preview', { text: 't' }, 'previewTasks', ['t']],
  ['tasks.add', { text: 't' }, 'addTasks', ['t']],
  ['tasks.get', { ids: ['a'] }, 'tasksById', [['a']]],
  ['tasks.past', { place: null, shelf: 'failed', limit: 5 }, 'pastTasks', [null, 5, 'failed']],
  ['tasks.checkNow', { ids: ['a'] }, 'checkNow', [['a']]],
  ['tasks.stop', { ids: ['a'] }, 'stopWatching', [['a']]],
  ['tasks.resume', { ids: ['a'] }, 'resumeWatching', [['a']]],
  ['tasks.forget', { ids: ['a'] }, 'forgetTasks', [['a']]],
  ['tasks.saveNow', { ids: ['a'] }, 'saveNow', [['a']]],
  ['demo.createTask', undefined, 'addTasks', ['made']],
  ['library.page', query, 'clipPage', [query]],
  ['library.count', { text: 't' }, 'clipCount', [{ text: 't' }]],
  ['library.place', { list: query, ids: ['c'] }, 'clipPlace', [query, ['c']]],
  ['library.hits', { text: 't', ids: ['c'] }, 'clipHits', ['t', ['c']]],
  ['library.facets', { text: 't' }, 'facets', [{ text: 't' }]],
  ['library.clip', { id: 'c' }, 'clipDetails', ['c']],
  ['library.remove', { clips: { of: 'selection' } }, 'removeClips', [{ of: 'selection' }]],
  ['library.select', { change: null, shown: ['c'] }, 'select', [null, ['c']]],
  [
    ...(['library.say', { clips: { of: 'selection' }, saying: { rating: 3 } }, 'say'] as const),
    [{ of: 'selection' }, { rating: 3 }],
  ],
  ['library.undo', { undo: 't' }, 'undo', ['t']],
  ['library.sound', { id: 'c' }, 'clipSound', ['c']],
  ['library.lyrics', { text: 't' }, 'lyricSheets', ['t']],
  ['library.sheetSongs', { id: 's' }, 'sheetSongs', ['s']],
  ['pairs.find', { wish: { to: 'task', taskId: 't' } }, 'findPair', [{ to: 'task', taskId: 't' }]],
  ['statistics.get', { span: 'all', zone: 'UTC' }, 'statistics', [{ span: 'all', zone: 'UTC' }]],
  ['playlists.create', { name: 'n', clips: ids }, 'createPlaylist', [{ name: 'n', clips: ids }]],
  ['playlists.rename', { id: 'p', name: 'n' }, 'renamePlaylist', ['p', 'n']],
  ['playlists.setQuery', { id: 'p', query: some }, 'setPlaylistQuery', ['p', some]],
  ['playlists.remove', { id: 'p' }, 'removePlaylist', ['p']],
  ['playlists.move', { id: 'p', before: null }, 'movePlaylist', ['p', null]],
  ['playlists.add', { id: 'p', clips: ids }, 'addToPlaylist', ['p', ids, null]],
  ['playlists.takeOut', { id: 'p', entries: [1] }, 'takeOutOfPlaylist', ['p', [1]]],
  ['playlists.reorder', { id: 'p', entries: [1], before: 2 }, 'reorderPlaylist', ['p', [1], 2]],
  ['playlists.page', { id: 'p', offset: 0, limit: 9 }, 'playlistPage', ['p', 0, 9]],
  ['playlists.undo', { undo: 'u' }, 'undoPlaylists', ['u']],
  ['names.preview', { template: '{id}' }, 'previewNames', ['{id}']],
  ['library.renamePlan', undefined, 'renamePlan', []],
  ['library.rename', undefined, 'renameLibrary', []],
  ['library.renameBack', undefined, 'renameBack', []],
  ['notices.read', { ids: null }, 'readNotices', [null]],
  ['notices.clear', undefined, 'clearNotices', []],
  ['settings.moveLibrary', { to: '/usb' }, 'moveLibrary', ['/usb']],
  ['settings.useFolder', { to: '/usb' }, 'useFolder', ['/usb']],
])('%s with %j is one call of %s', async (name, input, method, args) => {
  expect(await run(name, input)).toMatchObject({ ok: true });
  expect(calls).toEqual([[method, ...args]]);
});

it.each(['music', './music', '../music'])('moves the library nowhere when told %j', async (to) => {
  for (const name of ['settings.moveLibrary', 'settings.useFolder'] as const)
    expect(await run(name, { to })).toMatchObject({ problem: { code: 'bad_request' } });
  expect(calls).toEqual([]);
});

/** Every field name in a schema, however deep. */
const namesIn = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const { entries, wrapped, item, options, pipe, value } = schema as Record<string, unknown>;
  const fields = Object.entries((entries ?? {}) as Record<string, unknown>);
  const inner = [
    wrapped,
    item,
    value,
    ...[options, pipe].flatMap((list) => (Array.isArray(list) ? list : [])),
  ];
  return [...fields.flatMap(([name, field]) => [name, ...namesIn(field)]), ...inner.flatMap(namesIn)];
};

it('has no answer with a field for the key; only the demo says its own', () => {
  expect(namesIn(commands['key.set'].in)).toEqual(['key']);
  expect(namesIn(commands['library.page'].out)).toContain('hasCover');
  const fields = Object.values(commands).flatMap((command) => namesIn(command.out));
  const suspicious = fields.filter((name) => /key|secret|token|password/i.test(name));
  expect([...new Set(suspicious)].sort()).toEqual(['demoKey', 'keychainName']);
});
