import type { Files, FileStamp } from '../ports.ts';
import { shortHash } from '../short-hash.ts';

/**
 * What was found out about a file that was not taken up. `unlike`: the sidecar beside it speaks of other bytes, so that
 * it may still be on its way; lying there unchanged at the next look, it is as whole as it will be.
 */
export type Verdict = 'unknown' | 'known' | 'unlike';

/** A file as it was when it was looked at. */
export interface Judged {
  stamp: FileStamp;
  verdict: Verdict;
  /** SHA-256 of its sound, where somebody wanted to know. */
  sound?: string;
}

/** What the look before found, which spares a second reading. */
export interface LookedAt {
  /** Stands for the names of the folder as they were; null when the next look has to go through all of them. */
  names: string | null;
  /** Files that are none of ours, copies, or not whole yet: as they were then, and the verdict, by name. */
  judged: Map<string, Judged>;
}

export const nothingLookedAt = (): LookedAt => ({ names: null, judged: new Map() });

/** A short stand-in for a list of names. */
export const fingerprint = (names: readonly string[]): string => `${names.length}:${shortHash(names)}`;

/** Size alone says nothing of a file that was given its size before its bytes. */
export const isSame = (a: FileStamp, b: FileStamp): boolean =>
  a.bytes === b.bytes && a.writtenAt === b.writtenAt;

/** Is nothing to be found that was not found before? Another computer may bring a file piece by piece. */
export const isAsBefore = async (
  files: Files,
  folder: string,
  { names, judged }: LookedAt,
  namesNow: string,
): Promise<boolean> => {
  if (names !== namesNow) return false;
  for (const [name, { stamp, verdict }] of judged) {
    const now = verdict === 'unlike' ? null : await files.stamp(files.join(folder, name));
    if (now === null || !isSame(now, stamp)) return false;
  }
  return true;
};
