import { type ClipList, noFilter } from '../../../shared/library-query.ts';
import type { LibraryPages } from '../library/library-pages.svelte.ts';

/** What the library shows now, to be kept as a smart playlist. */
export const currentQuery = ({ text, sort }: Pick<LibraryPages, 'text' | 'sort'>): ClipList => ({
  ...{ text, sort },
  filter: noFilter,
});
