import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBuffer } from 'music-metadata';
import { startSimulator, type Simulator } from './simulator.ts';

let simulator: Simulator;
let time = 0;

beforeEach(async () => {
  time = Date.UTC(2026, 10, 23, 12);
  simulator = await startSimulator({ seed: 'tests', taskSeconds: 8, songSeconds: [2, 3], now: () => time });
});
afterEach(async () => {
  await simulator.stop();
});

interface Reply {
  status: number;
  headers: Headers;
  code: number;
  message?: string;
  // The shapes are what these tests are about, so they are read as they come.
  data: Record<string, unknown>;
}

const call = async (
  path: string,
  init: RequestInit = {},
  key: string | null = simulator.key,
): Promise<Reply> => {
  const headers = { 'content-type': 'application/json', ...(key === null ? {} : { 'x-api-key': key }) };
  const response = await fetch(`${simulator.apiUrl}${path}`, { ...init, headers });
  const body = (await response.json()) as { code: number; message?: string; data?: Record<string, unknown> };
  return { status: response.status, headers: response.headers, ...body, data: body.data ?? {} };
};
const post = (model: string, type: string, input: unknown): Promise<Reply> =>
  call('/task', { method: 'POST', body: JSON.stringify({ model, task_type: type, input }) });
const outputOf = (reply: Reply): Record<string, unknown> => reply.data['output'] as Record<string, unknown>;
const clipsOf = (reply: Reply): Record<string, unknown>[] =>
  outputOf(reply)['result'] as Record<string, unknown>[];
const balance = async (): Promise<unknown> => (await call('/account/balance')).data;

describe('a task', () => {
  test('goes from pending through running to success, and its credits with it', async () => {
    const created = await post('suno', 'music', { gpt_description_prompt: 'A slow harbour waltz' });
    expect(created.status).toBe(202);
    expect(created.code).toBe(202);
    expect(Object.keys(created.data)).toEqual(['task_id', 'type', 'status', 'credits_charged', 'created_at']);
    expect(created.data).toMatchObject({ type: 'music', status: 'pending', credits_charged: 10 });
    expect(await balance()).toEqual({ available: 490, frozen: 10, total: 500 });

    const path = `/task/${String(created.data['task_id'])}`;
    expect((await call(path)).data).toMatchObject({ status: 'pending', output: null, completed_at: null });
    time += 4000;
    expect((await call(path)).data).toMatchObject({
      status: 'running',
      output: { task_type: 'music', status: 'processing', progress: '50%', fail_reason: null, result: null },
    });
    time += 4000;
    const done = await call(path);
    expect(done.data).toMatchObject({
      status: 'success',
      credits_cost: 10,
      input: { gpt_description_prompt: 'A slow harbour waltz' },
      error: null,
      created_at: '2026-11-23T12:00:00.000Z',
      completed_at: '2026-11-23T12:00:08.000Z',
      output: { status: 'completed', progress: '100%' },
    });
    expect(clipsOf(done)).toHaveLength(2);
    expect(await balance()).toEqual({ available: 490, frozen: 0, total: 490 });
    expect((await call('/account/usage')).data).toEqual({
      tasks_created: 1,
      credits_used: 10,
      credits_topped_up: 500,
    });
  });

  test.each(['failure', 'timeout'] as const)(
    'that ends in %s is HTTP 200 and costs nothing',
    async (status) => {
      const { id } = simulator.createTask({ status, error: 'No luck' });
      simulator.finish(id);
      const reply = await call(`/task/${id}`);
      expect(reply.status).toBe(200);
      expect(reply.data).toMatchObject({ status, error: 'No luck', credits_cost: 10 });
      expect(reply.data['completed_at']).toBe('2026-11-23T12:00:00.000Z');
      expect(reply.data['output']).toEqual(
        status === 'timeout'
          ? null
          : { task_type: 'music', status: 'failed', progress: null, fail_reason: 'No luck', result: null },
      );
      expect(await balance()).toEqual({ available: 500, frozen: 0, total: 500 });
    },
  );

  test.each([
    ['suno', 'lyrics', { prompt: 'the sea' }, 5],
    ['suno', 'upload', { url: 'https://example.com/a/demo.mp3?x=1' }, 1],
    ['suno', 'concat', { clip_id: 'c' }, 5],
    ['udio', 'music', { prompt: 'dusty folk' }, 5],
  ])('%s %s has a price and a result of its own', async (model, type, input, price) => {
    const created = await post(model, type, input);
    expect(created.data['credits_charged']).toBe(price);
    simulator.finish(String(created.data['task_id']));
    const result = outputOf(await call(`/task/${String(created.data['task_id'])}`))['result'];
    if (type === 'music') expect(result).toHaveLength(2);
    else expect(result).toMatchObject({ status: 'complete', title: expect.stringMatching(/./) as string });
    if (type === 'lyrics')
      expect(result).toMatchObject({ text: expect.stringContaining('[Verse]') as string });
    if (type === 'upload') expect(result).toMatchObject({ title: 'demo.mp3', metadata: { type: 'upload' } });
    if (type === 'concat') expect(result).toMatchObject({ metadata: { concat_history: [{ id: 'c' }] } });
  });

  test('shows what a test wants to see', async () => {
    const { id, clipIds } = simulator.createTask({
      clip: [{ id: 'odd id', title: '../../etc/passwd', audioUrl: '', duration: null }],
      statusText: 'paused',
      extra: { mood: 'blue' },
    });
    expect(clipIds).toEqual(['odd id']);
    simulator.finish(id);
    const reply = await call(`/task/${id}`);
    expect(reply.data).toMatchObject({ status: 'paused', mood: 'blue' });
    expect(clipsOf(reply)).toMatchObject([
      { id: 'odd id', title: '../../etc/passwd', audio_url: '', metadata: { duration: null } },
    ]);
  });
});

