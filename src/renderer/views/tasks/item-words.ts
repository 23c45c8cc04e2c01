import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import type { Problem, ProblemCode } from '../../../shared/problem.ts';
import type { SaveItem } from '../../../shared/task.ts';
import { wait } from '../../state/time-words.ts';
import { count, dayAndTime, fileSize } from '../../ui/format.ts';

/** What else decides what happens next to an item. */
export interface Around {
  /** ms since the epoch. */
  now: number;
  online: boolean;
  /** There is a key that may be asked with. */
  keyed: boolean;
}

const dayMs = 86_400_000;

/** The item's name for people: its title, or what it is. `number` counts from 1. */
export const itemName = (t: Catalogue, item: SaveItem, number: number): string => {
  if (item.title.trim() !== '') return item.title;
  return item.kind === 'lyrics' ? t.tasks.item.lyrics : t.tasks.item.clip(count(number));
};

/** What it waits for when the folder or its disk is in the way; null for any other problem. */
const goesOn = (t: Catalogue, code: ProblemCode): string | null => {
  const words: Partial<Record<ProblemCode, string>> = t.tasks.item.goesOn;
  return words[code] ?? null;
};

/** Problems that the library folder and its disk cause: one cause for all items. */
export const isFolderProblem = (t: Catalogue, code: ProblemCode): boolean => goesOn(t, code) !== null;

const nextTry = (t: Catalogue, item: SaveItem, around: Around): string => {
  const words = t.tasks.item;
  if (item.kind === 'clip' && !around.online) return words.offline;
  if (item.needsLink && !around.keyed) return words.noKey;
  const left = item.nextTryAt === null ? 0 : item.nextTryAt - around.now;
  if (left > 0) return item.needsLink ? words.asksIn(wait(t, left)) : words.retrying(wait(t, left));
  return item.needsLink ? words.asks : words.retryingNow;
};

/** What happens next to the item and when, in a few words. */
export const itemNext = (t: Catalogue, item: SaveItem, around: Around): string => {
  const words = t.tasks.item;
  const code = item.problem?.code;
  const blocked = code === undefined ? null : goesOn(t, code);
  if (item.state === 'needs_user') return blocked ?? words.needs_user;
  if (item.state === 'retrying') return blocked ?? nextTry(t, item, around);
  if (item.state === 'waiting') {
    if (item.kind === 'clip' && !around.online) return words.offline;
    return item.needsLink ? nextTry(t, item, around) : words.waiting;
  }
  if (item.state === 'saving' && item.total !== null && item.total > 0)
    return words.savingOf(fileSize(item.received), fileSize(item.total));
  return words[item.state];
};

export interface Deadline {
  text: string;
  /** Within a day, or over. */
  close: boolean;
}

/** When the links run out, once that is within three days and still matters; null otherwise. */
export const itemDeadline = (t: Catalogue, item: SaveItem, now: number): Deadline | null => {
  if (item.deadlineAt === null || ['saved', 'dropped', 'impossible'].includes(item.state)) return null;
  const left = item.deadlineAt - now;
  if (left > 3 * dayMs) return null;
  if (left <= 0) return { text: t.tasks.item.ranOut, close: true };
  return left <= dayMs
    ? { text: t.tasks.item.runsOutIn(wait(t, left)), close: true }
    : { text: t.tasks.item.runsOutOn(dayAndTime(item.deadlineAt)), close: false };
};

/** An item with its number in its task, from 1. */
export interface Entry {
  item: SaveItem;
  number: number;
}

/** Items that one explanation holds for. */
export interface ItemGroup {
  /** Unlike that of any other group of the task. */
  key: string;
  /** null where there is nothing to explain. */
  code: ProblemCode | null;
  entries: Entry[];
}

/**
 * At most `most` of a task's items, in their order. What is not saved is kept before what is, so that nothing in
 * trouble hides behind "show all".
 */
export const fewOf = (items: readonly SaveItem[], most: number): Entry[] =>
  items
    .map((item, index) => ({ item, number: index + 1 }))
    .sort((a, b) => Number(a.item.state === 'saved') - Number(b.item.state === 'saved'))
    .slice(0, most)
    .sort((a, b) => a.number - b.number);

const places = ['fine', 'explained', 'left out'] as const;
const placeOf = (item: SaveItem): (typeof places)[number] => {
  if (item.state === 'dropped') return 'left out';
  return item.problem === null || item.state === 'saved' ? 'fine' : 'explained';
};

/**
 * The items in their order, those with the same explanation together: first those that need none, last those
 * that the user left out.
 */
export const groupItems = (entries: readonly Entry[]): ItemGroup[] => {
  const groups = new Map<string, ItemGroup & { place: number }>();
  for (const entry of entries) {
    const place = placeOf(entry.item);
    const code = place === 'explained' ? (entry.item.problem?.code ?? null) : null;
    const key = code ?? place;
    const group = groups.get(key) ?? { key, code, place: places.indexOf(place), entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  return Array.from(groups.values()).sort((a, b) => a.place - b.place);
};

export interface Explanation {
  title: string;
  /** What is safe, and what a person can do; empty where it is said elsewhere. */
  text: string;
}

/** Why the items of a group are not saved. `said`: the page says the rest of it once, above all tasks. */
export const explain = (
  t: Catalogue,
  code: ProblemCode,
  items: readonly SaveItem[],
  said: boolean,
): Explanation => {
  const { title, safety, next } = t.problems.codes[code];
  if (said) return { title, text: '' };
  const over = items.some((item) => item.state === 'impossible');
  const person = items.some((item) => item.state === 'needs_user');
  const todo = over && code !== 'links_expired' ? t.tasks.item.impossibleNext : over || person ? next : '';
  return { title, text: [safety, todo].filter((part) => part !== '').join(' ') };
};

/** The technical texts of some problems, each once; at most five. */
export const technical = (problems: readonly (Problem | null)[]): string[] => {
  const texts = problems.flatMap((problem) => {
    if (problem === null) return [];
    const parts = [problem.status === undefined ? '' : `HTTP ${problem.status}`, problem.detail ?? ''];
    return [parts.filter((part) => part !== '').join(': ')];
  });
  return Array.from(new Set(texts.filter((text) => text !== ''))).slice(0, 5);
};

/** Something went wrong with it and a try right now makes sense. */
export const triable = (item: SaveItem): boolean =>
  ['retrying', 'needs_user', 'impossible'].includes(item.state);
