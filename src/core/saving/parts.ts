import type { Files, Log } from '../ports.ts';
import { shortId } from './file-names.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import { partFolder } from './save-clip.ts';

/** Names for part files, and the end of those that nobody needs any more. */
export interface Parts {
  /** A name for this attempt's part, of nobody else's; free again with `release`. */
  take(item: SaveItemRecord): string;
  release(name: string): void;
  /** Removes our part files that neither an item remembers nor an attempt uses. Never fails. */
  sweep(): Promise<void>;
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

  const sweepNow = async (): Promise<void> => {
    const folder = partFolder(files, libraryFolder());
    const there = (await files.list(folder)).filter((name) => name.startsWith(`${profileId}-`));
    // Looked up after the list: what began meanwhile is in use by now.
    const kept = [...remembered(), ...inUse];
    const left = there.filter((file) => !kept.some((name) => file.startsWith(name)));
    for (const file of left) {
      const removed = await files.remove(files.join(folder, file));
      if (!removed.ok) log.warn('part not removed', { code: removed.problem.code });
    }
  };

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
    sweep: () => sweepNow().catch((error: unknown) => log.warn('parts not swept', { detail: String(error) })),
  };
};
