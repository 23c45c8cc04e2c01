import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { Fault } from '../../shared/fault.ts';
import type { Sql } from '../ports.ts';
import { createDatabaseHealth, type DatabaseHealth } from './health.ts';
import { migrate } from './migrations.ts';

let clock: FakeClock;
let real: Sql;
let refusal: Error | null;
let health: DatabaseHealth;
let told: string[];
let tries: number;
let onBack: () => void;

beforeEach(() => {
  clock = createFakeClock();
  real = memorySql();
  migrate(real);
  [refusal, told, tries] = [null, [], 0];
  onBack = () => told.push('back');
  const { run } = real;
  real.run = (...statement) => {
    tries += 1;
    if (refusal !== null) throw refusal;
    return run(...statement);
  };
  health = createDatabaseHealth({
    ...{ sql: real, clock, log: createFakeLog() },
    onChange: () => told.push(health.problem()?.code ?? 'well'),
    onBack: () => onBack(),
  });
  health.start();
});

const write = (): unknown => health.sql.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('a', 'b')");
const full = (): Fault => new Fault({ code: 'disk_full', detail: 'database or disk is full' });

describe('a database that refuses', () => {
  it('is a problem until it keeps something again, and is tried with growing pauses', async () => {
    refusal = full();
    expect(write).toThrow('disk is full');
    expect(health.problem()).toEqual({ code: 'disk_full', detail: 'database or disk is full' });
    await clock.advance(3_600_000);
    // 15, 30, 60 s, then every 2 minutes.
    expect(tries).toBe(1 + 3 + 29);
    refusal = null;
    await clock.advance(120_000);
    expect([health.problem(), told]).toEqual([null, ['disk_full', 'well', 'back']]);
    expect(real.all("SELECT * FROM facts WHERE name = 'trial'")).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('says so when it refuses for another reason', async () => {
    refusal = full();
    expect(write).toThrow();
    refusal = new Fault({ code: 'disk_fault' });
    await clock.advance(15_000);
    expect(told).toEqual(['disk_full', 'disk_fault']);
  });

  it('is tried again where it refuses what follows on its return', async () => {
    refusal = full();
    expect(write).toThrow();
    onBack = () => {
      refusal = told.includes('back') ? null : full();
      told.push('back');
      try {
        write();
      } finally {
        refusal = null;
      }
    };
    refusal = null;
    await clock.advance(60_000);
    expect([health.problem(), clock.pending()]).toEqual([null, 0]);
    expect(told).toEqual(['disk_full', 'well', 'back', 'disk_full', 'well', 'back']);
  });

  it('is not tried any more after the end', async () => {
    refusal = full();
    expect(write).toThrow();
    health.stop();
    await clock.advance(3_600_000);
    expect([tries, clock.pending()]).toEqual([1, 0]);
  });
});

it('a fault of ours is none of the disk', () => {
  expect(() => health.sql.exec('SELEC')).toThrow();
  expect(() => health.sql.transaction(() => { throw new Error('ours'); })).toThrow('ours'); // prettier-ignore
  expect([health.problem(), clock.pending()]).toEqual([null, 0]);
});
