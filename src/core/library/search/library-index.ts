import type {
  ClipList,
  ClipPage,
  ClipQueryInput,
  Facets,
  FacetsQuery,
} from '../../../shared/library-query.ts';
import { noFilter } from '../../../shared/library-query.ts';
import { IndexFault, type IndexFile } from '../../ports.ts';
import type { ClipStore } from '../clip-store.ts';
import { createFinder, type Finder } from './find.ts';
import { createIndexer, type Indexer, type IndexerOptions } from './indexer.ts';

/** The library as it is searched, filtered and sorted. */
export interface LibraryIndex {
  page(query: ClipQueryInput): ClipPage;
  facets(query: FacetsQuery): Facets;
  /** Places in time of some clips of a list, in its order. */
  places(list: ClipList, offset: number, limit: number): number[];
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
  const finder: Finder = createFinder(index);

  const anew = (why: IndexFault): Indexer => {
    log.error('index set aside', { detail: why.message });
    index.anew();
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
    page: ({ filter = noFilter, text, sort, offset, limit }) =>
      answered(() => {
        const { total, ords } = finder.page({ text, filter, sort }, offset, limit);
        return { total, clips: clips.byPlaces(ords), unindexed: indexer.left() };
      }),
    facets: ({ text, filter = noFilter }) => answered(() => finder.facets({ text, filter })),
    places: (list, offset, limit) => answered(() => finder.page(list, offset, limit).ords),
    catchUp: () => answered(() => undefined),
    styleCounts: (from, to) => answered(() => finder.styleCounts(from, to)),
    styleName: (style) => answered(() => finder.styleName(style)),
    unindexed: () => answered(() => indexer.left()),
    stop: () => indexer.stop(),
  };
};
