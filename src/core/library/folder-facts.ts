import { fact, keepFact, knownFact } from '../database/facts.ts';
import type { Random, Sql } from '../ports.ts';

/**
 * How a place stands to this library. `marked`: it bore our mark once, so that one that does not is none of ours any
 * more. `taken`: the user said that it is the folder as it is, whatever should be in it and is not.
 */
export type Standing = 'marked' | 'taken';

/** What the database remembers of library folders. Each change is durable on return unless within a transaction of the caller's. */
export interface FolderFacts {
  /** The library's id, which its folder bears; made up when it is asked for first. */
  id(): string;
  keepId(id: string): void;
  /** Where the library lay last, for good; null when that is not known. */
  place(): string | null;
  keepPlace(folder: string): void;
  /** null for a place that never bore our mark. */
  standingOf(folder: string): Standing | null;
  keepStanding(folder: string, standing: Standing): void;
}

const placeFact = 'library.folder';
const standingFact = (folder: string): string => `library.at:${folder}`;

/** Facts over a migrated database. */
export const createFolderFacts = (sql: Sql, random: Random): FolderFacts => {
  const half = (): string =>
    Math.floor(random() * 0xffffffff)
      .toString(16)
      .padStart(8, '0');
  return {
    id: () => fact(sql, 'library', () => half() + half()),
    keepId: (id) => keepFact(sql, 'library', id),
    place: () => knownFact(sql, placeFact),
    keepPlace: (folder) => keepFact(sql, placeFact, folder),
    standingOf(folder) {
      const known = knownFact(sql, standingFact(folder));
      return known === 'marked' || known === 'taken' ? known : null;
    },
    keepStanding: (folder, standing) => keepFact(sql, standingFact(folder), standing),
  };
};

/** The folder that a run begins with, and what is to be known of how it came to it. */
export interface GivenFolder {
  folder: string;
  /** Named for this run only: used whatever else is known, and not kept. */
  forThisRun: boolean;
  /** Where the library may be instead, because settings and database do not agree; looked at only when it is not in `folder`. */
  other: string | null;
}

/**
 * Which folder a run begins with. One that was named for this run wins. Settings that name the default are settings
 * that were lost, or never made: then the place that the database remembers comes first. Settings with a place of
 * their own come first themselves.
 */
export const firstFolder = (
  sql: Sql,
  { folder, forThisRun, isDefault }: { folder: string; forThisRun: boolean; isDefault: boolean },
): GivenFolder => {
  const known = forThisRun ? null : knownFact(sql, placeFact);
  if (known === null || known === folder) return { folder, forThisRun, other: null };
  return isDefault ? { folder: known, forThisRun, other: folder } : { folder, forThisRun, other: known };
};
