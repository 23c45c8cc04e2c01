/** Links to audio work for 7 days after the task was done (sunor-api.md 5, Audio hosting [L]). ms. */
export const linkLifeMs = 7 * 86_400_000;

/** An unsaved clip whose links run out within this time is an alarm. ms. */
export const alarmMs = 86_400_000;

/** Within this time before its deadline an item goes before all that are not so near to theirs. ms. */
export const nearMs = 2 * 86_400_000;

/**
 * ms since the epoch until which a task's links should work: counted from `completedAt` (ISO 8601, from the API),
 * and where that says nothing from when the result was first seen.
 */
export const deadlineOf = (completedAt: string | null, seenAt: number): number => {
  const completed = Date.parse(completedAt ?? '');
  return (Number.isFinite(completed) ? completed : seenAt) + linkLifeMs;
};
