import type { Files, Log } from '../ports.ts';
import { shortId } from './file-names.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import { partFolder } from './save-clip.ts';

/** Names for part files, and the end of those that nobody needs any more. */
export interface Parts {
  /** A name for this attempt's part, of nobody else's; free again with `release`. */
  take(item: SaveItemRecord): string;
  release(name: string): void;
  /** At the start: removes all part files of ours that no item remembers, and names they had half been given. Never fails. */
  sweep(): Promise<void>;
  /** Removes these (file names), unless an item or an attempt has taken the name again. Never fails. */
  remove(names: readonly string[]): Promise<void>;
}

export const createParts = (options: {
  files: Files;
  log: Log;
  items: ItemStore;
  /** Distinguishes our part files from those of another computer on the same folder. */
  profileId: string;
  libraryFolder: () => string;
}): Parts => {
  const { files, log, items, profileId, libraryFolder } = options;
  const inUse = new Set<string>();
  const remembered = (): string[] =>
    items.unsaved().flatMap(({ part }) => (part === null ? [] : [part.name.replace(/\.part$/, '')]));

  const removeAll = async (names: readonly string[]): Promise<void> => {
    // Looked up as late as can be: what began meanwhile is in use by now.
    const kept = new Set(remembered().map((name) => `${name}.part`));
    const busy = [...inUse];
    // Of what is remembered the audio alone can be gone on with; a cover beside it begins anew.
    const left = names.filter((file) => !kept.has(file) && !busy.some((name) => file.startsWith(name)));
    for (const file of left) {
      const removed = await files.remove(files.join(partFolder(files, libraryFolder()), file));
      if (!removed.ok) log.warn('part not removed', { code: removed.problem.code });
    }
  };

  const sweep = async (): Promise<void> => {
    const folder = partFolder(files, libraryFolder());
    await files.sweepNames(folder, `${profileId}-`);
    const there = await files.list(folder);
    await removeAll(there.filter((name) => name.startsWith(`${profileId}-`) && name.endsWith('.part')));
  };

  const orLog = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => log.warn('parts not swept', { detail: String(error) }));

  return {
    take(item) {
      const clip = item.source.kind === 'clip' ? item.source.clip.id : item.id;
      const first = `${profileId}-${shortId(clip)}-${item.attempts}`;
      const taken = [...remembered(), ...inUse];
      // Ids may be alike in what a name holds of them; two downloads in one file would be neither song.
      let name = first;
      for (let n = 2; taken.includes(name); n += 1) name = `${first}-${n}`;
      inUse.add(name);
      return name;
    },
    release: (name) => void inUse.delete(name),
    sweep: () => orLog(sweep()),
    remove: (names) => orLog(removeAll(names)),
  };
};
