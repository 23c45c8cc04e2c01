import type { ArchiveEntry, Files } from '../ports.ts';
import { baseOf, entryOfFile, extensionOf, isEntryName } from './names.ts';

/** Gives the files of the library their places in an archive. */
export interface Packer {
  /** The entry for a file, and what the archive calls it: mostly its own name. None when it has its place already. */
  pack(fileName: string): { name: string; entries: ArchiveEntry[] };
  count(): number;
}

export const createPacker = (files: Files, folder: string): Packer => {
  /** Name in the archive to name in the folder. */
  const taken = new Map<string, string>();
  const nameFor = (fileName: string): string => {
    if (isEntryName(entryOfFile(fileName)) && !fileName.includes('/')) return fileName;
    // A name of the user's that an archive cannot hold, such as one with a backslash.
    const base = baseOf(fileName);
    const extension = extensionOf(fileName);
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? `${base}${extension}` : `${base} ${number}${extension}`;
      if ((taken.get(name) ?? fileName) === fileName) return name;
    }
  };
  return {
    pack(fileName) {
      const name = nameFor(fileName);
      if (taken.has(name)) return { name, entries: [] };
      taken.set(name, fileName);
      return {
        name,
        entries: [{ name: entryOfFile(name), source: { path: files.join(folder, fileName) } }],
      };
    },
    count: () => taken.size,
  };
};
