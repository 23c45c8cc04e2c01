import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Reply } from '../../src/main/control/protocol.ts';
import { type Errand, reach } from '../../src/main/control/reach.ts';
import { type ControlServer, startControlServer } from '../../src/main/control/server.ts';
import { createFakeLog } from '../fakes/log.ts';

let folder: string;
let place: string;
let servers: ControlServer[];
const log = createFakeLog();
const answer = vi.fn<(ask: Ask) => Promise<Reply>>();

const start = async (more: { patienceMs?: number; longest?: number } = {}): Promise<ControlServer> => {
  const server = await startControlServer({ place, answer, log, ...more });
  servers.push(server);
  return server;
};
const ask = (what: Ask, more: Partial<Errand> = {}) =>
  reach({ place, ask: what, start: null, untilGone: false, patienceMs: 3000, ...more });

/** Sends bytes as they are; resolves with all that comes back. */
const send = (bytes: string | Buffer): Promise<string> =>
  new Promise((resolve) => {
    let got = '';
    const socket = createConnection(place, () => socket.write(bytes));
    socket.on('data', (piece: Buffer) => (got += piece.toString()));
    socket.on('error', () => undefined).on('close', () => resolve(got));
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cliploft-control-'));
  place = join(folder, 'control.sock');
  servers = [];
  answer.mockReset().mockResolvedValue({ kind: 'done' });
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the socket of the running instance', () => {
  it('carries a request and its answer, and is the user’s alone', async () => {
    await start();
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    expect(await ask({ kind: 'open' })).toEqual({ kind: 'answered', reply: { kind: 'done' } });
    expect(answer).toHaveBeenCalledWith({ kind: 'open' });
  });

  it('takes a text as long as the page may paste', async () => {
    await start();
    const text = '音'.repeat(5_000_000);
    expect((await ask({ kind: 'add', text })).kind).toBe('answered');
    expect(answer.mock.calls[0]?.[0]).toEqual({ kind: 'add', text });
  });

  it('answers many at once, each with its own', async () => {
    answer.mockImplementation((what) =>
      Promise.resolve({
        kind: 'added',
        added: [what.kind === 'add' ? what.text : ''],
        known: [],
        rejected: [],
        key: 'ready',
      }),
    );
    await start();
    const texts = Array.from({ length: 20 }, (_, n) => `text ${String(n)}`);
    const outcomes = await Promise.all(texts.map((text) => ask({ kind: 'add', text })));
    expect(
      outcomes.map((one) =>
        one.kind === 'answered' && one.reply.kind === 'added' ? one.reply.added[0] : one,
      ),
    ).toEqual(texts);
  });

  it.each([
    ['garbage', 'GET / HTTP/1.1\r\n\r\n', 'bad_request'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0, 10]), 'bad_request'],
    ['an unknown request', '{"v":1,"ask":{"kind":"eval"}}\n', 'bad_request'],
    ['another version', '{"v":9,"ask":{"kind":"open"}}\n', 'other_version'],
    ['a line that is too long', 'a'.repeat(3000), 'bad_request'],
    ['a line that is too long, with its end', `${'a'.repeat(3000)}\n`, 'bad_request'],
  ])('refuses %s and goes on', async (_name, bytes, code) => {
    await start({ longest: 2000 });
    expect(JSON.parse(await send(bytes))).toEqual({ v: 1, reply: { kind: 'refused', code } });
    expect(answer).not.toHaveBeenCalled();
    expect((await ask({ kind: 'open' })).kind).toBe('answered');
  });

  it('lets go of whoever says nothing', async () => {
    await start({ patienceMs: 50 });
    expect(await send('{"v":1,')).toBe('');
  });

  it('answers a fault of its own, and logs it', async () => {
    answer.mockRejectedValue(new Error('broken inside'));
    await start();
    const reply = { kind: 'refused', code: 'internal' };
    expect(await ask({ kind: 'status' })).toEqual({ kind: 'answered', reply });
    expect(log.text()).toContain('broken inside');
  });

  it('takes the place of a socket that a killed run left', async () => {
    const left = createServer().listen(place);
    await vi.waitFor(() => expect(left.listening).toBe(true));
    // As after kill -9: nobody listens, and the file is still there.
    const { rename } = await import('node:fs/promises');
    await rename(place, `${place}.kept`);
    left.close();
    await rename(`${place}.kept`, place);
    expect(await ask({ kind: 'status' })).toEqual({ kind: 'nobody' });
    await start();
    expect((await ask({ kind: 'status' })).kind).toBe('answered');
  });

  it('leaves one at which somebody answers to that one', async () => {
    await start();
    await expect(start()).rejects.toThrow('another process answers there');
    expect((await ask({ kind: 'status' })).kind).toBe('answered');
  });

  it('leaves alone what is no socket', async () => {
    await writeFile(place, 'mine');
    await expect(start()).rejects.toThrow('no socket');
    expect(await readFile(place, 'utf8')).toBe('mine');
  });

  it('is gone when it has stopped, and not before does a quit come back', async () => {
    const server = await start();
    let stopped = false;
    answer.mockImplementation(() => {
      setImmediate(() => void server.stop().then(() => (stopped = true)));
      return Promise.resolve({ kind: 'done' });
    });
    expect((await ask({ kind: 'quit' }, { untilGone: true })).kind).toBe('answered');
    await vi.waitFor(() => expect(stopped).toBe(true));
    expect(await ask({ kind: 'open' })).toEqual({ kind: 'nobody' });
  });
});

