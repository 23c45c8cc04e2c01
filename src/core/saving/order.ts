import { nearMs } from './deadline.ts';
import type { SaveItemRecord } from './item-store.ts';

/** Only once it is near; when it is over nothing presses any more. */
const nearDeadline = (item: SaveItemRecord, now: number): number | null =>
  item.deadlineAt !== null && item.deadlineAt > now && item.deadlineAt - now <= nearMs
    ? item.deadlineAt
    : null;

/**
 * Due items in the order in which they get their turn: those whose links run out within two days, the nearest first;
 * then the longest due, and among equals what came first. Pure; `now` in ms since the epoch.
 */
export const inTurn = (items: readonly SaveItemRecord[], now: number): SaveItemRecord[] =>
  items
    .map((item) => ({ item, near: nearDeadline(item, now) ?? Infinity, due: item.nextTryAt ?? 0 }))
    .sort(
      (a, b) =>
        (a.near === b.near ? 0 : a.near - b.near) ||
        a.due - b.due ||
        (a.item.deadlineAt ?? 0) - (b.item.deadlineAt ?? 0) ||
        a.item.position - b.item.position,
    )
    .map(({ item }) => item);
