import { describe, expect, it } from 'vitest';
import type { SaveItemRecord } from '../saving/item-store.ts';
import { newTask, type TaskRecord } from '../tasks/task-record.ts';
import { nextAlarm, noticeOf } from './notice-of.ts';

const now = Date.UTC(2026, 5, 8);
const hourMs = 3_600_000;
const task = (more: Partial<TaskRecord> = {}): TaskRecord => ({
  ...newTask('t', now - 200 * hourMs),
  ...{ status: 'success', watch: 'done', title: 'Harbour Waltz', lastCheckAt: now - 100 * hourMs },
  ...more,
});
const item = (state: SaveItemRecord['state'], more: Partial<SaveItemRecord> = {}): SaveItemRecord => ({
  ...{ id: 'c', taskId: 't', position: 0, title: '', state, attempts: 5, nextTryAt: null, needsLink: false },
  ...{ deadlineAt: now + 100 * hourMs, problem: null, part: null },
  source: {
    kind: 'clip',
    clip: {
      id: 'c',
      title: '',
      audioUrl: null,
      imageUrl: null,
      duration: null,
      style: '',
      lyrics: '',
      model: '',
    },
  },
  ...more,
});
const stuck = item('retrying', { problem: { code: 'link_dead' } });
const expiring = { ...stuck, deadlineAt: now + 24 * hourMs };
const lost = item('impossible', { problem: { code: 'links_expired' } });
const kind = (of: TaskRecord, ...items: SaveItemRecord[]): string | undefined =>
  noticeOf(of, items, now)?.notice?.kind;

describe('what is told of a task', () => {
  it.each([
    ['finished', [item('saved'), item('dropped')]],
    ['lost', [item('saved'), lost]],
    ['lost', [expiring, lost]],
    ['expiring', [item('saved'), expiring]],
    ['trouble', [stuck]],
    [undefined, [item('waiting')]],
    [undefined, [item('dropped')]],
    [undefined, [{ ...stuck, attempts: 2 }]],
    [undefined, [item('retrying', { problem: { code: 'offline' }, attempts: 7 })]],
    ['trouble', [item('retrying', { problem: { code: 'offline' }, attempts: 8 })]],
    [undefined, [{ ...stuck, state: 'paused' as const }]],
    [undefined, [item('needs_user', { problem: { code: 'disk_full' } })]],
  ])('%s', (expected, items) => {
    expect(kind(task(), ...items)).toBe(expected);
  });

  it('only goes up: from trouble to alarm to loss to the end', () => {
    const after = (noticed: TaskRecord['noticed']): (string | undefined)[] =>
      [[stuck], [expiring], [lost], [item('saved')]].map((items) => kind(task({ noticed }), ...items));
    expect(after('missing')).toEqual(['trouble', 'expiring', 'lost', 'finished']);
    expect(after('trouble')).toEqual([undefined, 'expiring', 'lost', 'finished']);
    expect(after('expiring')).toEqual([undefined, undefined, 'lost', 'finished']);
    expect(after('lost')).toEqual([undefined, undefined, undefined, 'finished']);
    expect(after('end')).toEqual(['trouble', 'expiring', 'lost', undefined]);
  });

  it('counts an end or a loss as told only until something is to be saved again', () => {
    const kept = (noticed: TaskRecord['noticed'], ...items: SaveItemRecord[]): unknown =>
      noticeOf(task({ noticed }), items, now);
    const over = { notice: null, noticed: 'nothing' };
    expect(kept('end', item('saved'), item('waiting'))).toEqual(over);
    expect(kept('end', item('saved'), item('dropped'))).toBeNull();
    expect(kept('lost', item('waiting', { needsLink: true }))).toEqual(over);
    expect(kept('lost', item('waiting', { attempts: 0 }))).toEqual(over);
    expect(kept('lost', item('waiting', { needsLink: true }), lost)).toBeNull();
    expect(kept('lost', item('dropped'))).toEqual(over);
    // Revived by an answer that signed its link anew: it is tried as before, and its loss is known.
    expect(kept('lost', item('waiting'))).toBeNull();
    expect(kept('expiring', item('waiting'))).toBeNull();
  });

  it('says what the trouble is, first of all the one that needs a person', () => {
    const person = item('needs_user', { problem: { code: 'internal' } });
    const told = (...items: SaveItemRecord[]): unknown => noticeOf(task(), items, now)?.notice;
    expect(told(stuck)).toMatchObject({ kind: 'trouble', detail: 'link_dead' });
    expect(told(stuck, person)).toMatchObject({ kind: 'trouble', detail: 'internal' });
  });

  it('goes by what is to be saved, whatever the API says of the task by now', () => {
    const failed = task({ status: 'failure' });
    expect([kind(failed), kind(failed, stuck), kind(failed, lost)]).toEqual(['failed', 'trouble', 'lost']);
    expect([kind(failed, item('saved')), kind(failed, item('dropped'))]).toEqual(['finished', 'failed']);
    expect(kind(task({ status: 'timeout' }))).toBe('timed_out');
  });

  it('names a missing task by its id, and only where nothing more is planned', () => {
    const gone = task({ status: null, watch: 'stopped', title: null, problem: { code: 'not_found' } });
    expect(noticeOf(gone, [], now)?.notice).toMatchObject({ kind: 'missing', taskId: 't', title: 't' });
    expect(kind({ ...gone, watch: 'active' })).toBeUndefined();
    expect(kind({ ...gone, problem: { code: 'not_found', retryAt: now } })).toBeUndefined();
    expect(kind({ ...gone, noticed: 'missing' })).toBeUndefined();
    expect(noticeOf({ ...gone, watch: 'active', noticed: 'missing' }, [], now)).toEqual({
      ...{ notice: null, noticed: 'nothing' },
    });
  });
});