describe('an instance that does not answer as it should', () => {
  let server: Server;
  /** Listens at the place, and does this with each connection. */
  const listen = async (work: (socket: Socket) => void): Promise<void> => {
    server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined).resume();
      work(socket);
    });
    await new Promise<void>((resolve) => server.listen(place, resolve));
  };
  afterEach(() => void server.close());
  const done = '{"v":1,"reply":{"kind":"done"}}';

  it.each<[string, (socket: Socket) => void]>([
    ['says something else', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')],
    ['says it in another version', (socket) => socket.end('{"v":2,"reply":{"kind":"done"}}\n')],
    ['leaves out what belongs to it', (socket) => socket.end('{"v":1,"reply":{"kind":"added"}}\n')],
    [
      'gives a status of other types',
      (socket) => socket.end('{"v":1,"reply":{"kind":"status","status":{}}}\n'),
    ],
    ['stops within the line', (socket) => socket.end(done)],
    ['says an empty line first', (socket) => socket.end(`\n${done}\n`)],
    ['closes without a word', (socket) => socket.end()],
    ['breaks off', (socket) => socket.destroy()],
    ['never says a word', () => undefined],
  ])('is silent where it %s', async (_how, work) => {
    await listen(work);
    expect(await ask({ kind: 'open' }, { patienceMs: 300 })).toEqual({ kind: 'silent' });
  });

  it('is silent where its line has no end', async () => {
    const piece = Buffer.alloc(1_000_000, 'a');
    await listen((socket) => {
      const pour = (): void => {
        while (socket.writable && socket.write(piece));
        socket.once('drain', pour);
      };
      pour();
    });
    expect(await ask({ kind: 'open' }, { patienceMs: 20_000 })).toEqual({ kind: 'silent' });
  });

  it('is heard where it answers a sign at a time, and says more after the line', async () => {
    await listen((socket) => {
      const line = `${done}\nand more`;
      const say = (at: number): void => {
        if (at === line.length) socket.end();
        else socket.write(line.charAt(at), () => setImmediate(say, at + 1));
      };
      say(0);
    });
    expect(await ask({ kind: 'open' })).toEqual({ kind: 'answered', reply: { kind: 'done' } });
  });

  it('is waited for no longer than that, where it is to end and does not', async () => {
    await listen((socket) => socket.end(`${done}\n`));
    expect(await ask({ kind: 'quit' }, { untilGone: true, patienceMs: 300 })).toEqual({ kind: 'silent' });
  });
});

describe('starting an instance', () => {
  const node = process.execPath;

  it('says that none runs, where none is to be started', async () => {
    expect(await ask({ kind: 'status' })).toEqual({ kind: 'nobody' });
  });

  it('waits until the one it started answers', async () => {
    const reply = JSON.stringify({ v: 1, reply: { kind: 'done' } });
    const script = `require('net').createServer((s) => { s.end(${JSON.stringify(`${reply}\n`)}); s.on('close', () => process.exit()); s.resume(); }).listen(process.argv[1])`;
    const starter = { command: node, args: ['-e', script, place] };
    expect(await ask({ kind: 'open' }, { start: starter })).toEqual({
      kind: 'answered',
      reply: { kind: 'done' },
    });
  });

  it.each([
    ['ends with a fault', node, ['-e', 'process.exit(1)']],
    ['is no program', '/nowhere/cliploft', []],
  ])('says so at once when it %s', async (_name, command, args) => {
    expect(await ask({ kind: 'open' }, { start: { command, args } })).toEqual({ kind: 'not_started' });
  });

  it('is not waited for without end', async () => {
    const outcome = await ask(
      { kind: 'open' },
      { start: { command: node, args: ['-e', ''] }, patienceMs: 200 },
    );
    expect(outcome).toEqual({ kind: 'not_started' });
  });
});
