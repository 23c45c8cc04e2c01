import * as v from 'valibot';
import { type ClipSet, clipSetSchema, clipSetType } from '../../shared/clip-set.ts';

/** Is it clips that are dragged? What they are is told only when they are dropped. */
export const carriesClips = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes(clipSetType) === true;

/** Lets clips be dragged: to a playlist, or wherever else in the page they are of use. */
export const carryClips = (event: DragEvent, clips: ClipSet): void => {
  event.dataTransfer?.setData(clipSetType, JSON.stringify(clips));
};

/** The clips that were dropped; null where it was something else. */
export const droppedClips = (event: DragEvent): ClipSet | null => {
  try {
    const parsed = v.safeParse(clipSetSchema, JSON.parse(event.dataTransfer?.getData(clipSetType) ?? ''));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
};
