import type { Problem } from '../../shared/problem.ts';
import { merged } from '../api/results.ts';
import type { ItemSource, SaveItemRecord } from './item-store.ts';
import { isLinkProblem, saysNothingOfLinks } from './problem-kinds.ts';
import type { SaveOutcome } from './outcome.ts';

/** How an attempt ended for the queue: as saving itself ends, or called off by us. */
export type Ending = Exclude<SaveOutcome, { kind: 'saved' }> | { kind: 'off' };

/** A day, a minute, a second in ms. */
const dayMs = 86_400_000;
const minuteMs = 60_000;
const secondMs = 1000;

/** Pauses for what the world or the link does: 5 s, doubling, to 4 hours. */
const worldPause = { firstMs: 5 * secondMs, longestMs: 4 * 60 * minuteMs };
/** How often it is looked whether somebody made room or gave a right: 20 s, doubling, to 2 minutes. */
const userPause = { firstMs: 20 * secondMs, longestMs: 2 * minuteMs };
/** No pause takes more than this share of the time that the links have left … */
const shareOfRest = 1 / 4;
/** … but it need not be shorter than this. */
const shortestCapMs = 10 * minuteMs;
/** A Retry-After is believed up to a day, and up to half of what is left. */
const longestBeliefMs = dayMs;
/** Attempts before an item counts as impossible: one refusal may be an accident of the media host. */
const leastTries = 2;
/** The same where each answer signs the link anew: a fresh signature may do what the last one did not, but not for ever. */
const leastTriesSigned = 8;

/** ms that the item's links have left; Infinity where there is no deadline or it is over, so that nothing presses. */
const restOf = (item: SaveItemRecord, now: number): number =>
  item.deadlineAt === null || item.deadlineAt <= now ? Infinity : item.deadlineAt - now;

/**
 * The pause after `attempts` attempts (1 or more), in ms: doubling, half of it left to chance, never longer than
 * 4 hours (2 minutes where somebody is needed) nor, beyond 10 minutes, than a quarter of `rest`.
 */
export const pauseBefore = (
  attempts: number,
  kind: Exclude<Ending['kind'], 'off'>,
  rest: number,
  chance: number,
): number => {
  const { firstMs, longestMs } = kind === 'user' ? userPause : worldPause;
  const grown = firstMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 30);
  const cap = Math.max(shortestCapMs, rest * shareOfRest);
  const longest = Math.min(grown, longestMs, cap);
  return Math.round((longest * (1 + chance)) / 2);
};

/** The item after an attempt that did not save it. Pure; `chance` in [0, 1). */
export const afterAttempt = (
  item: SaveItemRecord,
  ending: Ending,
  now: number,
  chance: number,
): SaveItemRecord => {
  // Paused or dropped meanwhile, it stays so; nothing that we call off ourselves counts as an attempt.
  if (ending.kind === 'off')
    return {
      ...item,
      state: item.state === 'saving' ? 'waiting' : item.state,
      attempts: Math.max(0, item.attempts - 1),
    };
  const rest = restOf(item, now);
  const told = (ending.problem.retryAt ?? 0) - now;
  const believed = Math.min(told, longestBeliefMs, rest / 2);
  const nextTryAt =
    now + Math.max(pauseBefore(item.attempts, ending.kind, rest, chance), Math.round(believed));
  return {
    ...item,
    state: ending.kind === 'user' ? 'needs_user' : 'retrying',
    needsLink: ending.kind === 'ask' || (ending.kind === 'again' && item.needsLink),
    nextTryAt,
    problem: { ...ending.problem, retryAt: nextTryAt },
  };
};

/** Nothing is left to try: the links' time is over, they were tried, and the task has no better ones. */
const isOver = (item: SaveItemRecord, now: number, tries = leastTries): boolean =>
  item.deadlineAt !== null && now >= item.deadlineAt && item.attempts >= tries;

