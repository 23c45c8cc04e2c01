import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../shared/problem.ts';
import { deadlineOf, linkLifeMs } from './deadline.ts';
import type { SaveItemRecord } from './item-store.ts';
import { afterAnswer, afterAttempt, afterNoLink, pauseBefore, reopened } from './next-try.ts';

const now = Date.UTC(2026, 5, 8);
const hourMs = 3_600_000;
const link = 'https://media.test/a.mp3';

const itemWith = (more: Partial<SaveItemRecord> = {}, audioUrl: string | null = link): SaveItemRecord => ({
  ...{ id: 'c', taskId: 't', position: 0, title: 'Song', state: 'saving', attempts: 1, nextTryAt: null },
  ...{ needsLink: false, deadlineAt: now + linkLifeMs, problem: null, part: null },
  source: {
    kind: 'clip',
    clip: {
      id: 'c',
      title: 'Song',
      audioUrl,
      imageUrl: null,
      duration: 30,
      style: '',
      lyrics: '',
      model: '',
    },
  },
  ...more,
});
const dead = { code: 'link_dead', status: 403 } as const;
const stuck = (more: Partial<SaveItemRecord> = {}): SaveItemRecord =>
  itemWith({ state: 'retrying', needsLink: true, problem: dead, attempts: 3, deadlineAt: now - 1, ...more });
const sourceOf = (audioUrl: string | null) => ({ title: 'Song', source: itemWith({}, audioUrl).source });

const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempts = fc.integer({ min: 1, max: 400 });
const kinds = fc.constantFrom('again', 'ask', 'user');
const codes = fc.constantFrom(...problemCodes);
const rests = fc.oneof(fc.integer({ min: 1, max: 30 * 24 * hourMs }), fc.constant(Infinity));

describe('the pause between two tries', () => {
  it('lies within its bounds: 4 hours, 2 minutes for a person, a quarter of what is left', () => {
    fc.assert(
      fc.property(attempts, kinds, rests, chances, (tries, kind, rest, chance) => {
        const pause = pauseBefore(tries, kind, rest, chance);
        expect(pause).toBeGreaterThanOrEqual(2500);
        expect(pause).toBeLessThanOrEqual(kind === 'user' ? 120_000 : 4 * hourMs);
        expect(pause).toBeLessThanOrEqual(Math.max(600_000, rest / 4 + 1));
      }),
    );
  });

  it('is expected to grow with each try, or to stay', () => {
    fc.assert(
      fc.property(attempts, kinds, rests, chances, (tries, kind, rest, chance) => {
        expect(pauseBefore(tries + 1, kind, rest, chance)).toBeGreaterThanOrEqual(
          pauseBefore(tries, kind, rest, chance),
        );
      }),
    );
    const expected = [1, 2, 3, 4, 20].map((tries) => pauseBefore(tries, 'again', Infinity, 0.5));
    expect(expected).toEqual([3750, 7500, 15_000, 30_000, 3 * hourMs]);
  });

  it('honours Retry-After, but not past half of what the links have left', () => {
    const after = (retryAt: number, deadlineAt: number | null): number | null =>
      afterAttempt(
        itemWith({ deadlineAt }),
        { kind: 'again', problem: { code: 'rate_limited', retryAt } },
        now,
        0.5,
      ).nextTryAt;
    expect(after(now + 6 * hourMs, null)).toBe(now + 6 * hourMs);
    expect(after(now + 6 * hourMs, now + 4 * hourMs)).toBe(now + 2 * hourMs);
    expect(after(now + 100 * 24 * hourMs, null)).toBe(now + 24 * hourMs);
    expect(after(now - hourMs, null)).toBe(now + 3750);
  });

  it('gets shorter as the deadline comes near', () => {
    const pauses = [7 * 24, 24, 8, 1].map((hours) => pauseBefore(30, 'ask', hours * hourMs, 0.99));
    expect(pauses).toEqual([...pauses].sort((a, b) => b - a));
    expect(pauses[3]).toBeLessThanOrEqual(hourMs / 4);
  });
});

