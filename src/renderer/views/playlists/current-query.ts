import type { ClipList } from '../../../shared/library-query.ts';
import type { LibraryPages } from '../library/library-pages.svelte.ts';

/** What the library shows now, to be kept as a smart playlist. */
export const currentQuery = ({ list: { text, filter, sort } }: Pick<LibraryPages, 'list'>): ClipList => ({
  ...{ text, filter, sort },
});
