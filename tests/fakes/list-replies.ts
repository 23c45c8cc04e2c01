import type { ClipDetails } from '../../src/shared/clip.ts';
import { packSizes } from '../../src/shared/group-sizes.ts';
import {
  type ClipPage,
  type ClipQueryInput,
  type GroupedListInput,
  type GroupHead,
  type Grouping,
  type LibrarySort,
  noFilter,
} from '../../src/shared/library-query.ts';
import { ok } from '../../src/shared/problem.ts';
import type { Replies } from './replies.ts';

/** A page of nothing. */
export const noPage: ClipPage = {
  ...{ total: 0, counted: true, clips: [], groups: [], sizes: null, unindexed: 0 },
};

type Order = (a: ClipDetails, b: ClipDetails) => number;
const newest: Order = (a, b) => b.createdAt - a.createdAt;
const order: Partial<Record<LibrarySort, Order>> = {
  oldest: (a, b) => a.createdAt - b.createdAt,
  title: (a, b) => a.title.localeCompare(b.title),
  longest: (a, b) => b.duration - a.duration,
  shortest: (a, b) => a.duration - b.duration,
};

/** The clips that a search and a filter leave. */
export const matching = (
  clips: readonly ClipDetails[],
  { text, filter = noFilter }: Pick<ClipQueryInput, 'text' | 'filter'>,
): ClipDetails[] => {
  const wanted = text.trim().toLowerCase();
  const isAny = (values: readonly string[], value: string): boolean =>
    values.length === 0 || values.includes(value);
  return clips.filter(
    (clip) =>
      `${clip.title} ${clip.style} ${clip.lyrics}`.toLowerCase().includes(wanted) &&
      isAny(filter.models, clip.model) &&
      isAny(filter.types, clip.type) &&
      (!filter.favourite || clip.favourite) &&
      clip.rating >= (filter.rating?.from ?? 0),
  );
};

const keyOf = (clip: ClipDetails, group: Grouping): string => {
  if (group === 'task') return clip.taskId;
  if (group === 'model') return clip.model;
  return group === 'style'
    ? (clip.style.split(', ')[0] ?? '')
    : String(new Date(clip.createdAt).setHours(0, 0, 0, 0));
};

/** In groups that come in the order of their first clips. */
const grouped = (clips: readonly ClipDetails[], group: Grouping): Map<string, ClipDetails[]> => {
  const groups = new Map<string, ClipDetails[]>();
  for (const clip of clips) groups.set(keyOf(clip, group), [...(groups.get(keyOf(clip, group)) ?? []), clip]);
  return groups;
};

/** A list as main would give it. */
export const listed = (
  clips: readonly ClipDetails[],
  list: Pick<GroupedListInput, 'text' | 'filter' | 'sort' | 'group'>,
): ClipDetails[] => {
  const found = matching(clips, list).sort(order[list.sort] ?? newest);
  return (list.group ?? 'none') === 'none'
    ? found
    : [...grouped(found, list.group ?? 'none').values()].flat();
};

const headsOf = (found: readonly ClipDetails[], group: Grouping): GroupHead[] => {
  let first = 0;
  return [...grouped(found, group)].map(([key, members]) => {
    const name = group === 'task' ? (members[0]?.title ?? '') : group === 'day' ? '' : key;
    const at = group === 'day' ? Number(key) : group === 'task' ? (members[0]?.createdAt ?? null) : null;
    first += members.length;
    return { id: key, name, at, first: first - members.length, count: members.length };
  });
};

/** A page of them. */
export const pageOf = (clips: readonly ClipDetails[], query: ClipQueryInput): ClipPage => {
  const { offset, limit, group = 'none', count = true } = query;
  const found = listed(clips, query);
  const shown = found.slice(offset, offset + limit);
  const counted = count || group !== 'none' || shown.length < limit;
  const heads = group === 'none' ? [] : headsOf(found, group);
  return {
    ...{ total: counted ? found.length : offset + shown.length, counted, clips: shown, unindexed: 0 },
    groups: heads.filter(({ first, count: n }) => first < offset + limit && first + n > offset),
    sizes: query.sizes === true && group !== 'none' ? packSizes(heads.map(({ count: n }) => n)) : null,
  };
};

/** Lists of `clips`, which may change. */
export const createListReplies = (
  clips: readonly ClipDetails[],
): Pick<Replies, 'library.page' | 'library.count' | 'library.place' | 'library.hits'> => ({
  'library.page': (query) => ok(pageOf(clips, query)),
  'library.count': (query) => ok(matching(clips, query).length),
  'library.place': ({ list, ids }) => {
    const all = listed(clips, list).map(({ id }) => id);
    const id = ids.find((wanted) => all.includes(wanted));
    return ok(id === undefined ? null : { id, place: all.indexOf(id) });
  },
  'library.hits': ({ text, ids }) => {
    const wanted = text.trim().toLowerCase();
    const piecesOf = (within: string): [number, number][] => {
      const at = within.toLowerCase().indexOf(wanted);
      return at < 0 ? [] : [[at, at + wanted.length]];
    };
    return ok(
      clips
        .filter(({ id }) => ids.includes(id))
        .map(({ id, title, lyrics }) => {
          const lines = lyrics.split('\n').filter((line) => piecesOf(line).length > 0);
          const [line] = piecesOf(title).length > 0 ? [] : lines;
          return {
            ...{ id, title: piecesOf(title) },
            line:
              line === undefined ? null : { column: 'lyrics' as const, text: line, pieces: piecesOf(line) },
          };
        }),
    );
  },
});
