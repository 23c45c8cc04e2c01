import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { createFakeSoundMeter, type FakeSoundMeter, someSound } from '../../../tests/fakes/sound-meter.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import { createClipStore } from '../library/clip-store.ts';
import type { Sql } from '../ports.ts';
import { createMeasuring, type Measuring } from './measuring.ts';
import { createSoundStore } from './sound-store.ts';

let clock: FakeClock;
let sql: Sql;
let meter: FakeSoundMeter;
let measuring: Measuring;
let told: number;
let gone: Set<string>;
const state = { busy: false, held: false, blocked: false };

/** A clip whose place in time is its number. */
const add = (n: number, sha256 = `hash-${n}`): void =>
  createClipStore(sql).add({
    ...{ id: `clip-${n}`, taskId: `task-${n}`, type: 'music', title: '', style: '', model: '', duration: 30 },
    ...{ createdAt: n * 1000, savedAt: 0, position: 0, audio: `${n}.mp3`, cover: null, mime: 'audio/mpeg' },
    ...{ bytes: 1, sha256, audioSha256: null, lyrics: '' },
    provenance: { input: null, taskModel: null, credits: null, taskCreatedAt: null, taskCompletedAt: null },
  });
const open = (): Measuring =>
  createMeasuring({
    ...{ clock, log: createFakeLog(), meter, sounds: createSoundStore(sql) },
    files: { join: (...parts) => parts.join('/'), size: async (path) => (gone.has(path) ? null : 1) },
    libraryFolder: () => '/music',
    isBusy: () => state.busy,
    isHeld: () => state.held,
    isBlocked: () => state.blocked,
    onChange: () => (told += 1),
  });
const asked = (): string[] => meter.asked.map((path) => path.slice('/music/'.length, -'.mp3'.length));

beforeEach(() => {
  clock = createFakeClock();
  sql = memorySql();
  migrate(sql);
  meter = createFakeSoundMeter();
  Object.assign(state, { busy: false, held: false, blocked: false });
  told = 0;
  gone = new Set();
  [1, 2, 3].forEach((n) => add(n));
  measuring = open();
});

describe('in the background', () => {
  it('measures all that was saved before, newest first, one at a time, and then rests', async () => {
    measuring.start();
    await clock.advance(4000);
    expect(asked()).toEqual([]);
    await clock.advance(1000);
    expect(asked()).toEqual(['3']);
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '2', '1']);
    expect([told, measuring.version(), clock.pending()]).toEqual([3, 3, 0]);
    expect(measuring.soundOf('clip-1')).toEqual({
      ...{ state: 'measured', bars: someSound.bars, loudness: -12, peak: -0.5 },
    });
  });

  it('rests twice as long as the last one took', async () => {
    meter.hold();
    measuring.start();
    await clock.advance(5000);
    await clock.advance(4000);
    meter.finish();
    await clock.advance(7900);
    expect(asked()).toEqual(['3']);
    await clock.advance(200);
    expect(asked()).toEqual(['3', '2']);
  });

  it('does not count a clock that was set as time that was taken', async () => {
    meter.hold();
    measuring.start();
    await clock.advance(5000);
    clock.jump(90 * 24 * 3_600_000);
    meter.finish();
    await clock.advance(120_001);
    expect(asked()).toEqual(['3', '2']);
  });

  it('measures nothing twice: not after a start, and what a file is to blame for neither', async () => {
    meter.set((path) => (path.endsWith('2.mp3') ? { code: 'no_decoder', detail: 'audio/flac' } : someSound));
    measuring.start();
    await clock.advance(60_000);
    await measuring.stop();
    const again = open();
    again.start();
    again.again();
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '2', '1']);
    expect(again.soundOf('clip-2')).toEqual({
      ...{ state: 'failed', problem: { code: 'no_decoder', detail: 'audio/flac' } },
    });
  });

  it('measures a clip anew whose file is another one, also where the old could not be', async () => {
    meter.set(() => ({ code: 'bad_audio' }));
    measuring.start();
    await clock.advance(60_000);
    add(2, 'another');
    expect(measuring.soundOf('clip-2')).toEqual({ state: 'due' });
    meter.set(() => someSound);
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '2', '1', '2']);
    expect(measuring.soundOf('clip-2')?.state).toBe('measured');
    expect(measuring.soundOf('clip-1')?.state).toBe('failed');
  });

  it('passes over what the world keeps from it, and tries that again when told', async () => {
    gone.add('/music/3.mp3');
    meter.set((path) => (path.endsWith('2.mp3') ? { code: 'file_locked' } : someSound));
    measuring.start();
    await clock.advance(60_000);
    expect(asked()).toEqual(['2', '1']);
    expect([clock.pending(), measuring.version()]).toEqual([0, 1]);
    gone.clear();
    meter.set(() => someSound);
    measuring.again();
    await clock.advance(60_000);
    expect(asked()).toEqual(['2', '1', '3', '2']);
    expect(measuring.soundOf('clip-3')?.state).toBe('measured');
  });

  it('leaves out what was removed, and forgets what is gone for good', async () => {
    sql.run("UPDATE clips SET removed_at = 1 WHERE id = 'clip-2'");
    measuring.start();
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '1']);
    expect(measuring.soundOf('clip-2')).toBeNull();
    sql.run('DELETE FROM clips');
    expect(sql.all('SELECT * FROM sounds')).toEqual([]);
  });

  it('makes up for a measurement that was lost', async () => {
    measuring.start();
    await clock.advance(60_000);
    sql.run("DELETE FROM sounds WHERE clip_id = 'clip-2'");
    measuring.again();
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '2', '1', '2']);
  });
});

