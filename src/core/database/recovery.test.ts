import { expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import type { RebuildReport } from '../../shared/contract.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { createCompletion } from './completion.ts';
import { migrate } from './migrations.ts';
import { createRecoveryReport } from './recovery.ts';

const setAside = '/data/library.db.damaged-1';
const make = (sql = memorySql(), recovery: { setAside: string; backupAt: number | null } | null = null) => {
  migrate(sql);
  const onChange = vi.fn();
  const clock = createFakeClock(7000);
  return { sql, clock, onChange, report: createRecoveryReport({ sql, clock, recovery, onChange }) };
};
const found = { clips: 3, lyricSheets: 1 };

it('has nothing to report of a sound database', () => {
  const { report, onChange } = make();
  report.heardFromJournal(2);
  report.completed(found);
  report.seen();
  expect([report.state(), report.isOpen(), onChange.mock.calls.length]).toEqual([null, false, 0]);
});

it('reports what the backup held, then what folder and journal added, until it is seen', () => {
  const sql = memorySql();
  migrate(sql);
  sql.run("INSERT INTO tasks (id, added_at, watch) VALUES ('a', 1, 'active'), ('b', 2, 'done')");
  sql.run("INSERT INTO lyric_sheets VALUES ('l', 'b', '', '', '', 1, 1, '', NULL)");
  const { report, onChange } = make(sql, { setAside, backupAt: 5 });
  const first = { at: 7000, setAside, backupAt: 5, fromBackup: { tasks: 2, clips: 0, lyricSheets: 1 } };
  expect(report.state()).toEqual({ ...first, fromFolder: null, fromJournal: 0 });
  report.heardFromJournal(4);
  report.completed(found);
  expect(report.state()).toEqual({ ...first, fromFolder: found, fromJournal: 4 });
  expect(make(sql).report.state()).toEqual(report.state());
  report.seen();
  expect([report.state(), make(sql).report.state()]).toEqual([null, null]);
  expect(onChange).toHaveBeenCalledTimes(3);
});

it('is read to its end in a later run, also when it was seen before that', () => {
  const { sql, report } = make(memorySql(), { setAside, backupAt: null });
  report.seen();
  const next = make(sql).report;
  expect([next.state(), next.isOpen()]).toEqual([null, true]);
  next.completed(found);
  expect(make(sql).report.isOpen()).toBe(false);
  expect(sql.all('SELECT * FROM facts')).toEqual([]);
});

it('takes the same recovery told twice for one, and another one for another', () => {
  const { sql, report } = make(memorySql(), { setAside, backupAt: 5 });
  report.completed(found);
  expect(make(sql, { setAside, backupAt: 5 }).report.state()?.fromFolder).toEqual(found);
  const other = make(sql, { setAside: `${setAside}2`, backupAt: 6 }).report;
  expect(other.state()).toMatchObject({ backupAt: 6, fromFolder: null });
});

const nothing: RebuildReport = { clips: 0, lyricSheets: 0, known: 0, unknown: [] };

it('reads the folder once, again a minute after it could not, and no more when that went well', async () => {
  const { clock, report } = make(memorySql(), { setAside, backupAt: 5 });
  const rebuild = vi
    .fn<() => Promise<Result<RebuildReport>>>()
    .mockResolvedValueOnce(fail('folder_missing'))
    .mockRejectedValueOnce(new Error('a fault'))
    .mockResolvedValue(ok({ ...nothing, ...found }));
  const log = createFakeLog();
  const completion = createCompletion({ clock, log, report, rebuild });
  completion.start();
  await clock.advance(59_000);
  expect([rebuild.mock.calls.length, report.isOpen()]).toEqual([1, true]);
  await clock.advance(60_000);
  expect(rebuild).toHaveBeenCalledTimes(2);
  await clock.advance(60_000);
  expect([rebuild.mock.calls.length, report.state()?.fromFolder]).toEqual([3, found]);
  expect([clock.pending(), log.lines.map((line) => line.event)]).toEqual([
    0,
    ['recovery waits', 'recovery', 'recovery completed'],
  ]);
});

it('leaves to the next run what the end of this one broke off', async () => {
  const { clock, report } = make(memorySql(), { setAside, backupAt: 5 });
  let finish: (result: Result<RebuildReport>) => void = () => undefined;
  const rebuild = (): Promise<Result<RebuildReport>> =>
    new Promise((done) => {
      finish = done;
    });
  const completion = createCompletion({ clock, log: createFakeLog(), report, rebuild });
  completion.start();
  completion.stop();
  finish(ok(nothing));
  await clock.advance(600_000);
  expect([report.isOpen(), clock.pending()]).toEqual([true, 0]);
});

it('reads no folder where nothing was damaged', async () => {
  const { clock, report } = make();
  const rebuild = vi.fn<() => Promise<Result<RebuildReport>>>();
  createCompletion({ clock, log: createFakeLog(), report, rebuild }).start();
  await clock.advance(600_000);
  expect(rebuild).not.toHaveBeenCalled();
});
