import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../../tests/fakes/bridge.ts';
import { sampleTask } from '../../../tests/fakes/sample-tasks.ts';
import { fail, ok } from '../../shared/problem.ts';
import { AppState } from './app.svelte.ts';

const now = Date.UTC(2026, 10, 23, 20, 0, 0);

/** Lets every promise that is settled be followed up. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const connected = async (seed: Parameters<typeof createFakeBridge>[0] = {}) => {
  const fake = createFakeBridge({ now, ...seed });
  const app = new AppState(fake.bridge);
  const stop = app.connect();
  await settle();
  return { fake, app, stop };
};

describe('the state of the page', () => {
  it('is the snapshot first', async () => {
    const { app, fake } = await connected();
    expect(app.ready).toBe(true);
    expect(app.tasks.size).toBe(fake.state().tasks.length);
    expect(app.session).toEqual(fake.state().session);
  });

  it('follows pushes: slices whole, tasks one by one, those gone removed', async () => {
    const { app, fake } = await connected();
    const [first, second] = app.tasksNewestFirst;
    fake.push({
      slices: { online: false },
      tasks: [{ ...sampleTask(0, now), progress: 99 }],
      gone: [second?.id ?? ''],
    });
    expect(app.online).toBe(false);
    expect(app.tasks.get(first?.id ?? '')?.progress).toBe(99);
    expect(app.tasks.has(second?.id ?? '')).toBe(false);
    expect(fake.callsOf('app.snapshot')).toHaveLength(1);
  });

  it('asks for everything again after a gap, and is right afterwards', async () => {
    const { app, fake } = await connected();
    fake.lose({ slices: { online: false } });
    fake.push({ tasks: [sampleTask(50, now)] });
    await settle();
    expect(fake.callsOf('app.snapshot')).toHaveLength(2);
    expect(app.online).toBe(false);
    expect(app.tasks.has(sampleTask(50, now).id)).toBe(true);
  });

  it('ignores a push that it has already seen', async () => {
    const { app, fake } = await connected();
    fake.push({ slices: { online: false } });
    const { revision } = fake.state();
    fake.pushRaw({ revision, slices: { online: true }, tasks: [], gone: [] });
    await settle();
    expect(app.online).toBe(false);
    expect(fake.callsOf('app.snapshot')).toHaveLength(1);
  });

  it('keeps pushes that arrive while the snapshot is on its way', async () => {
    const fake = createFakeBridge({ now });
    const early = fake.state();
    let answer: () => void = () => undefined;
    fake.answer('app.snapshot', () => new Promise((done) => (answer = () => done(ok(early)))));
    const app = new AppState(fake.bridge);
    app.connect();
    await settle();
    fake.push({ slices: { online: false } });
    fake.push({ tasks: [sampleTask(51, now)] });
    answer();
    await settle();
    expect(app.online).toBe(false);
    expect(app.tasks.has(sampleTask(51, now).id)).toBe(true);
    expect(fake.callsOf('app.snapshot')).toHaveLength(1);
  });

  it('says why it has nothing, and tries again when asked', async () => {
    const fake = createFakeBridge({ now });
    fake.answer('app.snapshot', () => fail('internal', { detail: 'broken' }));
    const app = new AppState(fake.bridge);
    app.connect();
    await settle();
    expect(app.ready).toBe(false);
    expect(app.problem?.detail).toBe('broken');
    fake.answer('app.snapshot', () => ok(fake.state()));
    await app.load();
    expect(app.ready).toBe(true);
    expect(app.problem).toBeNull();
  });

  it('lists tasks newest first, whatever order they came in', async () => {
    const { app, fake } = await connected();
    fake.push({ tasks: [{ ...sampleTask(60, now), addedAt: now + 1 }] });
    expect(app.tasksNewestFirst[0]?.id).toBe(sampleTask(60, now).id);
    const times = app.tasksNewestFirst.map((task) => task.addedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('hears nothing any more once it is stopped', async () => {
    const { app, fake, stop } = await connected();
    stop();
    fake.push({ slices: { online: false } });
    expect(app.online).toBe(true);
  });
});