describe('politeness', () => {
  it('waits while clips are being saved, but not with what somebody waits for', async () => {
    state.busy = true;
    measuring.start();
    await clock.advance(60_000);
    expect(asked()).toEqual([]);
    expect(measuring.soundOf('clip-1')).toEqual({ state: 'due' });
    measuring.first('clip-2');
    await clock.advance(60_000);
    expect(asked()).toEqual(['2', '1']);
    state.busy = false;
    await clock.advance(60_000);
    expect(asked()).toEqual(['2', '1', '3']);
  });

  it('waits with everything while files are moved', async () => {
    state.held = true;
    measuring.start();
    measuring.first('clip-1');
    await clock.advance(60_000);
    expect(asked()).toEqual([]);
    state.held = false;
    await clock.advance(1000);
    expect(asked()).toEqual(['1']);
  });

  it('waits without looking again where the folder is gone, until it is told', async () => {
    state.blocked = true;
    measuring.start();
    await clock.advance(60_000);
    expect([asked(), clock.pending()]).toEqual([[], 0]);
    state.blocked = false;
    measuring.again();
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '2', '1']);
  });

  it('calls off what is under way at the end, and leaves it due', async () => {
    meter.hold();
    measuring.start();
    await clock.advance(5000);
    await measuring.stop();
    await clock.advance(60_000);
    expect([asked(), told, clock.pending()]).toEqual([['3'], 0, 0]);
    expect(measuring.soundOf('clip-3')).toEqual({ state: 'due' });
    expect(sql.all('SELECT * FROM sounds')).toEqual([]);
  });

  it('keeps nothing where the database refuses, and goes on', async () => {
    sql.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON sounds WHEN NEW.clip_id = 'clip-3' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    measuring.start();
    await clock.advance(60_000);
    expect(asked()).toEqual(['3', '2', '1']);
    expect([measuring.version(), measuring.soundOf('clip-3')]).toEqual([2, { state: 'due' }]);
  });
});

it('knows what is due from a short index, without a look at the clips that are not', () => {
  const plan = (query: string): string =>
    sql
      .all(`EXPLAIN QUERY PLAN ${query}`)
      .map((row) => String(row['detail']))
      .join();
  const seen: string[] = [];
  const spied: Sql = {
    ...sql,
    all(query, params) {
      seen.push(query);
      return sql.all(query, params);
    },
  };
  createSoundStore(spied).nextDue(null);
  expect(plan((seen[0] ?? '').replace('?', '9'))).toMatch(/USING INDEX clips_unmeasured \(ord<\?\)$/);
});
