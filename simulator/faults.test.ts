import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';

let simulator: Simulator;
let url = '';
let clip = '';
let task = '';

beforeEach(async () => {
  simulator = await startSimulator({ seed: 'faults', taskSeconds: 0, songSeconds: [1, 1] });
  const made = simulator.createTask();
  task = made.id;
  clip = made.clipIds[0] ?? '';
  url = `${simulator.mediaUrl}/${clip}.mp3`;
});
afterEach(async () => {
  await simulator.stop();
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${simulator.apiUrl}${path}`, { ...init, headers: { 'x-api-key': simulator.key } });
const size = async (response: Promise<Response>): Promise<number> =>
  (await (await response).arrayBuffer()).byteLength;

describe('faults of the API', () => {
  test('strike their route as often as they should, then no more', async () => {
    simulator.setFault({ on: 'get', after: 1, times: 1, status: 429, headers: { 'Retry-After': '7' } });
    expect((await ask('/account/balance')).status).toBe(200);
    expect((await ask(`/task/${task}`)).status).toBe(200);
    const struck = await ask(`/task/${task}`);
    expect([struck.status, struck.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await ask(`/task/${task}`)).status).toBe(200);
  });

  test('strike one task only, until removed', async () => {
    const other = simulator.createTask().id;
    const remove = simulator.setFault({ on: 'get', task, status: 502, body: '<html>Bad gateway</html>' });
    const struck = await ask(`/task/${task}`);
    expect(struck.status).toBe(502);
    expect(struck.headers.get('content-type')).toContain('text/html');
    expect(await struck.text()).toBe('<html>Bad gateway</html>');
    expect((await ask(`/task/${other}`)).status).toBe(200);
    remove();
    expect((await ask(`/task/${task}`)).status).toBe(200);
  });

  test('break the connection, also after the task was made', async () => {
    simulator.setFault({ on: 'create', reset: true, created: true, times: 1 });
    const body = JSON.stringify({ model: 'suno', task_type: 'music', input: { prompt: 'x' } });
    const before = simulator.world().tasks.size;
    await expect(ask('/task', { method: 'POST', body })).rejects.toThrow();
    expect(simulator.world().tasks.size).toBe(before + 1);
  });

  test('keep one waiting for ever', async () => {
    simulator.setFault({ on: 'api', hang: true });
    const waiting = ask('/account/balance').then(
      () => 'answered',
      () => 'broken off',
    );
    await expect.poll(() => simulator.requests().length).toBe(1);
    expect(simulator.requests()[0]?.status).toBeNull();
    await simulator.stop();
    expect(await waiting).toBe('broken off');
  });

  test('only add headers to a good answer', async () => {
    simulator.setFault({ on: 'balance', headers: { 'X-RateLimit-Remaining': '2' } });
    const reply = await ask('/account/balance');
    expect([reply.status, reply.headers.get('x-ratelimit-remaining')]).toEqual([200, '2']);
  });
});

describe('media', () => {
  test('comes whole or by ranges, like from a CDN', async () => {
    const whole = await fetch(url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-length')).toBe(String(bytes.length));
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const etag = whole.headers.get('etag') ?? '';
    const rest = await fetch(url, { headers: { range: 'bytes=100-', 'if-range': etag } });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe(`bytes 100-${bytes.length - 1}/${bytes.length}`);
    expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(100))).toBe(true);
    const beyond = await fetch(url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
    expect((await fetch(`${simulator.mediaUrl}/nothing.mp3`)).status).toBe(404);
  });

  test('refuses whoever brings the key along, and remembers it', async () => {
    expect((await fetch(url, { headers: { 'x-api-key': simulator.key } })).status).toBe(400);
    expect(simulator.requests()).toMatchObject([{ server: 'media', key: 'good', status: 400 }]);
    expect(JSON.stringify(simulator.requests())).not.toContain(simulator.key);
  });

  test('is cut short, or promises more than it has', async () => {
    simulator.setFault({ on: 'audio', clip, cutAfter: 500, times: 1 });
    await expect(size(fetch(url))).rejects.toThrow();
    simulator.setFault({ on: 'audio', clip, wrongLength: 900_000, times: 1 });
    await expect(size(fetch(url))).rejects.toThrow();
    expect(await size(fetch(url))).toBeGreaterThan(5000);
  });

  test('has no length, no ranges, another tag each time', async () => {
    simulator.setFault({ on: 'media', noLength: true, ignoreRanges: true, changeEtag: true });
    const first = await fetch(url, { headers: { range: 'bytes=10-' } });
    const second = await fetch(url);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-length')).toBeNull();
    expect(first.headers.get('etag')).not.toBe(second.headers.get('etag'));
    expect(await size(Promise.resolve(first))).toBe(await size(Promise.resolve(second)));
  });

  test('is another song each time, of the same length, under an ETag and a date of its own', async () => {
    const fault = { on: 'audio' as const, changeFile: true };
    simulator.setFault(fault);
    const replies = [await fetch(url), await fetch(url)];
    const bytes = await Promise.all(replies.map(async (reply) => Buffer.from(await reply.arrayBuffer())));
    const [own, ...others] = simulator.audio(clip);
    expect(bytes).toEqual(others);
    expect(new Set([own, ...others].map((song) => song?.toString('hex'))).size).toBe(3);
    expect(new Set(simulator.audio(clip).map((song) => song.length)).size).toBe(1);
    for (const name of ['etag', 'last-modified'])
      expect(replies[0]?.headers.get(name)).not.toBe(replies[1]?.headers.get(name));
    expect(simulator.strikes(fault)).toBe(2);
  });

  test('gives a range of another file where it knows no If-Range', async () => {
    const date = (await fetch(url)).headers.get('last-modified') ?? '';
    const ask = (): Promise<Response> => fetch(url, { headers: { range: 'bytes=100-', 'if-range': date } });
    simulator.setFault({ on: 'audio', changeFile: true, times: 1 });
    expect((await ask()).status).toBe(200);
    simulator.setFault({ on: 'audio', changeFile: true, ignoreIfRange: true, noEtag: true });
    const rest = await ask();
    expect([rest.status, rest.headers.get('etag')]).toEqual([206, null]);
    const other = simulator.audio(clip).at(-1)?.subarray(100);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(other);
    expect(simulator.requests().at(-1)).toMatchObject({ range: 'bytes=100-', ifRange: date });
  });

  test('is a web page, or nothing at all', async () => {
    simulator.setFault({ on: 'audio', notAudio: true, times: 1 });
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    expect(await page.text()).toContain('<!doctype html>');
    simulator.setFault({ on: 'audio', empty: true, times: 1 });
    expect(await size(fetch(url))).toBe(0);
  });

  test('comes slowly, and whole', async () => {
    const bytes = await size(fetch(url));
    simulator.setFault({ on: 'audio', bytesPerSecond: bytes * 5, times: 1 });
    expect(await size(fetch(url))).toBe(bytes);
  });

  test('links die, and the task gives new ones', async () => {
    const link = async (): Promise<string> => {
      const reply = (await (await ask(`/task/${task}`)).json()) as {
        data: { output: { result: { audio_url: string }[] } };
      };
      return reply.data.output.result[0]?.audio_url ?? '';
    };
    const old = await link();
    simulator.expireLinks(task);
    expect((await fetch(old)).status).toBe(403);
    const fresh = await link();
    expect((await fetch(fresh)).status).toBe(200);
    expect((await fetch(old)).status).toBe(403);
  });
});
