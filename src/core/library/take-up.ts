import type { RebuildReport } from '../../shared/contract.ts';
import { ok, type Result } from '../../shared/problem.ts';
import type { AudioReader, Clock, Files, Log, Sql, Tags } from '../ports.ts';
import { sidecarName } from '../saving/sidecar.ts';
import type { WorkSteps } from '../work.ts';
import type { ClipPlaces } from './clip-places.ts';
import type { ClipRecord, ClipStore } from './clip-store.ts';
import type { LyricStore } from './lyric-store.ts';
import { isAudioName } from './names.ts';
import { recordOf, tagOf } from './read-folder-file.ts';
import { createRenamed } from './renamed.ts';
import { survey } from './survey.ts';
import { takeUpSheet } from './take-up-sheet.ts';

export interface TakeUpOptions {
  clock: Clock;
  files: Files;
  audio: AudioReader;
  tags: Tags;
  sql: Sql;
  log: Log;
  clips: ClipStore;
  places: ClipPlaces;
  lyrics: LyricStore;
  /** Is it the library folder, and may it be written? */
  checkFolder: (folder: string) => Promise<Result<void>>;
}

type Verdict = 'unknown' | 'known';

/** What the look before found, which spares a second reading. */
export interface LookedAt {
  /** Stands for the names of the folder as they were; null before the first look. */
  names: string | null;
  /** Files that are none of ours, or copies: name to bytes and verdict. */
  judged: Map<string, { bytes: number; verdict: Verdict }>;
}

export const nothingLookedAt = (): LookedAt => ({ names: null, judged: new Map() });

/** A short stand-in for a list of names: its length and a hash (FNV-1a, 32 bits). */
const fingerprint = (names: readonly string[]): string => {
  let hash = 0x811c9dc5;
  for (const name of names)
    for (let at = 0; at <= name.length; at += 1)
      hash = Math.imul(hash ^ (at < name.length ? name.charCodeAt(at) : 0), 0x01000193);
  return `${names.length}:${hash >>> 0}`;
};

/** Files that were looked at may have grown since: another computer brings them piece by piece. */
const areAsLong = async (files: Files, folder: string, judged: LookedAt['judged']): Promise<boolean> => {
  for (const [name, { bytes }] of judged)
    if ((await files.size(files.join(folder, name))) !== bytes) return false;
  return true;
};

const batch = 50;
const longestList = 20;

/**
 * Reads a library folder's own files (not those of folders within it) and takes up each that says where it comes
 * from and that the library does not hold, 50 in one transaction. A clip whose file is gone and that is found
 * under another name was renamed by somebody (F35); one whose file is there is a copy, and left alone. What was removed stays so.
 * A folder that is as it was `before` is not gone through again, and nothing is counted then.
 * Changes no file, drops nothing; called off, what is done stays done. Problems: those of `checkFolder`.
 */
export const takeUp = async (
  options: TakeUpOptions,
  folder: string,
  before: LookedAt,
  steps: WorkSteps,
): Promise<Result<RebuildReport>> => {
  const { clock, files, sql, log, clips, places, lyrics } = options;
  const there = await options.checkFolder(folder);
  if (!there.ok) return there;
  const { judged } = before;
  const names = await files.list(folder);
  const listing = new Set(names);
  const isThere = (name: string): boolean => listing.has(name);
  const fingerprintNow = fingerprint(names);
  if (fingerprintNow === before.names && (await areAsLong(files, folder, judged)))
    return ok({ clips: 0, lyricSheets: 0, known: 0, unknown: [] });
  const { fresh, known, missing, covers } = await survey({ ...options, folder }, names, isThere);
  for (const name of judged.keys()) if (!isThere(name)) judged.delete(name);
  const renamed = createRenamed({ ...options, folder, isThere, missing });
  const report: RebuildReport = { clips: 0, lyricSheets: 0, known, unknown: [] };
  let found: ClipRecord[] = [];

  const store = (): void => {
    const some = found;
    found = [];
    if (some.length === 0) return;
    sql.transaction(() => {
      for (const clip of some) {
        // The saver may have been quicker, or two copies lie in the folder.
        if (clips.has(clip.id)) report.known += 1;
        else {
          clips.add(clip);
          report.clips += 1;
        }
      }
    });
  };

  const judge = (name: string, bytes: number, verdict: Verdict): void => {
    judged.set(name, { bytes, verdict });
    if (verdict === 'known') report.known += 1;
    else if (isAudioName(name) && report.unknown.length < longestList) report.unknown.push(name);
  };

  const readAudio = async (name: string, bytes: number): Promise<void> => {
    const tag = await tagOf(options, { folder, name });
    if (tag === null) {
      if (await renamed.byContent(name, bytes)) report.known += 1;
      else judge(name, bytes, 'unknown');
      return;
    }
    if (places.of(tag.clipId) !== null) {
      if (await renamed.byId(tag.clipId, name)) report.known += 1;
      else judge(name, bytes, 'known');
      return;
    }
    const record = await recordOf(options, { folder, name }, tag, isThere, clock.now());
    if (record.ok) found.push(record.value);
    else {
      log.warn('file not taken up', { file: name, code: record.problem.code, detail: record.problem.detail });
      judge(name, bytes, 'unknown');
    }
  };

  const readSheetFile = async (name: string, bytes: number): Promise<void> => {
    const took = await takeUpSheet({ files, lyrics, folder, isThere, now: clock.now() }, name);
    if (took === 'new') report.lyricSheets += 1;
    else if (took === 'known') report.known += 1;
    else judge(name, bytes, 'unknown');
  };

  /** Of a file that is as long as before: is what was found out about it still so? */
  const stillHolds = (name: string, bytes: number, verdict: Verdict): boolean =>
    // A copy may be all that is left by now; a sidecar may have come later; a missing clip may be this file.
    verdict === 'unknown' && !isThere(sidecarName(name)) && !renamed.isWanted(bytes);

  steps.total(fresh.length);
  for (const name of fresh) {
    if (steps.signal.aborted) break;
    const bytes = await files.size(files.join(folder, name));
    const last = judged.get(name);
    judged.delete(name);
    if (bytes !== null && last?.bytes === bytes && stillHolds(name, bytes, last.verdict))
      judge(name, bytes, last.verdict);
    else if (bytes !== null && isAudioName(name)) await readAudio(name, bytes);
    else if (bytes !== null) await readSheetFile(name, bytes);
    if (found.length >= batch) store();
    steps.step();
  }
  store();
  // Covers that came after their songs, from another computer.
  if (covers.length > 0)
    sql.transaction(() => covers.forEach(({ id, cover }) => places.giveCover(id, cover)));
  before.names = steps.signal.aborted ? null : fingerprintNow;
  return ok(report);
};
