import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Files } from '../ports.ts';
import type { ClipStore } from './clip-store.ts';

interface MoveOptions {
  files: Files;
  clips: ClipStore;
  from: string;
  to: string;
  /** Makes the new folder the one in force, for good; from here on the old files are only copies. */
  switchTo: (folder: string) => void;
}

const copyVerified = async (
  files: Files,
  from: string,
  to: string,
  sha256: string | null,
): Promise<Result<void>> => {
  if ((await files.size(from)) === null) return ok(undefined); // what is not there cannot be moved, and stays known
  const wanted = sha256 === null ? await files.sha256(from) : ok(sha256);
  if (!wanted.ok) return wanted;
  const there = (await files.size(to)) === null ? null : await files.sha256(to);
  if (there?.ok === true && there.value === wanted.value) return ok(undefined); // an earlier, broken-off move
  if (there !== null) return fail('bad_request', { detail: `another file is in the way: ${to}` });
  const copied = await files.copy(from, to);
  if (!copied.ok) return copied;
  const arrived = await files.sha256(to);
  if (arrived.ok && arrived.value === wanted.value) return ok(undefined);
  await files.remove(to);
  return fail('bad_audio', { detail: `the copy differs: ${to}` });
};

/**
 * Moves every file of the library to another folder: copy, verify, switch, and only then remove. Broken off
 * at any point, the library is whole in one of the two places. Nothing that is not ours is touched.
 */
export const moveLibrary = async ({
  files,
  clips,
  from,
  to,
  switchTo,
}: MoveOptions): Promise<Result<void>> => {
  if (to === from) return ok(undefined);
  const prepared = await files.ensureFolder(to);
  const writable = prepared.ok ? await files.checkFolder(to) : prepared;
  if (!writable.ok) return writable;
  const entries = clips.files();
  for (const entry of entries) {
    const names: [string, string | null][] = [
      [entry.audio, entry.sha256],
      ...(entry.cover === null ? [] : [[entry.cover, null] as [string, null]]),
    ];
    for (const [name, sha256] of names) {
      const copied = await copyVerified(files, files.join(from, name), files.join(to, name), sha256);
      if (!copied.ok) return copied;
    }
  }
  switchTo(to);
  for (const entry of entries) {
    await files.remove(files.join(from, entry.audio));
    if (entry.cover !== null) await files.remove(files.join(from, entry.cover));
  }
  return ok(undefined);
};
