import type { Files } from '../../ports.ts';
import { clipNames } from '../../saving/file-names.ts';
import { isSidecarName } from '../../saving/sidecar.ts';
import { baseName } from '../names.ts';
import type { Named, Rename, RenameStore } from './rename-store.ts';

/** A clip that gets another name; `numbered` where another file has the one that was meant. */
export interface PlannedRename extends Rename {
  title: string;
  numbered: boolean;
}

export interface Plan {
  renames: PlannedRename[];
  stay: number;
  missing: number;
}

/** Names that no system tells apart are one (see archive/names.ts). */
const same = (name: string): string => name.normalize('NFC').toLowerCase();

/** The base that audio, cover and sidecar have in common. */
const baseOf = (name: string): string => (isSidecarName(name) ? baseName(baseName(name)) : baseName(name));

const extensionOf = (audio: string): string => audio.slice(baseName(audio).length);

/** Which bases the files of a folder have, and how many of them each. */
const createBases = (names: readonly string[]) => {
  const files = new Map<string, number>();
  const move = (base: string, by: number): void => {
    const now = (files.get(same(base)) ?? 0) + by;
    if (now > 0) files.set(same(base), now);
    else files.delete(same(base));
  };
  names.forEach((name) => move(baseOf(name), 1));
  return { isTaken: (base: string): boolean => files.has(same(base)), move };
};

/** Clips looked at without giving anybody else a turn. */
const few = 500;

/**
 * Which files of the library a template would name differently, in the order in which it can be done: whoever comes
 * later may have the name that somebody gave up before. A name that only differs in letter case stays as it is.
 */
export const planRenames = async (
  { files, store, folder }: { files: Files; store: RenameStore; folder: string },
  template: string,
): Promise<Plan> => {
  const names = await files.listDeep(folder);
  const listing = new Set(names);
  const bases = createBases(names);
  const plan: Plan = { renames: [], stay: 0, missing: 0 };

  const decide = (clip: Named): void => {
    const own = baseName(clip.audio);
    const wanted = clipNames(template, clip);
    const base = wanted.find((each) => same(each) === same(own) || !bases.isTaken(each)) ?? own;
    if (same(base) === same(own)) {
      plan.stay += 1;
      return;
    }
    const beside = [clip.cover, `${own}.cliploft.json`].filter((name) => name !== null && listing.has(name));
    for (const name of [clip.audio, ...beside]) if (name !== null) bases.move(baseOf(name), -1);
    bases.move(base, 1 + beside.length);
    const becomes = `${base}${extensionOf(clip.audio)}`;
    plan.renames.push({
      ...{ id: clip.clipId, title: clip.title, was: clip.audio, becomes, numbered: base !== wanted[0] },
    });
  };

  for (let page = store.after(0, few); page.length > 0;) {
    for (const clip of page) {
      const there = listing.has(clip.audio) || (await files.exists(files.join(folder, clip.audio)));
      if (there) decide(clip);
      else plan.missing += 1;
    }
    page = store.after(page[page.length - 1]?.place ?? 0, few);
    // A look at the disk gives everybody else a turn.
    await files.exists(folder);
  }
  return plan;
};
