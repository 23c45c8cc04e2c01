import type { Problem } from '../../shared/problem.ts';
import type { AudioFacts, ClipTag } from '../ports.ts';
import type { SheetRecord } from './sheet-file.ts';

/** What is known of a clip once its files are whole and under their final names. */
export interface SavedFiles {
  kind: 'clip';
  /** Names within the library folder. */
  audio: string;
  cover: string | null;
  bytes: number;
  sha256: string;
  facts: AudioFacts;
  /** What the file says of itself, and the library is to say too. */
  tag: ClipTag;
}

/** What is known of a lyric sheet once its file is. */
export interface SavedSheet {
  kind: 'lyrics';
  /** Name within the library folder. */
  file: string;
  bytes: number;
  sheet: SheetRecord;
}

/**
 * How an attempt ended; there is nothing else. `ask`: the link or what it led to is no good, the task may
 * have a better one. `again`: the same link may do later. `user`: somebody has to make room or give a right.
 */
export type SaveOutcome<Saved = SavedFiles | SavedSheet> =
  | { kind: 'saved'; files: Saved }
  | { kind: 'again'; problem: Problem }
  | { kind: 'ask'; problem: Problem }
  | { kind: 'user'; problem: Problem };

/** How an attempt ends that this problem stopped. */
export const outcomeOf = (problem: Problem): SaveOutcome<never> => {
  switch (problem.code) {
    case 'link_dead':
    case 'bad_audio':
      return { kind: 'ask', problem };
    case 'disk_full':
    case 'disk_fault':
    case 'file_locked':
    case 'folder_missing':
    case 'folder_denied':
      return { kind: 'user', problem };
    default:
      // A part that vanished while we worked on it (`file_missing`) too: the next try makes another.
      return { kind: 'again', problem };
  }
};
