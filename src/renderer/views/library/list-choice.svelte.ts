import {
  type ClipFilter,
  type GroupedList,
  type Grouping,
  type LibraryLayout,
  type LibrarySort,
  noFilter,
} from '../../../shared/library-query.ts';

/** Which clips of the library are looked at, in which order, and how they are shown. */
export abstract class ListChoice {
  /** What is searched for; set through `search`. */
  text = $state('');
  #browseSort = $state<LibrarySort>('newest');
  #searchSort = $state<LibrarySort>('best');
  /** What is left of the library; set through `filterBy`. */
  filter = $state.raw<ClipFilter>(noFilter);
  /** As covers, or as lines. */
  layout = $state<LibraryLayout>('grid');
  /** What the clips are put together by; set through `groupBy`. */
  group = $state<Grouping>('none');
  /** Where the grid was scrolled to, in px: kept while another view is open. */
  scrollTop = $state(0);

  /** How the list is sorted: a search has an order of its own, the best hits first. */
  get sort(): LibrarySort {
    return this.text === '' ? this.#browseSort : this.#searchSort;
  }

  /** What is asked for. */
  get list(): GroupedList {
    return { text: this.text, filter: this.filter, sort: this.sort, group: this.group };
  }

  /** Does anything but the search leave clips out? */
  get isFiltered(): boolean {
    return JSON.stringify(this.filter) !== JSON.stringify(noFilter);
  }

  search(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.startOver();
  }

  filterBy(filter: ClipFilter): void {
    this.filter = filter;
    this.startOver();
  }

  groupBy(group: Grouping): void {
    this.group = group;
    this.startOver();
  }

  /** Another layout shows other places at the same height: what was looked at is gone to by whoever draws it. */
  layOut(layout: LibraryLayout): void {
    this.layout = layout;
  }

  sortBy(sort: LibrarySort): void {
    this.#keepSort(sort);
    this.startOver();
  }

  /** Goes to where the grid was once: what it showed then is asked for when it is looked at. */
  restore({
    text,
    sort,
    scrollTop,
    filter,
    layout,
    group,
  }: Pick<ListChoice, 'text' | 'sort' | 'scrollTop' | 'filter' | 'layout' | 'group'>): void {
    this.text = text;
    this.filter = filter;
    this.layout = layout;
    this.group = group;
    this.#keepSort(sort);
    this.scrollTop = scrollTop;
  }

  /** Another list is asked for: it is looked at from its top. */
  protected abstract startOver(): void;

  #keepSort(sort: LibrarySort): void {
    if (this.text === '') this.#browseSort = sort;
    else this.#searchSort = sort;
  }
}
