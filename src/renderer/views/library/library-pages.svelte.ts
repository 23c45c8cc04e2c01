import { createContext } from 'svelte';
import type { Clip } from '../../../shared/clip.ts';
import { unpackSizes } from '../../../shared/group-sizes.ts';
import type {
  ClipPage,
  ClipQueryInput,
  FacetsQuery,
  GroupedList,
  GroupedListInput,
  GroupHead,
  Grouping,
} from '../../../shared/library-query.ts';
import type { Problem, Result } from '../../../shared/problem.ts';
import { KeptPages, pageSize } from './kept-pages.svelte.ts';
import { ListChoice } from './list-choice.svelte.ts';

/** So many of the clips in sight are asked for, the first one first: it may be gone. */
const mostAnchors = 60;

/** What is asked of main. */
export interface LibraryQuestions {
  page: (query: ClipQueryInput) => Promise<Result<ClipPage>>;
  count: (list: FacetsQuery) => Promise<Result<number>>;
  place: (of: {
    list: GroupedListInput;
    ids: string[];
  }) => Promise<Result<{ id: string; place: number } | null>>;
}

/** The library as the grid sees it: a count, and the clips of those pages that were looked at. */
export class LibraryPages extends ListChoice {
  readonly #kept = new KeptPages();
  /** Clips that match; null until the first answer, and less than there are until they are counted. */
  total = $state<number | null>(null);
  /** The same, only as it was last counted. */
  found = $state<number | null>(null);
  /** The sizes of the groups of what is here; null where it has none. */
  sizes = $state.raw<readonly number[] | null>(null);
  /** What was asked for to get what is here. */
  shown = $state.raw<{ text: string; group: Grouping }>({ text: '', group: 'none' });
  /** Rises with each answer that replaces what was here. Then `moved` says where a clip in sight was, and where it is. */
  turn = $state(0);
  moved: { from: number; to: number } | null = null;
  /** Clips that are still to come into the list by themselves. */
  unindexed = $state(0);
  problem = $state.raw<Problem | null>(null);
  #ask: LibraryQuestions;
  #asked: number[] = [];
  /** Answers of this round that wait for the others of what is looked at. */
  #come: { page: number; answer: ClipPage }[] = [];
  #round = 0;
  /** The rounds that were answered, counted, and whose sizes are here. */
  #answered = -1;
  #counted = -1;
  #sized = -1;
  /** Another list is asked for: nothing that is known of this one holds. */
  #isOther = true;
  #from = 0;
  #to = pageSize - 1;
  /** The first place that is seen; null at the top, where what is new is to be seen. */
  #anchor: number | null = null;
  #move: { from: number; to: number } | null = null;
  #looking = 0;
  #version: number | null = null;

  constructor(ask: LibraryQuestions) {
    super();
    this.#ask = ask;
  }

  /** See KeptPages. */
  at(place: number): Clip | undefined {
    return this.#kept.at(place);
  }
  headAt(first: number): GroupHead | undefined {
    return this.#kept.headAt(first);
  }
  indexOf(id: string): number | null {
    return this.#kept.indexOf(id);
  }
  runAround(place: number): { clips: Clip[]; at: number } {
    return this.#kept.runAround(place);
  }

