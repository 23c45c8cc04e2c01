import type { RebuildReport } from '../../shared/contract.ts';
import { ok, type Result } from '../../shared/problem.ts';
import type { AudioReader, Clock, Files, FileStamp, Log, Sql, Tags } from '../ports.ts';
import { sidecarName } from '../saving/sidecar.ts';
import type { WorkSteps } from '../work.ts';
import type { ClipPlaces } from './clip-places.ts';
import type { ClipRecord, ClipStore } from './clip-store.ts';
import { fingerprint, isAsBefore, isSame, type Judged, type LookedAt, type Verdict } from './looked-at.ts';
import type { LyricStore } from './lyric-store.ts';
import { isAudioName } from './names.ts';
import { canBeRead, recordOf, saysOf } from './read-folder-file.ts';
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

const batch = 50;
const longestList = 20;

/**
 * Reads the files of a library folder, and of those within it, and takes up each that says where it comes
 * from and that the library does not hold, 50 in one transaction. A clip whose file is gone and that is found
 * under another name was renamed by somebody (F35); one whose file is there is a copy, and left alone. What was removed stays so.
 * A file that cannot be read now, or whose sidecar speaks of other bytes, is looked at again the next time. A folder that is as it was `before` is not gone through again, and nothing is counted then.
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
  const names = await files.listDeep(folder);
  const listing = new Set(names);
  const isThere = (name: string): boolean => listing.has(name);
  const fingerprintNow = fingerprint(names);
  if (await isAsBefore(files, folder, before, fingerprintNow))
    return ok({ clips: 0, lyricSheets: 0, known: 0, unknown: [] });
  const { fresh, known, missing, covers } = await survey({ ...options, folder }, names, isThere);
  for (const name of judged.keys()) if (!isThere(name)) judged.delete(name);
  const renamed = createRenamed({ ...options, folder, isThere, missing });
  const report: RebuildReport = { clips: 0, lyricSheets: 0, known, unknown: [] };
  let found: ClipRecord[] = [];
  let isWhole = true;

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

  const judge = (name: string, stamp: FileStamp, verdict: Verdict, sound?: string): void => {
    judged.set(name, { stamp, verdict, ...(sound === undefined ? {} : { sound }) });
    if (verdict === 'known') report.known += 1;
    else tellUnknown(name);
  };

  const tellUnknown = (name: string): void => {
    if (isAudioName(name) && report.unknown.length < longestList) report.unknown.push(name);
  };

  /** Another program holds it, or the disk fails: that says nothing of what it is. */
  const passOver = (name: string): void => {
    isWhole = false;
    tellUnknown(name);
  };

  /** A file that says nothing of itself, and is not byte for byte one that is missing: is it the sound of a clip all the same? */
  const bySound = async (name: string, stamp: FileStamp): Promise<void> => {
    const file = { folder, name };
    const facts = renamed.isSoundWanted() ? await options.audio.read(files.join(folder, name)) : null;
    if (facts?.ok === true) {
      const { mime, duration, soundSha256 } = facts.value;
      const hash = renamed.isSoundWanted(soundSha256) ? await files.sha256(files.join(folder, name)) : null;
      const looks = { ...{ mime, duration, bytes: stamp.bytes }, audioSha256: soundSha256 };
      if (hash?.ok === true && (await renamed.bySound(name, { ...looks, sha256: hash.value })))
        report.known += 1;
      else judge(name, stamp, places.hasSound(soundSha256) ? 'known' : 'unknown', soundSha256);
      return;
    }
    // A sidecar that says nothing may be on its way.
    if (!isThere(sidecarName(name)) && (await canBeRead(files, file))) judge(name, stamp, 'unknown');
    else passOver(name);
  };

  const readAudio = async (name: string, stamp: FileStamp, isStill: boolean): Promise<void> => {
    const file = { folder, name };
    const says = await saysOf(options, file);
    if (says === null) {
      if (await renamed.byContent(name, stamp.bytes)) report.known += 1;
      else await bySound(name, stamp);
      return;
    }
    if (places.of(says.tag.clipId) !== null) {
      if (await renamed.byId(says.tag.clipId, name)) report.known += 1;
      else judge(name, stamp, 'known');
      return;
    }
    const record = await recordOf(options, file, says.tag, isThere, clock.now());
    if (record.ok && (isStill || says.sha256 === null || says.sha256 === record.value.sha256))
      found.push(record.value);
    else if (record.ok) judge(name, stamp, 'unlike');
    else {
      log.warn('file not taken up', { file: name, code: record.problem.code, detail: record.problem.detail });
      if (record.problem.code === 'bad_audio') judge(name, stamp, 'unknown');
      else passOver(name);
    }
  };

  const readSheetFile = async (name: string, stamp: FileStamp): Promise<void> => {
    const took = await takeUpSheet({ files, lyrics, folder, isThere, now: clock.now() }, name);
    if (took === 'new') report.lyricSheets += 1;
    else if (took === 'known') report.known += 1;
    else if (took === 'none') judge(name, stamp, 'unknown');
    else passOver(name);
  };

  /** Of a file that is as it was: is what was found out about it still so? */
  const stillHolds = (name: string, { stamp, verdict, sound }: Judged): boolean =>
    // A copy may be all that is left by now; a sidecar may have come later; a missing clip may be this file.
    verdict === 'unknown' &&
    !isThere(sidecarName(name)) &&
    !renamed.isWanted(stamp.bytes) &&
    (!isAudioName(name) || !renamed.isSoundWanted(sound));

  steps.total(fresh.length);
  for (const name of fresh) {
    if (steps.signal.aborted) break;
    const stamp = await files.stamp(files.join(folder, name));
    const last = judged.get(name);
    judged.delete(name);
    const isStill = stamp !== null && last !== undefined && isSame(last.stamp, stamp);
    if (isStill && stillHolds(name, last)) judge(name, stamp, last.verdict, last.sound);
    else if (stamp !== null && isAudioName(name))
      await readAudio(name, stamp, isStill && last.verdict === 'unlike');
    else if (stamp !== null) await readSheetFile(name, stamp);
    if (found.length >= batch) store();
    steps.step();
  }
  store();
  // Covers that came after their songs, from another computer.
  if (covers.length > 0)
    sql.transaction(() => covers.forEach(({ id, cover }) => places.giveCover(id, cover)));
  before.names = steps.signal.aborted || !isWhole ? null : fingerprintNow;
  return ok(report);
};
