import * as v from 'valibot';

/** Of which time statistics are asked. Months are those of the calendar, this one among them; days likewise. */
export const statisticsSpans = ['all', 'months', 'days'] as const;
export type StatisticsSpan = (typeof statisticsSpans)[number];

/** How many of them, the present one included. */
export const spanMonths = 12;
export const spanDays = 30;

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const statisticsQuerySchema = v.object({
  span: v.picklist(statisticsSpans),
  /** The user's time zone, by its IANA name: what a day and a month are. */
  zone: v.pipe(v.string(), v.maxLength(100), v.check(isZone, 'no time zone')),
});
export type StatisticsQuery = v.InferOutput<typeof statisticsQuerySchema>;

const amounts = {
  /** Clips that are in the library. */
  clips: v.number(),
  /** Music in them, in seconds. */
  seconds: v.number(),
  /** Credits spent on tasks that succeeded. */
  credits: v.number(),
};
export const amountsSchema = v.object(amounts);
export type Amounts = v.InferOutput<typeof amountsSchema>;

/** Amounts of one model; null stands for tasks that gave no clip. Empty: the model is not known. */
export const modelAmountsSchema = v.object({ model: v.nullable(v.string()), ...amounts });
export type ModelAmounts = v.InferOutput<typeof modelAmountsSchema>;

export const periodSchema = v.object({
  /** `2026`, `2026-11` or `2026-11-23`, in the zone that was asked for. */
  name: v.string(),
  ...amounts,
  /** What it is made of, those with nothing left out. */
  models: v.array(modelAmountsSchema),
});
export type Period = v.InferOutput<typeof periodSchema>;

/** How long tasks took from their making to their end, in whole seconds. */
export const waitSchema = v.object({
  model: v.string(),
  type: v.string(),
  /** Tasks that this is known of. */
  tasks: v.number(),
  median: v.number(),
  /** Nine of ten were done by then; null where too few tasks are known to say. */
  ninth: v.nullable(v.number()),
});
export type Wait = v.InferOutput<typeof waitSchema>;

export const outcomesSchema = v.object({
  success: v.number(),
  failure: v.number(),
  timeout: v.number(),
  /** Pending and running. */
  underWay: v.number(),
  /** Not answered for yet, or with a status that this version does not know. */
  other: v.number(),
});
export type Outcomes = v.InferOutput<typeof outcomesSchema>;

export const statisticsSchema = v.object({
  span: v.picklist(statisticsSpans),
  /** What `periods` are. */
  unit: v.picklist(['day', 'month', 'year']),
  /** One after the other without a gap, oldest first; none where there is nothing at all. */
  periods: v.array(periodSchema),
  totals: v.object({
    ...amounts,
    /** Of the clips' audio, on the disk. */
    bytes: v.number(),
    outcomes: outcomesSchema,
    /** Credits that failures and timeouts gave back, and that are held by what is under way. */
    refunded: v.number(),
    held: v.number(),
  }),
  /** Most clips first. */
  models: v.array(modelAmountsSchema),
  types: v.array(v.object({ type: v.string(), ...amounts })),
  /** The most frequent styles, with the clips that name them. */
  styles: v.array(v.object({ name: v.string(), clips: v.number() })),
  /** Clips that `styles` do not know yet: the index of the library is being made. */
  unindexed: v.number(),
  /** Most tasks first. */
  waits: v.array(waitSchema),
});
export type Statistics = v.InferOutput<typeof statisticsSchema>;
