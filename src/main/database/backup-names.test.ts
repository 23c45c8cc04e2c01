import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  backupName,
  type BackupName,
  inOrderOfTrust,
  newestAt,
  readBackupNames,
  stampOf,
  toLetGo,
} from './backup-names.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 23, 12);
const make = (ago: number, before: number | null = null): BackupName => ({
  name: backupName(now - ago, before),
  at: now - ago,
  before,
});
const kept = (all: readonly BackupName[]): number[] => {
  const gone = toLetGo(all, now);
  return all.filter((backup) => !gone.includes(backup)).map((backup) => (now - backup.at) / hour);
};

it('writes a moment into a name, and reads it back', () => {
  expect(stampOf(now + 123)).toBe('2026-11-23T12-00-00-123Z');
  const names = [backupName(now + 123), backupName(now, 1)];
  expect(names).toEqual(['library-2026-11-23T12-00-00-123Z.db', 'library-2026-11-23T12-00-00-000Z-v1.db']);
  expect(readBackupNames(names)).toEqual([
    { name: names[0], at: now + 123, before: null },
    { name: names[1], at: now, before: 1 },
  ]);
});

it.each([
  'library.db',
  'library-2026-11-23T12-00-00-123Z.db-wal',
  'library-2026-11-23T12-00-00-123Z.db.making',
  'library-2026-13-23T12-00-00-123Z.db',
  'my library-2026-11-23T12-00-00-123Z.db',
  'library-2026-11-23T12-00-00-123Z-copy.db',
])('takes %s for none of ours', (name) => {
  expect(readBackupNames([name])).toEqual([]);
});

it('keeps the newest three, one of each day of a week, and one of each of four weeks', () => {
  // One every six hours for sixty days.
  const all = Array.from({ length: 240 }, (_, n) => make(n * 6 * hour));
  // Noon: the newest of a day before is that of six in the evening. The weeks of UTC begin on Thursdays.
  expect(kept(all)).toEqual([0, 6, 12, 18, 42, 66, 90, 114, 138, 282, 450]);
});

it('lets some of them grow old, though it looks each day', () => {
  let all: BackupName[] = [];
  for (let ago = 60; ago >= 0; ago -= 1) {
    all = [make(ago * day), ...all];
    const gone = toLetGo(all, now - ago * day);
    all = all.filter((backup) => !gone.includes(backup));
  }
  expect(kept(all).map((hours) => hours / 24)).toEqual([0, 1, 2, 3, 4, 5, 6, 12, 19]);
});

it('keeps what there is when that is little, however old', () => {
  expect(kept([make(400 * day), make(500 * day)])).toEqual([400 * 24, 500 * 24]);
});

it('keeps the newest from before each migration', () => {
  const all = [make(0), make(hour), make(2 * hour), make(90 * day, 1), make(91 * day, 1), make(99 * day, 2)];
  expect(kept(all)).toEqual([0, 1, 2, 90 * 24, 99 * 24]);
});

it('neither trusts nor throws away what a wrong clock dated into the future', () => {
  const future = [make(-300 * day), make(-301 * day), make(-302 * day), make(-303 * day)];
  const all = [...future, make(2 * day), make(3 * day)];
  expect(newestAt(all, now)).toBe(now - 2 * day);
  expect(inOrderOfTrust(all, now).map(({ at }) => (now - at) / day)).toEqual([2, 3, -303, -302, -301, -300]);
  expect(kept(all)).toEqual([-301 * 24, -302 * 24, -303 * 24, 48, 72]);
});

it('knows of no newest where there is none', () => {
  expect(newestAt([], now)).toBeNull();
  expect(newestAt([make(-300 * day)], now)).toBeNull();
});

it('never lets the newest go, keeps no more than a bounded number, and changes nothing when run again', () => {
  const agos = fc.array(fc.integer({ min: -400, max: 4000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(agos, (hours) => {
      const all = [...new Set(hours)].map((ago) => make(ago * hour));
      const gone = toLetGo(all, now);
      const rest = all.filter((backup) => !gone.includes(backup));
      expect(rest).toContain(inOrderOfTrust(all, now)[0]);
      expect(rest.length).toBeLessThanOrEqual(3 + 7 + 4 + 3);
      expect(rest.length).toBeGreaterThanOrEqual(Math.min(3, all.length));
      expect(toLetGo(rest, now)).toEqual([]);
    }),
    { seed: 23112026 },
  );
});