  /**
   * Tells that the library is now at `version`: what is here is asked for again when that is new. Where one is not at the
   * top, it is asked first where the clips in sight are by now, so that they can stay where they are seen.
   */
  follow(version: number): void {
    if (version === this.#version) return;
    this.#version = version;
    const anchor = this.#anchor;
    const seen = anchor === null ? [] : this.#kept.idsFrom(anchor, mostAnchors);
    this.#looking += 1;
    if (anchor === null || seen.length === 0) this.reload();
    else void this.#goAlong(seen, anchor);
  }

  /** Asks again for what is looked at. What is on screen stays until the answer is there. */
  reload(): void {
    this.#round += 1;
    this.#asked = [];
    this.#come = [];
    this.need(this.#from, this.#to, this.#anchor);
  }

  /** Says which places are looked at, and the first that is seen (null: the top); pages that are not here are fetched. */
  need(from: number, to: number, anchor: number | null = null): void {
    this.#anchor = anchor;
    this.#from = Math.max(0, from);
    this.#to = Math.max(this.#from, to);
    const last = Math.floor(this.#to / pageSize);
    for (let page = Math.floor(this.#from / pageSize); page <= last; page += 1) void this.#fetch(page);
  }

  /** The `limit` clips from place `offset` on in the list as it is asked for now. */
  async read(offset: number, limit: number): Promise<readonly Clip[]> {
    if (limit < 1) return [];
    const answer = await this.#ask.page({ ...this.list, count: false, offset, limit });
    return answer.ok ? answer.value.clips : [];
  }

  protected startOver(): void {
    this.scrollTop = 0;
    this.#isOther = true;
    this.#looking += 1;
    this.#move = null;
    this.#anchor = null;
    this.#from = 0;
    this.#to = pageSize - 1;
    this.reload();
  }

  async #goAlong(ids: string[], anchor: number): Promise<void> {
    const looking = this.#looking;
    const answer = await this.#ask.place({ list: this.list, ids });
    if (looking !== this.#looking) return;
    const from = answer.ok && answer.value !== null ? this.indexOf(answer.value.id) : null;
    if (answer.ok && answer.value !== null && from !== null) {
      const by = answer.value.place - from;
      this.#move = { from, to: answer.value.place };
      this.#from += by;
      this.#to += by;
      this.#anchor = (this.#anchor ?? anchor) + by;
    }
    this.reload();
  }

  async #fetch(page: number): Promise<void> {
    if (this.#asked.includes(page)) return;
    this.#asked.push(page);
    const round = this.#round;
    const { list } = this;
    const isGrouped = list.group !== 'none';
    const answer = await this.#ask.page({
      ...list,
      // The hits of a search are there long before they are counted.
      ...{ count: list.text === '' || isGrouped, sizes: isGrouped && this.#sized !== round },
      ...{ offset: page * pageSize, limit: pageSize },
    });
    if (round !== this.#round) return;
    if (answer.ok) this.#come.push({ page, answer: answer.value });
    else {
      this.problem = answer.problem;
      this.#asked = this.#asked.filter((asked) => asked !== page);
    }
    // The answers of a round make everything older untrue. All that is looked at changes at once.
    if (
      this.#answered !== round &&
      !this.#asked.every((asked) => this.#come.some((come) => come.page === asked))
    )
      return;
    for (const come of this.#come) {
      if (this.#answered !== round) this.#turn(list);
      this.#answered = round;
      this.#take(come.page, come.answer, list, round);
    }
    this.#come = [];
  }

  #take(page: number, answer: ClipPage, list: GroupedList, round: number): void {
    this.problem = null;
    this.unindexed = answer.unindexed;
    const dropped = this.#kept.keep(page, answer);
    this.#asked = this.#asked.filter((asked) => !dropped.includes(asked));
    if (answer.sizes !== null && this.#sized !== round) {
      this.sizes = unpackSizes(answer.sizes);
      this.#sized = round;
    }
    this.#tell(answer, list, round);
  }

  #turn({ text, group }: GroupedList): void {
    this.#kept.forget();
    if (this.#isOther) this.total = 0;
    this.#isOther = false;
    if (group === 'none') this.sizes = null;
    this.shown = { text, group };
    this.moved = this.#move;
    this.#move = null;
    this.turn += 1;
  }

  #tell({ total, counted }: ClipPage, list: GroupedList, round: number): void {
    if (counted) {
      this.total = this.found = total;
      this.#counted = round;
      return;
    }
    this.total = Math.max(this.total ?? 0, total);
    if (this.#counted === round) return;
    this.#counted = round;
    void this.#count(list, round);
  }

  async #count({ text, filter }: GroupedList, round: number): Promise<void> {
    const answer = await this.#ask.count({ text, filter });
    if (round === this.#round && answer.ok) this.total = this.found = answer.value;
  }
}

/** `useLibrary()` in a component under the one that called `provideLibrary(pages)`. */
export const [useLibrary, provideLibrary] = createContext<LibraryPages>();
