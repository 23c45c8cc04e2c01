import type { Problem } from '../../shared/problem.ts';
import { pauseAfter } from '../watching/schedule.ts';
import type { SaveItemRecord } from './item-store.ts';
import type { SaveOutcome } from './save-clip.ts';

/** How an attempt ended for the queue: as saving itself ends, or called off by us. */
export type Ending = Exclude<SaveOutcome, { kind: 'saved' }> | { kind: 'off' };

const firstPauseMs = 2_500;
const longestPauseMs = 3_600_000;
/** How often we look whether somebody made room or gave a right. */
export const lookAgainMs = 15_000;

/** The item after an attempt that did not save it. Pure; `chance` in [0, 1). */
export const afterAttempt = (
  item: SaveItemRecord,
  ending: Ending,
  now: number,
  chance: number,
): SaveItemRecord => {
  if (ending.kind === 'off') return { ...item, state: 'waiting', attempts: Math.max(0, item.attempts - 1) };
  const longest = ending.kind === 'user' ? lookAgainMs : longestPauseMs;
  const pause = pauseAfter(item.attempts, firstPauseMs, chance, longest);
  const nextTryAt = Math.max(now + pause, ending.problem.retryAt ?? 0);
  return {
    ...item,
    state: ending.kind === 'user' ? 'needs_user' : 'retrying',
    needsLink: ending.kind === 'ask' || (ending.kind === 'again' && item.needsLink),
    nextTryAt,
    problem: { ...ending.problem, retryAt: nextTryAt },
  };
};

/** Problems of asking that say nothing about the link: they cost the item no attempt. */
const notTheLinks: readonly Problem['code'][] = [
  'no_key',
  'unauthorized',
  'offline',
  'timed_out',
  'rate_limited',
  'server',
];

/** The item after its task could not be asked for a fresh link. */
export const afterNoLink = (
  item: SaveItemRecord,
  problem: Problem,
  now: number,
  chance: number,
): SaveItemRecord => {
  const counted = notTheLinks.includes(problem.code) ? item : { ...item, attempts: item.attempts + 1 };
  return afterAttempt(
    { ...counted, attempts: Math.max(1, counted.attempts) },
    { kind: 'ask', problem },
    now,
    chance,
  );
};
