/** Backups are told by their names: `library-<stamp>.db`, and `library-<stamp>-v<n>.db` before a migration away from version n. */
export interface BackupName {
  name: string;
  /** ms since the epoch, UTC, as the computer's clock had it. */
  at: number;
  /** The version that a migration was about to leave; null for an ordinary backup. */
  before: number | null;
}

const hour = 60 * 60_000;
const day = 24 * hour;
const week = 7 * day;

/** A moment as part of a file name: `2026-11-23T10-20-30-123Z`. */
export const stampOf = (at: number): string => new Date(at).toISOString().replace(/[:.]/g, '-');

const pattern = /^library-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)(?:-v(\d+))?\.db$/;

/** The name of a backup made at `at`; `before` as in BackupName. */
export const backupName = (at: number, before: number | null = null): string =>
  `library-${stampOf(at)}${before === null ? '' : `-v${before}`}.db`;

/** Which of these file names are backups. Pure. */
export const readBackupNames = (names: readonly string[]): BackupName[] =>
  names.flatMap((name) => {
    const [, date, hours, minutes, seconds, rest, before] = pattern.exec(name) ?? [];
    const at = Date.parse(`${date}${hours}:${minutes}:${seconds}.${rest}`);
    return Number.isNaN(at) ? [] : [{ name, at, before: before === undefined ? null : Number(before) }];
  });

const newestFirst = (a: BackupName, b: BackupName): number => b.at - a.at || (a.name < b.name ? 1 : -1);

/** A clock that was wrong once dated these later than now; a little is forgiven. */
const isAhead = (now: number) => (backup: BackupName) => backup.at > now + hour;

/** When the newest was made; those from the future say nothing of that. Null when there is none. Pure. */
export const newestAt = (backups: readonly BackupName[], now: number): number | null =>
  [...backups].filter((backup) => !isAhead(now)(backup)).sort(newestFirst)[0]?.at ?? null;

/** In the order in which to try them: the newest first, those dated later than now at the end. Pure. */
export const inOrderOfTrust = (backups: readonly BackupName[], now: number): BackupName[] => {
  const sorted = [...backups].sort(newestFirst);
  const ahead = isAhead(now);
  return [...sorted.filter((backup) => !ahead(backup)), ...sorted.filter(ahead)];
};

/**
 * The newest in each of the last `many` days or weeks. They begin at fixed moments: were they counted back from now, what
 * is the newest of a week today would no longer be it tomorrow, and nothing would ever grow old.
 */
const newestOfEach = (sorted: readonly BackupName[], now: number, span: number, many: number): BackupName[] =>
  Array.from({ length: many }, (_, ago) =>
    sorted.find(({ at }) => Math.floor(at / span) === Math.floor(now / span) - ago),
  ).filter((backup) => backup !== undefined);

/**
 * Which backups may go at `now`. Kept are the newest three, the newest of each of the last seven days and of
 * each of the last four weeks (UTC), and the newest from before each migration. Those dated later than now are judged apart: was it
 * the clock that was wrong then, or is it now? Of them the newest three stay. Pure.
 */
export const toLetGo = (backups: readonly BackupName[], now: number): BackupName[] => {
  const ahead = isAhead(now);
  const sorted = backups.filter((backup) => !ahead(backup)).sort(newestFirst);
  const versions = [...new Set(sorted.map(({ before }) => before))].filter((before) => before !== null);
  const kept = new Set(
    [
      ...sorted.slice(0, 3),
      ...newestOfEach(sorted, now, day, 7),
      ...newestOfEach(sorted, now, week, 4),
      ...versions.map((version) => sorted.find(({ before }) => before === version)),
      ...backups.filter(ahead).sort(newestFirst).slice(0, 3),
    ].map((backup) => backup?.name),
  );
  return backups.filter(({ name }) => !kept.has(name));
};