describe('what is impossible', () => {
  it('nothing is before the deadline, whatever happens', () => {
    const endings = fc.record({ kind: kinds, code: codes });
    fc.assert(
      fc.property(endings, attempts, chances, fc.boolean(), (ending, tries, chance, same) => {
        const item = itemWith({ attempts: tries, deadlineAt: now + 1 });
        const problem = { code: ending.code };
        const tried = afterAttempt(item, { kind: ending.kind, problem }, now, chance);
        const answered = afterAnswer({ ...tried, needsLink: true }, sourceOf(same ? link : null), now);
        const unanswered = afterNoLink({ ...tried, needsLink: true }, problem, now, chance);
        for (const state of [tried.state, answered.state, unanswered.state])
          expect(['retrying', 'needs_user']).toContain(state);
      }),
    );
  });

  it('nothing is that the world or we are to blame for, however late', () => {
    const innocent = problemCodes.filter((code) => !['link_dead', 'bad_audio', 'not_found'].includes(code));
    for (const code of innocent) {
      const late = stuck({ problem: { code }, attempts: 50 });
      expect(afterAnswer(late, sourceOf(link), now).state).toBe('retrying');
      expect(afterNoLink(late, { code }, now, 0.5).state).toBe('retrying');
      for (const kind of ['again', 'ask', 'user'] as const) {
        const next = afterAttempt(late, { kind, problem: { code } }, now, 0.5);
        expect(next.state).toBe(kind === 'user' ? 'needs_user' : 'retrying');
        expect(next.nextTryAt).toBeGreaterThan(now);
      }
    }
  });

  it.each(['link_dead', 'bad_audio'] as const)(
    'a %s is once the links’ time is over, it was tried twice, and the task has nothing better',
    (code) => {
      const problem = { code, detail: 'why' };
      const answer = (more: Partial<SaveItemRecord>, url: string | null = link): SaveItemRecord =>
        afterAnswer(stuck({ problem, ...more }), sourceOf(url), now);
      expect(answer({})).toMatchObject({
        ...{ state: 'impossible', nextTryAt: null, needsLink: false, part: null },
        problem: { code: 'links_expired', detail: `${code}: why` },
      });
      expect(answer({}, null).state).toBe('impossible');
      expect(answer({ attempts: 1 }).state).toBe('retrying');
      expect(answer({ deadlineAt: now + 1 }).state).toBe('retrying');
      expect(answer({ needsLink: false }).state).toBe('retrying');
      expect(answer({ state: 'paused' }).state).toBe('paused');
    },
  );

  it('a clip is that its task does not name or does not know any more, after its time', () => {
    for (const code of ['link_dead', 'not_found'] as const) {
      expect(afterNoLink(stuck(), { code }, now, 0.5).state).toBe('impossible');
      expect(afterNoLink(stuck({ deadlineAt: now + 1 }), { code }, now, 0.5).state).toBe('retrying');
    }
  });

  it('a better link is tried at once, even after the time', () => {
    expect(
      afterAnswer(stuck({ nextTryAt: now + hourMs }), sourceOf('https://media.test/b.mp3'), now),
    ).toMatchObject({ state: 'retrying', needsLink: false, nextTryAt: null });
  });

  it('a link that each answer signs anew is tried a few times more, not for ever', () => {
    const signed = sourceOf(`${link}?signature=2`);
    expect(afterAnswer(stuck({ attempts: 7 }), signed, now).state).toBe('retrying');
    expect(afterAnswer(stuck({ attempts: 8 }), signed, now).state).toBe('impossible');
  });
});

describe('an answer', () => {
  it('brings what was given up back only with a new link', () => {
    const over = stuck({ state: 'impossible', needsLink: false, problem: { code: 'links_expired' } });
    expect(afterAnswer(over, sourceOf(link), now).state).toBe('impossible');
    expect(afterAnswer(over, sourceOf(null), now).state).toBe('impossible');
    expect(afterAnswer(over, sourceOf('https://media.test/b.mp3'), now)).toMatchObject({
      state: 'waiting',
      nextTryAt: null,
      problem: null,
      attempts: 3,
    });
  });

  it.each(['paused', 'dropped'] as const)('gives a %s one its newer link and leaves it so', (state) => {
    const found = sourceOf('https://media.test/b.mp3');
    expect(afterAnswer(stuck({ state }), found, now)).toMatchObject({ state, source: found.source });
  });

  it('changes nothing about what is saved', () => {
    const saved = stuck({ state: 'saved' });
    expect(afterAnswer(saved, sourceOf('https://media.test/b.mp3'), now)).toBe(saved);
  });
});

it('what we called off ourselves is no attempt, and stays paused or dropped where that is why', () => {
  const off = (state: SaveItemRecord['state']): SaveItemRecord =>
    afterAttempt(itemWith({ state, attempts: 4 }), { kind: 'off' }, now, 0.5);
  expect(off('saving')).toMatchObject({ state: 'waiting', attempts: 3 });
  expect(off('paused')).toMatchObject({ state: 'paused', attempts: 3 });
  expect(off('dropped').state).toBe('dropped');
});

it('asking that fails for reasons of its own costs no attempt; an answer without the clip does', () => {
  expect(afterNoLink(stuck({ deadlineAt: now + 1 }), { code: 'offline' }, now, 0.5).attempts).toBe(3);
  expect(afterNoLink(stuck({ deadlineAt: now + 1 }), { code: 'link_dead' }, now, 0.5).attempts).toBe(4);
});

it('links live for seven days from the end of the task, or from when they were first seen', () => {
  expect(deadlineOf('2026-06-05T00:01:00.000Z', now)).toBe(Date.UTC(2026, 5, 12, 0, 1));
  for (const none of [null, 'soon', '0001-01-01T00:00:00Z', '2030-01-01T00:00:00Z'])
    expect(deadlineOf(none, now)).toBe(now + linkLifeMs);
});

it('links of a task that ended long ago are tried for a day', () => {
  expect(deadlineOf('2024-01-01T00:00:00Z', now)).toBe(now + 86_400_000);
});

it('lost clips do not revive each other for ever where each answer signs their links anew', () => {
  const lost = itemWith({ state: 'impossible', deadlineAt: now - 1, attempts: 7 });
  const told = (url: string) => ({ title: 'Song', source: itemWith({}, url).source });
  expect(afterAnswer(lost, told(`${link}?sig=2`), now).state).toBe('waiting');
  expect(afterAnswer({ ...lost, attempts: 8 }, told(`${link}?sig=2`), now).state).toBe('impossible');
  expect(afterAnswer({ ...lost, attempts: 8 }, told('https://media.test/b.mp3'), now).state).toBe('waiting');
});

it('what was given up by a clock that was ahead goes on', () => {
  const over = itemWith({ state: 'impossible', deadlineAt: now + 1, problem: { code: 'links_expired' } });
  expect(reopened(over, now)).toMatchObject({ state: 'waiting', needsLink: true, problem: null });
  expect(reopened({ ...over, deadlineAt: now }, now)).toBeNull();
  expect(reopened({ ...over, state: 'dropped' }, now)).toBeNull();
});
