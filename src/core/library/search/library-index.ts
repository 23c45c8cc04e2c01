import type {
  ClipHit,
  ClipPage,
  ClipQueryInput,
  Facets,
  FacetsQuery,
  GroupedList,
  GroupedListInput,
} from '../../../shared/library-query.ts';
import { noFilter } from '../../../shared/library-query.ts';
import { IndexFault, type IndexFile } from '../../ports.ts';
import type { ClipStore } from '../clip-store.ts';
import { createFinder, type Finder } from './find.ts';
import { hitsOf } from './hits.ts';
import { createIndexer, type Indexer, type IndexerOptions } from './indexer.ts';
import { compareTitles } from './title-order.ts';

/** The library as it is searched, filtered and sorted. */
export interface LibraryIndex {
  page(query: ClipQueryInput): ClipPage;
  facets(query: FacetsQuery): Facets;
  /** How many clips there are. */
  count(query: FacetsQuery): number;
  /** The first of these clips that is in the list, and its place there. */
  placeOf(list: GroupedListInput, ids: readonly string[]): { id: string; place: number } | null;
  /** Where in these clips the words of a search stand. */
  hits(text: string, ids: readonly string[]): ClipHit[];
  /** Places in time of some clips of a list, in its order. */
  places(list: GroupedList, offset: number, limit: number): number[];
  /** Takes up what changed, as far as that is quick. */
  catchUp(): void;
  /** See Finder. */
  styleCounts(from: number, to: number): { style: string; clips: number }[];
  styleName(style: string): string;
  /** Clips that the index has still to take up. */
  unindexed(): number;
  stop(): void;
}

export interface LibraryIndexOptions extends Omit<IndexerOptions, 'index'> {
  index: IndexFile;
  clips: Pick<ClipStore, 'byPlaces'>;
}

/** Makes the index what the database is, and answers from it. One that fails is thrown away and made anew. */
export const createLibraryIndex = (options: LibraryIndexOptions): LibraryIndex => {
  const { index, clips, log } = options;
  const make = (restored: boolean): Indexer => createIndexer({ ...options, restored });
  const compare = compareTitles(options.locale);
  let finder: Finder = createFinder(index, compare);

  const anew = (why: IndexFault): Indexer => {
    log.error('index set aside', { detail: why.message });
    index.anew();
    // Nothing that was remembered of the old one is true of it.
    finder = createFinder(index, compare);
    return make(true);
  };
  const begin = (): Indexer => {
    try {
      return make(options.restored);
    } catch (error) {
      if (error instanceof IndexFault) return anew(error);
      throw error;
    }
  };
  let indexer = begin();

  const answered = <T>(ask: () => T): T => {
    try {
      indexer.catchUp();
      return ask();
    } catch (error) {
      if (!(error instanceof IndexFault)) throw error;
      indexer.stop();
      indexer = anew(error);
      indexer.catchUp();
      return ask();
    }
  };

  return {
    page: ({ filter = noFilter, group = 'none', count = true, sizes = false, ...query }) =>
      answered(() => {
        const list = { text: query.text, sort: query.sort, filter, group };
        const { ords, ...found } = finder.page(list, query.offset, query.limit, { count, sizes });
        return { ...found, clips: clips.byPlaces(ords), unindexed: indexer.left() };
      }),
    facets: ({ text, filter = noFilter }) => answered(() => finder.facets({ text, filter })),
    count: ({ text, filter = noFilter }) => answered(() => finder.count({ text, filter })),
    placeOf: ({ filter = noFilter, group = 'none', ...list }, ids) =>
      answered(() => finder.placeOf({ ...list, filter, group }, ids)),
    hits: (text, ids) => hitsOf(options.sql, text, ids),
    places: (list, offset, limit) =>
      answered(() => finder.page(list, offset, limit, { count: false, sizes: false }).ords),
    catchUp: () => answered(() => undefined),
    styleCounts: (from, to) => answered(() => finder.styleCounts(from, to)),
    styleName: (style) => answered(() => finder.styleName(style)),
    unindexed: () => answered(() => indexer.left()),
    stop: () => indexer.stop(),
  };
};
