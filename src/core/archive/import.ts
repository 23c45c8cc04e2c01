import type * as v from 'valibot';
import type { ImportReport } from '../../shared/contract.ts';
import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import { createClipPlaces } from '../library/clip-places.ts';
import { saidLineSchema } from '../library/said/said-lines.ts';
import type { ArchiveReader } from '../ports.ts';
import type { WorkSteps } from '../work.ts';
import {
  clipLineSchema,
  formatVersion,
  isPartOf,
  type LineKind,
  longestManifest,
  longestPart,
  type Manifest,
  manifestName,
  manifestSchema,
  noticeLineSchema,
  parseJson,
  parseLines,
  sheetLineSchema,
  taskLineSchema,
  type TaskLine,
} from './format.ts';
import type { ArchiveOptions } from './options.ts';
import { createPlacer } from './place.ts';
import { playlistLineSchema, type PlaylistLine, takePlaylists } from './playlist-lines.ts';
import { createRows } from './rows.ts';
import { takeClip, type Taken } from './take-clip.ts';
import { takeSheet } from './take-sheet.ts';
import { taskAgain } from './take-task.ts';

const longestList = 20;
/** Tasks in one commit: many, because each waits for the disk; not all, because nothing else runs meanwhile. */
const tasksAtOnce = 100;

const readManifest = async (reader: ArchiveReader): Promise<Result<Manifest>> => {
  const text = await reader.text(manifestName, longestManifest);
  if (!text.ok) return text;
  const manifest = parseJson(text.value, manifestSchema);
  if (manifest === null) return fail('archive_bad', { detail: `${manifestName} makes no sense` });
  if (manifest.version > formatVersion)
    return fail('archive_newer', {
      detail: `the archive is of version ${manifest.version}, this program knows ${formatVersion}`,
    });
  return ok(manifest);
};

/** The work of one import over an open archive. A problem ends it; what is done by then stays done. */
const take = async (
  options: ArchiveOptions,
  reader: ArchiveReader,
  steps: WorkSteps,
): Promise<Result<ImportReport>> => {
  const { clock, files, sql, tasks, items, clips, lyrics, notices, checkFolder } = options;
  const { signal } = steps;
  const folder = options.libraryFolder();
  const rows = createRows(sql);
  const places = createClipPlaces(sql);
  const placer = createPlacer({
    ...{ files, folder, reader, signal, profileId: options.profileId },
    inUse: [
      ...clips.files().flatMap(({ audio, cover }) => (cover === null ? [audio] : [audio, cover])),
      ...lyrics.files(),
    ],
  });
  const report: ImportReport = { clips: 0, lyricSheets: 0, tasks: 0, known: 0, damaged: [] };
  const note = (names: readonly string[]): void => {
    report.damaged = [...report.damaged, ...names.map((name) => name.slice(0, 200))].slice(0, longestList);
  };

  /** Goes through the lines of one kind, part by part; a part or a line that makes no sense is noted and passed over. */
  const each = async <T>(
    kind: LineKind,
    schema: v.GenericSchema<unknown, T>,
    how: (lines: T[]) => Promise<Problem | null>,
  ): Promise<Problem | null> => {
    for (const { name } of reader.entries.filter((entry) => isPartOf(kind, entry.name))) {
      if (signal.aborted) return null;
      const text = await reader.text(name, longestPart);
      const lines = text.ok ? parseLines(text.value, schema) : [];
      const sound = lines.filter((line) => line !== null);
      if (!text.ok || sound.length < lines.length) note([name]);
      const problem = await how(sound);
      if (problem !== null) return problem;
    }
    return null;
  };

  const oneByOne =
    <T>(how: (line: T) => Promise<Taken>, tookNew: () => void) =>
    async (lines: T[]): Promise<Problem | null> => {
      for (const line of lines) {
        if (signal.aborted) return null;
        const taken = await how(line);
        // Called off in the middle of a file, it ends like one that failed.
        if (signal.aborted && taken.kind !== 'new' && taken.kind !== 'known') return null;
        if (taken.kind === 'stop') return taken.problem;
        note(taken.damaged);
        if (taken.kind === 'new') tookNew();
        else if (taken.kind === 'known') report.known += 1;
        steps.step();
      }
      return null;
    };

  const takeTasks = (lines: readonly TaskLine[]): void => {
    const fresh = lines.filter(({ id }) => tasks.get(id) === undefined);
    const ids = fresh.map(({ id }) => id);
    report.known += lines.length - fresh.length;
    options.remember(ids);
    options.atomically(() => {
      for (const line of fresh) {
        const holds = (id: string): boolean => clips.has(id) || lyrics.has(id);
        const again = taskAgain({ now: clock.now(), items, holds }, line);
        tasks.write(again.task);
        again.items.forEach((item) => items.write(item));
      }
    });
    report.tasks += fresh.length;
  };

  const listLines: PlaylistLine[] = [];
  /** All at once: a list that is here in part would count as known. */
  const takeLists = (): null => {
    if (listLines.length === 0 || signal.aborted) return null;
    const { fresh, known } = options.atomically(() => takePlaylists(options, listLines));
    report.known += known;
    if (fresh > 0) report.playlists = fresh;
    return null;
  };

  const problem =
    (await each(
      'clips',
      clipLineSchema,
      oneByOne(
        (clip) => takeClip({ files, folder, sql, clips, places, placer, checkFolder }, clip),
        () => (report.clips += 1),
      ),
    )) ??
    (await each(
      'sheets',
      sheetLineSchema,
      oneByOne(
        (sheet) => takeSheet({ lyrics, placer }, sheet),
        () => (report.lyricSheets += 1),
      ),
    )) ??
    (await each('playlists', playlistLineSchema, async (lines) => {
      listLines.push(...lines);
      return null;
    })) ??
    takeLists() ??
    // Also of clips that were here before: what was said last counts. It is due to be written to this folder.
    (await each('said', saidLineSchema, async (lines) => {
      const taken = options.said.take(lines, true);
      if (taken > 0) report.said = (report.said ?? 0) + taken;
      return null;
    })) ??
    // Last, when it is known which of their results came over.
    (await each('tasks', taskLineSchema, async (lines) => {
      for (let from = 0; from < lines.length && !signal.aborted; from += tasksAtOnce)
        takeTasks(lines.slice(from, from + tasksAtOnce));
      return null;
    })) ??
    (notices.list().length > 0
      ? null
      : await each('notices', noticeLineSchema, async (lines) => {
          rows.addNotices(lines);
          return null;
        }));
  return problem === null ? ok(report) : { ok: false, problem };
};

/**
 * Takes up what the archive holds and the library does not, and gives back files that the library lost; changes nothing
 * that is there, but what is said of clips where the archive has it from later. Called off, or stopped by a
 * problem, what is done stays done, and the next import goes on from there. Problems: archive_bad, archive_newer,
 * file_missing, those of the library folder and of writing to it.
 */
export const importFrom = async (
  options: ArchiveOptions,
  path: string,
  steps: WorkSteps,
): Promise<Result<ImportReport>> => {
  const opened = await options.archives.open(path);
  if (!opened.ok) return opened;
  const reader = opened.value;
  try {
    const manifest = await readManifest(reader);
    if (!manifest.ok) return manifest;
    const there = await options.checkFolder(options.libraryFolder());
    if (!there.ok) return there;
    steps.total(manifest.value.counts.clips + manifest.value.counts.sheets);
    return await take(options, reader, steps);
  } finally {
    await reader.close();
  }
};
