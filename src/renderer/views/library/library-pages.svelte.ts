import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Clip } from '../../../shared/clip.ts';
import {
  type ClipFilter,
  type ClipList,
  type ClipPage,
  type ClipQueryInput,
  type LibraryLayout,
  type LibrarySort,
  noFilter,
} from '../../../shared/library-query.ts';
import type { Problem, Result } from '../../../shared/problem.ts';

/** Clips asked for at once. */
export const pageSize = 120;
/** Pages kept; those farthest from what is looked at go first. */
const keptPages = 16;

/** The library as the grid sees it: a count, and the clips of those pages that were looked at. */
export class LibraryPages {
  /** What is searched for; set through `search`. */
  text = $state('');
  #browseSort = $state<LibrarySort>('newest');
  #searchSort = $state<LibrarySort>('best');
  /** What is left of the library; set through `filterBy`. */
  filter = $state.raw<ClipFilter>(noFilter);
  /** As covers, or as lines. */
  layout = $state<LibraryLayout>('grid');
  /** Clips that match; null until the first answer. */
  total = $state<number | null>(null);
  /** Clips that are still to come into the list by themselves. */
  unindexed = $state(0);
  problem = $state.raw<Problem | null>(null);
  /** Where the grid was scrolled to, in px: kept while another view is open. */
  scrollTop = $state(0);

  readonly #pages = new SvelteMap<number, readonly Clip[]>();
  #ask: (query: ClipQueryInput) => Promise<Result<ClipPage>>;
  #asked: number[] = [];
  #round = 0;
  #from = 0;
  #to = pageSize - 1;
  #version: number | null = null;

  constructor(ask: (query: ClipQueryInput) => Promise<Result<ClipPage>>) {
    this.#ask = ask;
  }

  /** How the list is sorted: a search has an order of its own, the best hits first. */
  get sort(): LibrarySort {
    return this.text === '' ? this.#browseSort : this.#searchSort;
  }

  /** What is asked for. */
  get list(): ClipList {
    return { text: this.text, filter: this.filter, sort: this.sort };
  }

  /** Does anything but the search leave clips out? */
  get isFiltered(): boolean {
    return JSON.stringify(this.filter) !== JSON.stringify(noFilter);
  }

  /** The clip at this place of the list, if its page is here. */
  at(index: number): Clip | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** The place of a clip among the pages that are here, or null. */
  indexOf(id: string): number | null {
    for (const [page, clips] of this.#pages) {
      const at = clips.findIndex((clip) => clip.id === id);
      if (at >= 0) return page * pageSize + at;
    }
    return null;
  }

  search(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.#startOver();
  }

  filterBy(filter: ClipFilter): void {
    this.filter = filter;
    this.#startOver();
  }

  /** Another layout shows other places at the same height: what was looked at is gone to by whoever draws it. */
  layOut(layout: LibraryLayout): void {
    this.layout = layout;
  }

  sortBy(sort: LibrarySort): void {
    this.#keepSort(sort);
    this.#startOver();
  }

  /** Goes to where the grid was once: what it showed then is asked for when it is looked at. */
  restore({
    text,
    sort,
    scrollTop,
    filter,
    layout,
  }: Pick<LibraryPages, 'text' | 'sort' | 'scrollTop' | 'filter' | 'layout'>): void {
    this.text = text;
    this.filter = filter;
    this.layout = layout;
    this.#keepSort(sort);
    this.scrollTop = scrollTop;
  }

  /** Tells that the library is now at `version`: what is here is asked for again when that is new. */
  follow(version: number): void {
    if (version === this.#version) return;
    this.#version = version;
    this.reload();
  }

  /** Asks again for what is looked at. What is on screen stays until the answer is there. */
  reload(): void {
    this.#round += 1;
    this.#asked = [];
    this.need(this.#from, this.#to);
  }

  /** Says which places are looked at; their pages are fetched where they are not here. */
  need(from: number, to: number): void {
    this.#from = Math.max(0, from);
    this.#to = Math.max(this.#from, to);
    const last = Math.floor(this.#to / pageSize);
    for (let page = Math.floor(this.#from / pageSize); page <= last; page += 1) void this.#fetch(page);
  }

  /** The clips around `index` that are here without a gap, and where in them `index` is. */
  runAround(index: number): { clips: Clip[]; at: number } {
    let first = index;
    while (this.at(first - 1) !== undefined) first -= 1;
    const clips: Clip[] = [];
    for (let clip = this.at(first); clip !== undefined; clip = this.at(first + clips.length))
      clips.push(clip);
    return { clips, at: index - first };
  }

  /** The `limit` clips from place `offset` on in the list as it is asked for now. */
  async read(offset: number, limit: number): Promise<readonly Clip[]> {
    const answer = await this.#ask({ ...this.list, offset, limit });
    return answer.ok ? answer.value.clips : [];
  }

  #keepSort(sort: LibrarySort): void {
    if (this.text === '') this.#browseSort = sort;
    else this.#searchSort = sort;
  }

  #startOver(): void {
    this.scrollTop = 0;
    this.#from = 0;
    this.#to = pageSize - 1;
    this.reload();
  }

  async #fetch(page: number): Promise<void> {
    if (this.#asked.includes(page)) return;
    this.#asked.push(page);
    const round = this.#round;
    const answer = await this.#ask({ ...this.list, offset: page * pageSize, limit: pageSize });
    if (round !== this.#round) return;
    if (!answer.ok) {
      this.problem = answer.problem;
      this.#asked = this.#asked.filter((asked) => asked !== page);
      return;
    }
    // The first answer of a round makes everything older untrue.
    if (this.#answered !== round) this.#pages.clear();
    this.#answered = round;
    this.problem = null;
    this.total = answer.value.total;
    this.unindexed = answer.value.unindexed;
    this.#pages.set(page, answer.value.clips);
    this.#dropFarPages(page);
  }

  #answered = -1;

  #dropFarPages(near: number): void {
    if (this.#pages.size <= keptPages) return;
    const far = Array.from(this.#pages.keys()).sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const page of far.slice(0, this.#pages.size - keptPages)) {
      this.#pages.delete(page);
      this.#asked = this.#asked.filter((asked) => asked !== page);
    }
  }
}

/** `useLibrary()` in a component under the one that called `provideLibrary(pages)`. */
export const [useLibrary, provideLibrary] = createContext<LibraryPages>();
