import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ seed: 'control', scenario: 'demo' });
});
afterEach(async () => {
  await simulator.stop();
});

const control = async (method: string, path: string, body?: unknown): Promise<[number, unknown]> => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${simulator.controlUrl}${path}`, init);
  return [response.status, await response.json()];
};

test('does over HTTP what can be done in process', async () => {
  const [status, made] = await control('POST', '/tasks', { type: 'music', title: 'Mine' });
  expect(status).toBe(200);
  const { id } = made as { id: string };
  expect(await control('POST', `/tasks/${id}/finish`)).toEqual([200, { ok: true }]);
  expect(await control('GET', '/tasks')).toMatchObject([200, [{ task_id: id, status: 'success' }]]);
  const [, fault] = await control('POST', '/faults', { on: 'balance', status: 500 });
  expect(await control('DELETE', `/faults/${(fault as { id: number }).id}`)).toEqual([
    200,
    { removed: true },
  ]);
  expect(await control('POST', '/credits', { available: 7 })).toEqual([200, { ok: true }]);
  expect(simulator.world().credits.available).toBe(7);
  expect(await control('POST', '/key/revoke')).toEqual([200, { ok: true }]);
  expect(await control('POST', '/key/allow', { key: 'other' })).toEqual([200, { ok: true }]);
  expect([...simulator.world().keys]).toEqual(['other']);
  expect(await control('POST', '/rate-limit', { perMinute: 5 })).toEqual([200, { ok: true }]);
  expect(await control('POST', '/advance', { ms: 1000 })).toEqual([200, { ok: true }]);
  expect(await control('GET', '/requests')).toEqual([200, []]);
  expect(await control('POST', '/reset')).toEqual([200, { ok: true }]);
  expect(simulator.world().tasks.size).toBe(0);
  expect([...simulator.world().keys]).toEqual([simulator.key]);
});

test('says what is wrong with a request', async () => {
  expect(await control('POST', '/tasks/none/finish')).toEqual([400, { message: 'No task none.' }]);
  expect(await control('POST', '/credits', {})).toEqual([400, { message: 'available must be a number' }]);
  expect((await control('GET', '/nowhere'))[0]).toBe(404);
});

test('is not for web pages', async () => {
  const response = await fetch(`${simulator.controlUrl}/requests`, {
    headers: { origin: 'https://example.com' },
  });
  expect(response.status).toBe(403);
});

test('tasks without words of their own take the songs of the demo, in order', () => {
  const titles = [simulator.createTask(), simulator.createTask({ title: 'Own' }), simulator.createTask()].map(
    ({ clipIds }) => simulator.world().clips.get(clipIds[0] ?? '')?.title,
  );
  expect(titles).toEqual(['Harbour Waltz', 'Own', '夜行列车']);
});

test('tasks made for a test top the account up where it is short', () => {
  simulator.setCredits(4);
  simulator.createTask();
  expect(simulator.world().credits).toMatchObject({ available: 0, frozen: 10, toppedUp: 506 });
});
