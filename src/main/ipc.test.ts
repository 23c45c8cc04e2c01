import type { IpcMainInvokeEvent } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { createFakeLog } from '../../tests/fakes/log.ts';
import { channels } from '../shared/channels.ts';
import { Fault } from '../shared/fault.ts';
import { ok } from '../shared/problem.ts';
import { answer, type Handlers, registerIpc } from './ipc.ts';

const page = 'app://cliploft/index.html';
const handled = vi.fn();
const handlers = {
  'tasks.stop': (input: unknown) => {
    handled(input);
    return ok(undefined);
  },
  'key.forget': () => {
    throw new Error('a fault of ours');
  },
  'tasks.forget': () => {
    throw new Fault({ code: 'disk_full', detail: 'ENOSPC' });
  },
} as unknown as Handlers;

let log: ReturnType<typeof createFakeLog>;
beforeEach(() => {
  handled.mockClear();
  log = createFakeLog();
});

const options = () => ({
  handlers,
  log,
  isOurPage: (id: number, url: string) => id === 1 && url.startsWith('app://cliploft/'),
});
/** An event as Electron hands it over, from our page's main frame unless told otherwise. */
const event = (more: { id?: number; url?: string; inFrame?: boolean; noFrame?: boolean } = {}) =>
  ({
    sender: { id: more.id ?? 1 },
    senderFrame: more.noFrame ? null : { url: more.url ?? page, parent: more.inFrame ? {} : null },
  }) as unknown as IpcMainInvokeEvent;
const refused = { ok: false, problem: expect.objectContaining({ code: 'bad_request' }) as unknown };

it('hands a good message on, and gives the answer back', async () => {
  expect(await answer(options(), event(), 'tasks.stop', { ids: ['a'] })).toEqual(ok(undefined));
  expect(handled).toHaveBeenCalledExactlyOnceWith({ ids: ['a'] });
});

it.each([
  ['another window', { id: 2 }],
  ['another page', { url: 'https://evil.test/' }],
  ['a page that is named like ours', { url: 'app://cliploft.evil.test/' }],
  ['a frame in our page', { inFrame: true }],
  ['a frame that is gone', { noFrame: true }],
])('refuses %s', async (_name, from) => {
  expect(await answer(options(), event(from), 'tasks.stop', { ids: ['a'] })).toEqual(refused);
  expect(handled).not.toHaveBeenCalled();
  expect(log.lines.map((line) => line.level)).toEqual(['warn']);
});

it.each(['no.such', '', 'constructor', '__proto__', 'toString', 7, null, undefined, ['tasks.stop']])(
  'knows no command %j',
  async (name) => {
    expect(await answer(options(), event(), name, { ids: [] })).toEqual(refused);
  },
);

it.each([undefined, null, {}, { ids: 'a' }, { ids: [1] }, { ids: [''] }, { ids: ['x'.repeat(201)] }])(
  'refuses the input %j, and does not write it to the log',
  async (input) => {
    expect(await answer(options(), event(), 'tasks.stop', input)).toEqual(refused);
    expect(handled).not.toHaveBeenCalled();
    expect(log.lines).toEqual([
      { level: 'warn', event: expect.any(String) as unknown, fields: { command: 'tasks.stop' } },
    ]);
  },
);

it('drops what the schema does not know', async () => {
  await answer(options(), event(), 'tasks.stop', { ids: ['a'], path: '/etc/passwd' });
  expect(handled).toHaveBeenCalledExactlyOnceWith({ ids: ['a'] });
});

it('turns a handler that throws into a problem, and notes where', async () => {
  expect(await answer(options(), event(), 'key.forget', undefined)).toEqual({
    ok: false,
    problem: { code: 'internal', detail: 'a fault of ours' },
  });
  expect(log.lines[0]?.fields['command']).toBe('key.forget');
});

it('says what the world refused, and notes it', async () => {
  expect(await answer(options(), event(), 'tasks.forget', { ids: ['a'] })).toEqual({
    ok: false,
    problem: { code: 'disk_full', detail: 'ENOSPC' },
  });
  expect(log.lines[0]?.fields['command']).toBe('tasks.forget');
});

it('listens on one channel', async () => {
  const handle = vi.fn<(name: string, run: (...args: unknown[]) => unknown) => void>();
  registerIpc({ ...options(), ipcMain: { handle } });
  expect(handle.mock.calls.map(([name]) => name)).toEqual([channels.command]);
  expect(await handle.mock.calls[0]?.[1](event(), 'tasks.stop', { ids: [] })).toEqual(ok(undefined));
});
