import * as v from 'valibot';
import { clipSchema } from './clip.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** open: those with something still to decide. */
export const pairShelves = ['open', 'all'] as const;
const shelf = v.picklist(pairShelves);

/** Where a pair stands in the row of all, newest first. ms since the epoch, and the task's id. */
export const pairPlaceSchema = v.object({ madeAt: v.number(), taskId: id });
export type PairPlace = v.InferOutput<typeof pairPlaceSchema>;

/**
 * Which pair is asked for. task: this one, whatever is decided of it; next: the first behind this place on (older), or the
 * newest of all where it is null; previous: the last before it (newer).
 */
export const pairWishSchema = v.variant('to', [
  v.object({ to: v.literal('task'), taskId: id }),
  v.object({ to: v.literal('next'), of: shelf, from: v.nullable(pairPlaceSchema) }),
  v.object({ to: v.literal('previous'), of: shelf, from: pairPlaceSchema }),
]);
export type PairWish = v.InferOutput<typeof pairWishSchema>;

/** One clip of a pair. */
export const takeSchema = v.object({
  clip: clipSchema,
  /** The user kept it. */
  kept: v.boolean(),
  /** false: it is in the trash, or on its way there. */
  here: v.boolean(),
});
export type Take = v.InferOutput<typeof takeSchema>;

/** The clips of one task, two or more as a rule, in its order; those in the trash too. */
export const pairSchema = v.object({ ...pairPlaceSchema.entries, takes: v.array(takeSchema) });
export type Pair = v.InferOutput<typeof pairSchema>;

export const pairAnswerSchema = v.object({
  /** null: there is none there. */
  pair: v.nullable(pairSchema),
  /** Which of all it is, newest first, from 1 on; 0 where it is none of them (a single clip, say). */
  place: v.number(),
  /** Tasks that gave two clips or more, and how many of them are still to be decided. */
  total: v.number(),
  open: v.number(),
});
export type PairAnswer = v.InferOutput<typeof pairAnswerSchema>;

/** Is there something still to decide? With one clip left there is nothing to compare. */
export const isOpen = ({ takes }: Pick<Pair, 'takes'>): boolean => {
  const here = takes.filter((take) => take.here);
  return here.length > 1 && here.some(({ kept }) => !kept);
};
