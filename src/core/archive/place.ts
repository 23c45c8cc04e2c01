import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import type { ArchiveReader, Files } from '../ports.ts';
import { partFolder } from '../saving/save-clip.ts';
import { entryOfFile, sameName } from './names.ts';

/** Room that is left to the rest of the system. Bytes. */
const diskReserve = 50 * 1024 * 1024;

/** A file that was taken out of the archive and has no name yet. */
export interface Unpacked {
  path: string;
  sha256: string;
}

/** Brings files out of an archive into the library folder, each under a name that no other file has. */
export interface Placer {
  /** Bytes that the archive names for a library file; null when it does not hold it. */
  bytesOf(fileName: string): number | null;
  /** Takes a file out, to a part within the library folder. `archive_bad`: it is not there, damaged, or longer than `longest`. */
  unpack(fileName: string, longest: number): Promise<Result<Unpacked>>;
  /** Gives what was unpacked the name, or finds the very same file under it. False when another file has it. */
  give(unpacked: Unpacked, name: string): Promise<Result<boolean>>;
  /** The first of these names that is free, or that the very same file has. Problem: bad_request when none is. */
  giveOneOf(unpacked: Unpacked, names: readonly string[]): Promise<Result<string>>;
  /** The file of this name is gone: its name may be given again. */
  release(fileName: string): void;
  /** Away with what was unpacked and not given a name. */
  drop(): Promise<void>;
}

export const createPlacer = (options: {
  files: Files;
  folder: string;
  profileId: string;
  reader: ArchiveReader;
  signal: AbortSignal;
  /** File names of what the library holds already: nothing new may share a file with it. */
  inUse: Iterable<string>;
}): Placer => {
  const { files, folder, reader } = options;
  const bytes = new Map(reader.entries.map((entry) => [entry.name, entry.bytes]));
  const used = new Set([...options.inUse].map(sameName));
  const part = files.join(partFolder(files, folder), `${options.profileId}-import.part`);
  const drop = async (): Promise<void> => {
    await files.remove(part);
  };

  const give = async ({ path, sha256 }: Unpacked, name: string): Promise<Result<boolean>> => {
    if (used.has(sameName(name))) return ok(false);
    const target = files.join(folder, name);
    const published = await files.publish(path, target);
    if (!published.ok) {
      if (published.problem.code !== 'bad_request') return published;
      // An import that broke off before the commit, or a file sync that was quicker, left it here.
      const there = await files.sha256(target);
      if (!there.ok || there.value !== sha256) return ok(false);
      await drop();
    }
    used.add(sameName(name));
    return ok(true);
  };

  return {
    bytesOf: (fileName) => bytes.get(entryOfFile(fileName)) ?? null,
    async unpack(fileName, longest) {
      const wanted = bytes.get(entryOfFile(fileName));
      if (wanted === undefined || wanted > longest) return fail('archive_bad', { detail: fileName });
      const free = await files.freeSpace(folder);
      if (free !== null && free < wanted + diskReserve) return fail('disk_full');
      const made = await files.ensureFolder(partFolder(files, folder));
      const cleared = made.ok ? await files.remove(part) : made;
      const extracted = cleared.ok
        ? await reader.extract(entryOfFile(fileName), part, options.signal)
        : cleared;
      if (!extracted.ok) return extracted;
      const hash = await files.sha256(part);
      return hash.ok ? ok({ path: part, sha256: hash.value }) : hash;
    },
    give,
    async giveOneOf(unpacked, names) {
      for (const name of names) {
        const given = await give(unpacked, name);
        if (!given.ok) return given;
        if (given.value) return ok(name);
      }
      return fail('bad_request', { detail: 'no name is free for the file' });
    },
    release: (fileName) => void used.delete(sameName(fileName)),
    drop,
  };
};

/** Is the problem one of the archive's file alone, so that the next one may be fine? */
export const isOfFile = (problem: Problem): boolean => problem.code === 'archive_bad';