describe('errors', () => {
  test('in the documented words', async () => {
    const theirs = simulator.createTask({ key: 'somebody-else' }).id;
    const cases: [Promise<Reply>, number, string][] = [
      [call('/account/balance', {}, null), 401, 'Missing x-api-key header'],
      [call('/account/balance', {}, 'wrong'), 401, 'Invalid API key'],
      [call('/task/nothing'), 404, 'Task not found'],
      [call('/task/%E0%A4%A'), 404, 'Task not found'],
      [call(`/task/${theirs}`), 404, 'Task not found'],
      [call('/task', { method: 'POST', body: '{' }), 400, 'Missing required fields: model, task_type, input'],
    ];
    for (const [reply, status, message] of cases) {
      expect(await reply).toMatchObject({ status, code: status, message });
    }
    simulator.setCredits(3);
    expect(await post('suno', 'music', { prompt: 'x' })).toMatchObject({
      status: 402,
      message: 'Insufficient credits: available 3, required 10',
    });
  });

  test('429 comes with Retry-After, and Remaining comes always', async () => {
    simulator.setRateLimit(1);
    expect((await call('/account/balance')).headers.get('x-ratelimit-remaining')).toBe('0');
    time += 30_000;
    const refused = await call('/account/usage');
    expect(refused).toMatchObject({ status: 429, message: 'Rate limit exceeded. Try again in 30 seconds.' });
    expect(refused.headers.get('retry-after')).toBe('30');
    simulator.advance(30_000);
    expect((await call('/account/usage')).status).toBe(200);
  });

  test('a revoked key is let in no more, a new one has the old tasks', async () => {
    const { id } = simulator.createTask();
    simulator.revokeKey();
    expect((await call(`/task/${id}`)).status).toBe(401);
    simulator.allowKey('fresh');
    expect((await call(`/task/${id}`, {}, 'fresh')).status).toBe(200);
    expect((await call(`/task/${id}`)).status).toBe(401);
  });
});

test('one seed, one world', async () => {
  const look = async (seed: string): Promise<unknown> => {
    const other = await startSimulator({ seed, taskSeconds: 0, songSeconds: [2, 3] });
    const made = other.createTask();
    const audio = await (await fetch(`${other.mediaUrl}/${made.clipIds[0] ?? ''}.mp3`)).arrayBuffer();
    await other.stop();
    return [made, createHash('sha256').update(Buffer.from(audio)).digest('hex')];
  };
  expect(await look('one')).toEqual(await look('one'));
  expect(await look('one')).not.toEqual(await look('two'));
});

test('the audio lasts what the metadata says', async () => {
  const { id } = simulator.createTask({ seconds: 0 });
  for (const clip of clipsOf(await call(`/task/${id}`))) {
    const response = await fetch(String(clip['audio_url']));
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    const { format } = await parseBuffer(Buffer.from(await response.arrayBuffer()), {}, { duration: true });
    expect((clip['metadata'] as { duration: number }).duration).toBeCloseTo(format.duration ?? 0, 3);
    expect((await fetch(String(clip['image_url']))).headers.get('content-type')).toBe('image/png');
  }
});

test('it can go away and come back on the same ports, with the same world', async () => {
  const { id } = simulator.createTask();
  await simulator.stop();
  await expect(call(`/task/${id}`)).rejects.toThrow();
  await simulator.resume();
  expect((await call(`/task/${id}`)).status).toBe(200);
});

test('it comes back as soon as somebody lets go of a port that was its own', async () => {
  const port = Number(new URL(simulator.apiUrl).port);
  const { id } = simulator.createTask();
  await simulator.stop();
  const other = createServer();
  await new Promise<void>((ready) => other.listen(port, '127.0.0.1', ready));
  const back = simulator.resume();
  // It was refused by then, for it asks at once.
  await new Promise((turn) => setImmediate(turn));
  await new Promise((closed) => other.close(closed));
  await back;
  expect((await call(`/task/${id}`)).status).toBe(200);
});
