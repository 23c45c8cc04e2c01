import { carryClips } from '../../ui/clip-drag.ts';
import type { PlaylistEntry } from '../../../shared/playlist.ts';

/** px from the top of one row to the top of the next. */
export const rowHeight = 56;

/** What carries an entry while it is dragged within its own list. */
const entryType = 'application/x-cliploft-entry';

/** Lets an entry be dragged to another place; and its clip to another list. */
export const carryEntry = (event: DragEvent, { entry, clip }: PlaylistEntry): void => {
  if (event.dataTransfer === null) return;
  if (entry > 0) event.dataTransfer.setData(entryType, String(entry));
  carryClips(event, { of: 'ids', ids: [clip.id] });
  event.dataTransfer.effectAllowed = 'copyMove';
};

/** Is it an entry that is dragged? */
export const carriesEntry = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes(entryType) === true;

/** The number of the entry that was dropped; null where it was something else. */
export const droppedEntry = (event: DragEvent): number | null => {
  const entry = Number(event.dataTransfer?.getData(entryType) ?? '');
  return Number.isSafeInteger(entry) && entry > 0 ? entry : null;
};

/** Before which place something is dropped at `y` px from the top of the whole list: the nearest border of rows. */
export const placeAt = (y: number, total: number): number =>
  Math.min(total, Math.max(0, Math.round(y / rowHeight)));