const impossible = (item: SaveItemRecord, last: Problem | null): SaveItemRecord => {
  const { code, detail, status } = last ?? { code: 'link_dead' };
  return {
    ...item,
    state: 'impossible',
    nextTryAt: null,
    needsLink: false,
    part: null,
    problem: {
      code: 'links_expired',
      detail: detail === undefined ? code : `${code}: ${detail}`,
      ...(status === undefined ? {} : { status }),
    },
  };
};

/** The item after its task could not be asked for a fresh link, or did not name it any more. Pure. */
export const afterNoLink = (
  item: SaveItemRecord,
  problem: Problem,
  now: number,
  chance: number,
): SaveItemRecord => {
  if (saysNothingOfLinks(problem))
    return afterAttempt(
      { ...item, attempts: Math.max(1, item.attempts) },
      { kind: 'ask', problem },
      now,
      chance,
    );
  const counted = { ...item, attempts: item.attempts + 1 };
  const gone = problem.code === 'not_found' || isLinkProblem(problem);
  if (gone && isOver(counted, now)) return impossible(counted, problem);
  return afterAttempt(counted, { kind: 'ask', problem }, now, chance);
};

/**
 * Given up by a clock that was ahead: by the time that it is now, the links may still be good. Then the item as it
 * is to go on; else null. Pure.
 */
export const reopened = (item: SaveItemRecord, now: number): SaveItemRecord | null =>
  item.state === 'impossible' && item.deadlineAt !== null && item.deadlineAt > now
    ? { ...item, state: 'waiting', nextTryAt: null, needsLink: true, problem: null }
    : null;

/** Each so many tries at a link whose host is not reached, the task is asked whether it has another. */
const doubtEvery = 4;

/** Is it time to doubt a link that is not refused, but leads nowhere (its host is gone, its certificate is no good)? Pure. */
export const doubtsLink = ({ source, attempts, problem }: SaveItemRecord): boolean =>
  source.kind === 'clip' &&
  attempts > 0 &&
  attempts % doubtEvery === 0 &&
  problem !== null &&
  ['offline', 'timed_out', 'server'].includes(problem.code);

const linkOf = (source: ItemSource): string | null => (source.kind === 'clip' ? source.clip.audioUrl : null);

type Found = Pick<SaveItemRecord, 'title' | 'source'>;

/** What a newer answer says, and where that is less than was known, what was known: a poorer answer takes nothing away. */
const richer = (known: Found, found: Found): Found => {
  if (known.source.kind !== 'clip' || found.source.kind !== 'clip') return found;
  const clip = merged(found.source.clip, known.source.clip);
  const title = found.source.clip.title === '' && known.title !== '' ? known.title : found.title;
  return { title, source: { kind: 'clip', clip } };
};

/** Where a link leads, without the query, which holds signatures. */
const placeOf = (link: string | null): string | null => link?.split('?')[0] ?? null;

/**
 * A known item after its task was answered: it takes the newer source, and keeps what that leaves out. A better link is
 * tried at once; the same one again (or none) after the links' time is the end of it. Pure.
 */
export const afterAnswer = (item: SaveItemRecord, told: Found, now: number): SaveItemRecord => {
  if (item.state === 'saved') return item;
  const found = richer(item, told);
  const newer = { ...item, ...found };
  if (item.state === 'dropped') return newer;
  const link = linkOf(found.source);
  const before = linkOf(item.source);
  const better = link !== null && link !== before;
  const other = better && placeOf(link) !== placeOf(before);
  if (item.state === 'impossible')
    return other || (better && item.attempts < leastTriesSigned)
      ? { ...newer, state: 'waiting', needsLink: false, nextTryAt: null, problem: null }
      : newer;
  const wanted = item.needsLink && item.state !== 'paused' && found.source.kind === 'clip';
  const tries = better ? leastTriesSigned : leastTries;
  if (wanted && !other && isLinkProblem(item.problem) && isOver(item, now, tries))
    return impossible(newer, item.problem);
  const atOnce = better && isLinkProblem(item.problem);
  return { ...newer, needsLink: false, nextTryAt: atOnce ? null : item.nextTryAt };
};
