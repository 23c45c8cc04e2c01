import type { ClipFilter } from '../../../shared/library-query.ts';
import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import { shorten } from '../../ui/format.ts';

const dayMs = 86_400_000;

/** Lengths to choose from, in seconds. */
export const lengths = {
  short: { from: null, to: 59.999 },
  middle: { from: 60, to: 240 },
  long: { from: 240.001, to: null },
} as const;
export type LengthName = keyof typeof lengths;

const days = { week: 7, month: 30, year: 365 } as const;
export type TimeName = keyof typeof days;

/** From the beginning of that many days ago. `now` in ms since the epoch. */
export const createdSince = (name: TimeName, now: number): NonNullable<ClipFilter['created']> => {
  const day = new Date(now - days[name] * dayMs);
  return { from: new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime(), to: null };
};

/** Which of the lengths a filter asks for; null for none, or for one that is not among them. */
export const lengthNameOf = ({ length }: ClipFilter): LengthName | null =>
  (Object.keys(lengths) as LengthName[]).find(
    (name) => length !== null && lengths[name].from === length.from && lengths[name].to === length.to,
  ) ?? null;

/** Which of the times, as seen from `now`. A filter that was set on another day is none of them. */
export const timeNameOf = ({ created }: ClipFilter, now: number): TimeName | null =>
  (Object.keys(days) as TimeName[]).find(
    (name) => created !== null && created.to === null && createdSince(name, now).from === created.from,
  ) ?? null;

export interface FilterPiece {
  /** Tells it from all others: a style and a tag may be called the same. */
  key: string;
  label: string;
  /** The filter without it. */
  without: ClipFilter;
}

/** What a filter consists of, piece by piece, each with the way to be rid of it. `nameOf` gives a folded style's name. */
export const piecesOf = (
  t: Catalogue,
  filter: ClipFilter,
  now: number,
  nameOf: (part: 'styles' | 'tags', value: string) => string,
  date: (ms: number) => string,
): FilterPiece[] => {
  const words = t.library.filter;
  const many = (
    part: 'types' | 'models' | 'styles' | 'tags',
    name: (value: string) => string,
  ): FilterPiece[] =>
    filter[part].map((value) => ({
      key: `${part} ${value}`,
      label: shorten(name(value), 40),
      without: { ...filter, [part]: filter[part].filter((other) => other !== value) },
    }));
  const one = (isOn: boolean, label: () => string, without: Partial<ClipFilter>): FilterPiece[] =>
    isOn ? [{ key: Object.keys(without).join(), label: label(), without: { ...filter, ...without } }] : [];
  const length = lengthNameOf(filter);
  const time = timeNameOf(filter, now);
  return [
    ...one(filter.favourite, () => words.favourites, { favourite: false }),
    ...one(
      filter.rating !== null,
      () => (filter.rating?.to === 0 ? words.unrated : words.atLeast(filter.rating?.from ?? 0)),
      { rating: null },
    ),
    ...many('styles', (value) => nameOf('styles', value)),
    ...many('models', (value) => value),
    ...many('types', (value) => t.library.details.types[value] ?? value),
    ...many('tags', (value) => nameOf('tags', value)),
    ...one(filter.length !== null, () => (length === null ? words.length : words.lengths[length]), {
      length: null,
    }),
    ...one(
      filter.created !== null,
      () => (time === null ? `${words.created}: ${date(filter.created?.from ?? 0)}` : words.times[time]),
      { created: null },
    ),
    ...one(filter.taskId !== null, () => words.task, { taskId: null }),
  ];
};
