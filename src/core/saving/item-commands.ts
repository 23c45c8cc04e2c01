import type { SaveItemRecord } from './item-store.ts';

/** What the user says of one item; each gives the item as it is then, or null where it changes nothing. Pure. */

/** States in which an item goes on by itself. */
export const openStates: readonly SaveItemRecord['state'][] = ['waiting', 'retrying', 'needs_user'];

export const isOpen = (item: SaveItemRecord): boolean => openStates.includes(item.state);

/** An open item without its plan. */
export const dueNow = (item: SaveItemRecord): SaveItemRecord | null =>
  isOpen(item) && item.nextTryAt !== null ? { ...item, nextTryAt: null } : null;

/**
 * Due now, whatever was planned. Attempts are kept; what was given up begins with asking the task for its links. What was
 * saved begins anew where the library does not hold it any more (`isHeld`).
 */
export const retried = (item: SaveItemRecord, isHeld: boolean): SaveItemRecord | null => {
  if (isOpen(item)) return { ...item, nextTryAt: null };
  switch (item.state) {
    case 'impossible':
      return { ...item, state: 'waiting', nextTryAt: null, needsLink: true, problem: null };
    case 'paused':
    case 'dropped':
      return { ...item, state: 'waiting', nextTryAt: null };
    case 'saved':
      return isHeld ? null : { ...item, state: 'waiting', attempts: 0, nextTryAt: null };
    default:
      return null;
  }
};

/** Kept until it is resumed. Why it was not saved before is still to be seen. */
export const paused = (item: SaveItemRecord): SaveItemRecord | null =>
  isOpen(item) || item.state === 'saving' ? { ...item, state: 'paused', nextTryAt: null } : null;

export const resumed = (item: SaveItemRecord): SaveItemRecord | null =>
  item.state === 'paused' ? { ...item, state: 'waiting', nextTryAt: null } : null;

/** Not wanted any more, nor what there is of it on the disk. */
export const dropped = (item: SaveItemRecord): SaveItemRecord | null =>
  item.state === 'saved' || item.state === 'dropped'
    ? null
    : { ...item, state: 'dropped', nextTryAt: null, needsLink: false, problem: null, part: null };
