import { isUnreached, type Problem, type ProblemCode } from '../../shared/problem.ts';

type Codes = readonly ProblemCode[];
const within = (codes: Codes, problem: Problem | null): boolean =>
  problem !== null && codes.includes(problem.code);

const ofLink: Codes = ['link_dead', 'bad_audio'];
const ofFolder: Codes = ['disk_full', 'folder_missing', 'folder_denied', 'file_locked', 'disk_fault'];
const aboutNoLink: Codes = ['no_key', 'unauthorized', 'rate_limited', 'server'];

/** The link, or what it led to, is no good: only the task can give a better one. */
export const isLinkProblem = (problem: Problem | null): boolean => within(ofLink, problem);

/** The library folder or its disk stands in the way: one cause for all that is to be saved. */
export const isFolderProblem = (problem: Problem | null): boolean => within(ofFolder, problem);

/** A problem of asking the task that says nothing about its links: it costs an item no attempt. */
export const saysNothingOfLinks = (problem: Problem | null): boolean =>
  isUnreached(problem?.code) || within(aboutNoLink, problem);
