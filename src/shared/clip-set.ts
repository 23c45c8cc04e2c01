import * as v from 'valibot';

/** Which clips a command is about. */
export const clipSetSchema = v.variant('of', [
  v.object({
    of: v.literal('ids'),
    ids: v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
      v.minLength(1),
      v.maxLength(100_000),
    ),
  }),
]);
export type ClipSet = v.InferOutput<typeof clipSetSchema>;

/** The clips of a set, each once, in their order. */
export const idsOf = (set: ClipSet): string[] => [...new Set(set.ids)];
