import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineState } from '../../src/core/engine-api.ts';
import { sampleSnapshot } from '../fakes/sample-state.ts';
import { allFaults, chosen } from '../torture/faults/all.ts';
import { called } from '../torture/faults/fault.ts';
import { silenceIn, unseen } from '../torture/faults/judge.ts';
import { noticeFault } from '../torture/faults/notices.ts';
import { faultTable, testsOf } from '../torture/faults/table.ts';
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

describe('what counts as shown', () => {
  it('wants each, or one of two', () => {
    const shown = new Set(['offline', 'not_saved']);
    expect(unseen(['offline | timed_out', 'not_saved'], shown)).toEqual([]);
    expect(unseen(['server | timed_out', 'not_saved'], shown)).toEqual(['server | timed_out']);
  });
});

describe('what is told', () => {
  const finished = { kind: 'finished' as const, taskId: 't' };
  const trouble = { kind: 'trouble' as const, taskId: 't' };
  const wanted = { saved: ['t'], most: 1, tells: ['trouble'] };

  it('is the end of each task, and what needs a person', () => {
    expect(noticeFault([trouble, finished], wanted)).toBeNull();
    expect(noticeFault([trouble], wanted)).toContain('never told');
    expect(noticeFault([finished], wanted)).toContain('instead of [trouble]');
    expect(noticeFault([{ kind: 'folder', taskId: null }, trouble, finished], wanted)).toContain('folder');
  });

  it('is told once, not with each try', () => {
    expect(noticeFault([trouble, trouble, finished], wanted)).toContain('2 times: trouble of t');
    expect(noticeFault([finished, finished], { ...wanted, most: 2, tells: null })).toBeNull();
  });
});

describe('the faults', () => {
  const root = new URL('../../', import.meta.url);

  it('are told in the documentation just as --table prints them', () => {
    const plain = (text: string): string => text.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim();
    const doc = readFileSync(new URL('docs/reliability.md', root), 'utf8');
    const [, table = ''] = doc.split('\n## The faults\n');
    expect(plain(table)).toBe(plain(faultTable(allFaults)));
  });

  it('name tests that are there', () => {
    const missing = allFaults.flatMap(testsOf).filter((path) => !existsSync(new URL(path, root)));
    expect(missing).toEqual([]);
    expect(allFaults.filter(({ by }) => by.length === 0).map(called)).toEqual([]);
  });

  it('are told to a person where the table says so, and nowhere else', () => {
    const promised = allFaults.filter(({ sees }) => sees.includes('one notice'));
    const told = allFaults.filter(({ tells }) => (tells ?? []).length > 0);
    expect(told.map(called)).toEqual(promised.map(called));
  });

  it('show, or leave another sign that they happened', () => {
    const blind = allFaults.filter(
      ({ shows, happened, begin }) => shows.length === 0 && happened === undefined && begin === undefined,
    );
    expect(blind.map(called)).toEqual([]);
  });

  it('have names of their own, by which they are chosen', () => {
    const names = allFaults.map(called);
    expect(new Set(names).size).toBe(names.length);
    const [one = '', two = ''] = names;
    expect(chosen(`${one} + ${two}`).map((faults) => faults.map(called))).toEqual([[one, two]]);
    expect(chosen('disk: ').length).toBeGreaterThan(1);
    expect(chosen('no such thing')).toEqual([]);
    expect(chosen(`${one} + no such thing`)).toEqual([]);
  });
});
