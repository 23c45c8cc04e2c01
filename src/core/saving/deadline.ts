/** Links to audio work for 7 days after the task was done (sunor-api.md 5, Audio hosting [L]). ms. */
export const linkLifeMs = 7 * 86_400_000;

/** Within this time before its deadline an item goes before all that are not so near to theirs. ms. */
export const nearMs = 2 * 86_400_000;

/** However old the task is, its links are tried for so long: that they die after 7 days is only hearsay. ms. */
const leastLifeMs = 86_400_000;

/** Before this nobody made music like that: a date that stands for none. */
const earliest = Date.UTC(2020, 0);

/**
 * ms since the epoch until which a task's links should work: counted from `completedAt` (ISO 8601, from the API),
 * and where that says nothing, or lies ahead of our own clock, from when the result was first seen.
 */
export const deadlineOf = (completedAt: string | null, seenAt: number): number => {
  const told = Date.parse(completedAt ?? '');
  const completed = told >= earliest ? Math.min(told, seenAt) : seenAt;
  return Math.max(completed + linkLifeMs, seenAt + leastLifeMs);
};
