import type { Saying } from '../../../shared/clip-set.ts';

/** What a key asks for, with the focus on a clip. */
export type ClipKey =
  | { kind: 'go'; to: number; extend: boolean }
  | { kind: 'remove' }
  | { kind: 'all' }
  | { kind: 'toggle' }
  | { kind: 'clear' }
  | { kind: 'favourite' }
  | { kind: 'details' }
  | { kind: 'say'; saying: Saying };

/** Where the focus is in a list of clips, and how that is laid out. */
interface Around {
  active: number;
  total: number;
  /** The place one gets to by so many rows down (or up). */
  moved: (rows: number) => number;
  /** Rows that are in sight at once. */
  page: number;
  isMac: boolean;
  /** Some clips are selected, or are about to be. */
  mayClear: boolean;
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/** What a key press asks for; null where it is for somebody else. Pure. */
export const clipKey = (event: Key, around: Around): ClipKey | null => {
  const { active, total, moved, page, isMac, mayClear } = around;
  const { key } = event;
  // As file managers have it for what is known of a file.
  if (event.altKey && key === 'Enter')
    return event.ctrlKey || event.metaKey || event.shiftKey || event.repeat ? null : { kind: 'details' };
  if (event.altKey) return null;
  const main = isMac ? event.metaKey : event.ctrlKey;
  if (main && !event.shiftKey && key.toLowerCase() === 'a') return { kind: 'all' };
  if (event.ctrlKey || event.metaKey) return null;
  const to = {
    ...{
      ArrowRight: active + 1,
      ArrowLeft: active - 1,
      ArrowDown: moved(1),
      ArrowUp: moved(-1),
    },
    ...{ PageDown: moved(page), PageUp: moved(-page), Home: 0, End: total - 1 },
  }[key];
  if (to !== undefined)
    return { kind: 'go', to: Math.min(total - 1, Math.max(0, to)), extend: event.shiftKey };
  if (event.repeat) return null;
  if (key === 'Delete' || (key === 'Backspace' && isMac)) return { kind: 'remove' };
  if (key === ' ') return { kind: 'toggle' };
  if (key === 'Escape') return mayClear ? { kind: 'clear' } : null;
  if (key.toLowerCase() === 'f') return { kind: 'favourite' };
  if (key.toLowerCase() === 'i') return { kind: 'details' };
  if (/^[0-5]$/.test(key)) return { kind: 'say', saying: { rating: Number(key) } };
  return null;
};
