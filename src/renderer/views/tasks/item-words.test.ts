import { describe, expect, it } from 'vitest';
import { sampleItem } from '../../../../tests/fakes/sample-tasks.ts';
import { catalogueFor } from '../../../shared/messages/catalogue.ts';
import { problemCodes } from '../../../shared/problem.ts';
import { type SaveItem, saveStates } from '../../../shared/task.ts';
import { explain, fewOf, groupItems, itemDeadline, itemNext, technical } from './item-words.ts';

const t = catalogueFor('en');
const now = Date.UTC(2026, 10, 23, 20);
const hour = 3_600_000;
const item = (more: Partial<SaveItem>): SaveItem => sampleItem(0, 0, { received: 0, total: null, ...more });
const next = (more: Partial<SaveItem>, around: { online?: boolean; keyed?: boolean } = {}): string =>
  itemNext(t, item(more), { now, online: true, keyed: true, ...around });
const numbered = (items: SaveItem[]) => fewOf(items, items.length);

describe('what happens next to a result', () => {
  it.each<[string, Partial<SaveItem>, string]>([
    ['waiting', { state: 'waiting' }, 'Waits for its turn'],
    ['saving', { state: 'saving', received: 1_900_000, total: 3_400_000 }, '1.9 MB of 3.4 MB'],
    ['of unknown length', { state: 'saving', received: 1_900_000 }, 'Downloading'],
    ['later', { state: 'retrying', nextTryAt: now + 42_000 }, 'Next try in 42 s'],
    ['much later', { state: 'retrying', nextTryAt: now + 5 * hour }, 'Next try in 5 h'],
    ['due', { state: 'retrying', nextTryAt: now - 1 }, 'Trying again now'],
    [
      'needing a link',
      { state: 'retrying', needsLink: true, nextTryAt: now + 42_000 },
      'Asks sunor for a fresh link in 42 s',
    ],
    ['paused', { state: 'paused', nextTryAt: now + 1 }, 'Paused by you'],
    [
      'in need of room',
      { state: 'needs_user', nextTryAt: now + 1, problem: { code: 'disk_full' } },
      'Goes on by itself when there is room',
    ],
    [
      'without a folder',
      { state: 'retrying', nextTryAt: now + 1, problem: { code: 'folder_missing' } },
      'Goes on by itself when the folder is back',
    ],
    ['given up', { state: 'impossible' }, 'Cliploft has stopped trying'],
    ['left out', { state: 'dropped' }, 'Left out by you'],
  ])('%s', (_name, more, words) => {
    expect(next(more)).toBe(words);
  });

  it('waits for the network, and for a key where one must ask', () => {
    const planned = { state: 'retrying', nextTryAt: now + 42_000 } as const;
    expect(next(planned, { online: false })).toBe('Goes on by itself when the network is back');
    expect(next({ ...planned, needsLink: true }, { keyed: false })).toBe(
      'Goes on by itself when a key works',
    );
    expect(next(planned, { keyed: false })).toBe('Next try in 42 s');
    expect(next({ ...planned, kind: 'lyrics' }, { online: false })).toBe('Next try in 42 s');
  });

  it('is said of every state, whatever the problem', () => {
    for (const state of saveStates)
      for (const code of problemCodes) expect(next({ state, problem: { code } })).toMatch(/\S/);
  });
});

describe('when links run out', () => {
  const said = (left: number, more: Partial<SaveItem> = {}) =>
    itemDeadline(t, item({ state: 'retrying', deadlineAt: now + left, ...more }), now);

  it('is said within three days, and louder within one', () => {
    expect(said(80 * hour)).toBeNull();
    expect(said(50 * hour)).toMatchObject({ close: false });
    expect(said(50 * hour)?.text).toMatch(/^links run out on .*25/);
    expect(said(9 * hour)).toEqual({ text: 'links run out in 9 h', close: true });
    expect(said(-1)).toEqual({ text: 'links may have run out', close: true });
  });

  it('is not said where it no longer matters', () => {
    for (const state of ['saved', 'dropped', 'impossible'] as const) expect(said(hour, { state })).toBeNull();
    expect(itemDeadline(t, item({ state: 'retrying' }), now)).toBeNull();
  });
});

describe('why results are not saved', () => {
  const dead = item({ id: 'a', state: 'retrying', problem: { code: 'link_dead', status: 403, detail: 'x' } });
  const full = item({ id: 'b', state: 'needs_user', problem: { code: 'disk_full' } });
  const saved = item({ id: 'c', state: 'saved', problem: { code: 'link_dead' } });

  it('is said once for all that it holds for', () => {
    const groups = groupItems(
      numbered([{ ...dead, state: 'dropped' }, dead, full, { ...dead, id: 'd' }, saved]),
    );
    expect(groups.map(({ code, entries }) => [code, entries.map(({ number }) => number)])).toEqual([
      [null, [5]],
      ['link_dead', [2, 4]],
      ['disk_full', [3]],
      [null, [1]],
    ]);
  });

  it('says what a person can do only where a person is needed', () => {
    expect(explain(t, 'link_dead', [dead], false).text).toBe('The song still belongs to your task.');
    expect(explain(t, 'disk_full', [full], false).text).toContain('Make room');
    expect(explain(t, 'bad_audio', [item({ state: 'impossible' })], false).text).toContain('leave it out');
    expect(explain(t, 'disk_full', [full], true)).toEqual({ title: 'The disk is full', text: '' });
  });

  it('keeps each technical text once', () => {
    const problem = { code: 'link_dead', status: 403, detail: 'x' } as const;
    expect(technical([problem, problem, null, { code: 'link_dead', status: 404 }, full.problem])).toEqual([
      'HTTP 403: x',
      'HTTP 404',
    ]);
  });

  it('never hides what is not saved behind what is', () => {
    const many = Array.from({ length: 300 }, (_, place) => ({
      ...(place === 250 ? dead : saved),
      id: `${place}`,
    }));
    const few = fewOf(many, 8);
    expect(few).toHaveLength(8);
    expect(few.map(({ number }) => number)).toContain(251);
  });
});