describe('a success without (all of) its result', () => {
  const told = (of: Partial<TaskRecord>, ...items: SaveItemRecord[]) => {
    const { kind: name, detail, clipId } = noticeOf(task(of), items, now)?.notice ?? {};
    return [name, detail, clipId];
  };

  it('is not told as finished', () => {
    expect(told({})).toEqual(['empty', null, null]);
    expect(told({ unreadable: 2 })).toEqual(['unreadable', '0/2', null]);
    expect(told({ unreadable: 1 }, item('saved'))).toEqual(['unreadable', '1/2', null]);
    expect(told({ unreadable: 1 }, item('saved'), item('dropped'))).toEqual(['unreadable', '1/2', null]);
    expect(told({}, item('saved'))).toEqual(['finished', null, 'c']);
  });

  it('is at no end as long as more is asked for, and in trouble all the same', () => {
    const asked = { watch: 'active', unreadable: 1 } as const;
    const none = [undefined, undefined, undefined];
    expect([told({ watch: 'active' }), told(asked), told(asked, item('saved'))]).toEqual([none, none, none]);
    expect(told(asked, stuck)[0]).toBe('trouble');
    expect(told(asked, expiring)[0]).toBe('expiring');
  });
});

describe('the alarm', () => {
  it('is due a day before the deadline, and not when that is over', () => {
    const left = (hours: number): string | undefined =>
      kind(task({ noticed: 'trouble' }), { ...stuck, deadlineAt: now + hours * hourMs });
    expect([left(24.1), left(24), left(1), left(0), left(-5)]).toEqual([
      ...[undefined, 'expiring', 'expiring'],
      ...[undefined, undefined],
    ]);
  });

  it('gives what has only just come ten minutes, and what has no links nothing', () => {
    const fresh = item('waiting', { attempts: 0, deadlineAt: now + hourMs });
    const answered = (minutesAgo: number): TaskRecord => task({ lastCheckAt: now - minutesAgo * 60_000 });
    expect([kind(answered(9), fresh), kind(answered(10), fresh)]).toEqual([undefined, 'expiring']);
    expect(kind(answered(9), { ...fresh, state: 'paused' })).toBe('expiring');
    expect(kind(answered(60), { ...fresh, deadlineAt: null })).toBeUndefined();
  });

  it('knows when time alone makes it due', () => {
    expect(nextAlarm(task(), [stuck, { ...stuck, deadlineAt: now + 50 * hourMs }], now)).toBe(
      now + 26 * hourMs,
    );
    expect(nextAlarm(task(), [item('saved'), lost, item('dropped')], now)).toBe(Infinity);
    expect(nextAlarm(task({ noticed: 'expiring' }), [stuck], now)).toBe(Infinity);
    expect(nextAlarm(task({ noticed: 'end' }), [stuck], now)).toBe(now + 76 * hourMs);
  });
});
