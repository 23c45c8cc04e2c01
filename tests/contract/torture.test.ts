import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineState } from '../../src/core/engine-api.ts';
import { sampleSnapshot } from '../fakes/sample-state.ts';
import { allFaults } from '../torture/faults/faults.ts';
import { silenceIn } from '../torture/faults/judge.ts';
import { compare, sha256, type Owed } from '../torture/kill/compare.ts';
import type { Kept } from '../torture/kill/copy.ts';
import { isMet, tableOf } from '../torture/report.ts';

describe('what a kill is judged by', () => {
  const sound = Buffer.from('sound of a clip');
  let library: string;
  beforeEach(() => {
    library = mkdtempSync(join(tmpdir(), 'cliploft-judge-'));
    writeFileSync(join(library, 'a.mp3'), sound);
  });
  afterEach(() => rmSync(library, { recursive: true, force: true }));

  const kept = (more: Partial<Kept> = {}): Kept => ({
    ...{ integrity: 'ok', version: 2, partPrefix: null, sheets: new Set() },
    tasks: new Map([['t', { status: 'success', watch: 'done' }]]),
    clips: [{ id: 'c', audio: 'a.mp3', cover: null, bytes: sound.length, sha256: sha256(sound) }],
    ...more,
  });
  const owed: Owed = { tasks: new Set(['t']), clips: new Set(['c']) };
  const kinds = (found: Kept | null): string[] => compare(found, owed, library).map(({ kind }) => kind);

  it('has nothing to say when all is there', () => {
    expect(kinds(kept())).toEqual([]);
  });

  it('finds what is lost, unfinished or damaged', () => {
    expect(kinds(null)).toEqual(['taskLost']);
    expect(kinds(kept({ tasks: new Map() }))).toEqual(['taskLost']);
    expect(kinds(kept({ clips: [] }))).toEqual(['clipLost']);
    expect(kinds(kept({ integrity: 'page 3 is never used' }))).toEqual(['databaseDamaged']);
    writeFileSync(join(library, 'a.mp3'), sound.subarray(0, 5));
    expect(kinds(kept())).toEqual(['unfinishedListed']);
    rmSync(join(library, 'a.mp3'));
    expect(kinds(kept())).toEqual(['clipLost']);
  });
});

describe('what counts as silence', () => {
  const withItem = (more: object): EngineState => {
    const state = sampleSnapshot(0);
    const [task] = state.tasks.filter(({ items }) => items.length > 0);
    if (task === undefined) throw new Error('no sample with items');
    const items = task.items.map((item) => ({ ...item, state: 'retrying' as const, ...more }));
    return { ...state, tasks: [{ ...task, status: 'success', items }] };
  };

  it('hears a reason with a next try, and misses either', () => {
    const problem = { code: 'offline' as const };
    expect(silenceIn(withItem({ problem, nextTryAt: 5 }))).toBeNull();
    expect(silenceIn(withItem({ problem, nextTryAt: null }))).not.toBeNull();
    expect(silenceIn(withItem({ problem: null, nextTryAt: 5 }))).not.toBeNull();
  });
});

describe('goals', () => {
  it.each([
    [0, '0', true],
    [1, '0', false],
    [1000, '≥ 1000', true],
    [0.79, '≥ 0.8', false],
    [30, '≤ 30', true],
  ])('%d against %s', (value, goal, met) => {
    expect(isMet({ value, unit: '', goal })).toBe(met);
    expect(tableOf({ one: { value, unit: '', goal } })).toContain(met ? 'ok' : 'MISSED');
  });
});

it('tells of every fault in the documentation, in the same words', () => {
  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  const doc = plain(readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8'));
  const missing = allFaults.filter(
    ({ name, sees, next }) => !doc.includes(plain(`| ${[name, sees, next].join(' | ')} |`)),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});

it('gives no two faults of one room the same name', () => {
  const names = allFaults.map(({ room, name }) => `${room}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
});
