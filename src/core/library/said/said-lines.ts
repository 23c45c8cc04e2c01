import * as v from 'valibot';
import { saidTagSchema } from '../../../shared/clip-set.ts';

/** The year 2100: a time behind it is a mistake, and would win for ever. ms since the epoch. */
export const latest = 4_102_444_800_000;

/** All that is said of one clip, as it stands in the library folder and in archives: one line of JSON. */
export const saidLineSchema = v.object({
  version: v.literal(1),
  clip: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** When it was said, ms since the epoch; 0 where that is not known. */
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(latest)),
  favourite: v.boolean(),
  rating: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)),
  /** Kept among the clips of its task. */
  kept: v.optional(v.boolean(), false),
  title: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
  notes: v.pipe(v.string(), v.maxLength(20_000)),
  tags: v.pipe(v.array(saidTagSchema), v.maxLength(10_000)),
});
export type SaidLine = v.InferOutput<typeof saidLineSchema>;

/** One line of a text; null where it makes no sense. */
export const readSaidLine = (text: string): SaidLine | null => {
  try {
    const parsed = v.safeParse(saidLineSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
};

/** A file's readable lines, and whether that is all of it. */
export const readSaidText = (text: string): { lines: SaidLine[]; isWhole: boolean } => {
  const all = text.split('\n').filter((line) => line.trim() !== '');
  const lines = all.flatMap((line) => readSaidLine(line) ?? []);
  return { lines, isWhole: lines.length === all.length };
};

export const saidText = (lines: readonly SaidLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');
