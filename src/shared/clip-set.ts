import * as v from 'valibot';

/** Which clips a command is about. */
export const clipSetSchema = v.variant('of', [
  v.object({
    of: v.literal('ids'),
    /** In the order in which they are meant; one may be there twice. */
    ids: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(10_000)),
  }),
]);
export type ClipSet = v.InferOutput<typeof clipSetSchema>;

/** What carries a clip set (as JSON) while clips are dragged within the page. */
export const clipSetType = 'application/x-cliploft-clips';
