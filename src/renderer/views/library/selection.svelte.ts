import { createContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { SelectionChange } from '../../../shared/clip-set.ts';
import type { GroupedList, GroupHead } from '../../../shared/library-query.ts';
import type { Commands } from '../../state/commands.ts';

/** What of the library is selected. Main knows which clips these are; here it is known of those that are shown. */
export class ClipSelection {
  /** How many clips are selected, shown or not. */
  count = $state(0);

  readonly #selected = new SvelteSet<string>();
  #commands: Commands;
  #shown: readonly string[] = [];
  /** Where a stretch begins that is selected by its end, and the clip that is there. */
  #anchor = 0;
  #anchorId: string | null = null;
  /** Is that clip still where it was? It may be out of sight while others come and go. */
  #isAnchored = true;
  /** Rises with all that the user selects: what was still to be asked for it is out of date. */
  #wish = 0;
  /** Answers to what was asked before this are too late. */
  #round = 0;
  /** Questions that are on their way: what is selected is only known by the last answer. */
  #asking = 0;

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  /** Is anything selected, or on its way to be? */
  get mayHaveSome(): boolean {
    return this.count > 0 || this.#asking > 0;
  }

  has(id: string): boolean {
    return this.#selected.has(id);
  }

  /** Tells which clips are shown. */
  show(ids: readonly string[]): void {
    this.#shown = ids;
    if (this.mayHaveSome) void this.#ask(null);
  }

  /** The library changed: what is gone is not selected any more. */
  refresh(): void {
    if (this.mayHaveSome) void this.#ask(null);
  }

  /** One more, or one less; it begins the next stretch. */
  toggle(id: string, place: number): void {
    this.#begin(place, id);
    void this.#ask({ how: 'toggle', what: { of: 'ids', ids: [id] } });
  }

  /** Nothing is selected; a stretch would begin here. */
  begin(place: number, id: string): void {
    this.#begin(place, id);
    this.clear();
  }

  /** All from where it began to this place, and nothing else unless it is to be added. */
  extend(list: GroupedList, place: number, add: boolean): void {
    this.#wish += 1;
    if (this.#isAnchored || this.#anchorId === null) this.#stretch(list, place, add);
    else void this.#findAnchor(list, place, add, this.#anchorId);
  }

  all(list: GroupedList): void {
    this.#wish += 1;
    void this.#ask({ how: 'only', what: { of: 'places', list, from: 0, to: null } });
  }

  /** A group of the list, beside what is selected. */
  addGroup(list: GroupedList, { first, count }: Pick<GroupHead, 'first' | 'count'>): void {
    void this.#ask({ how: 'add', what: { of: 'places', list, from: first, to: first + count - 1 } });
  }

  /** The list is another: where a stretch begins, its clip is by now. */
  follow(placeOf: (id: string) => number | null): void {
    const place = this.#anchorId === null ? null : placeOf(this.#anchorId);
    this.#isAnchored = place !== null;
    this.#anchor = place ?? this.#anchor;
  }

  clear(): void {
    this.#wish += 1;
    if (this.mayHaveSome) void this.#ask({ how: 'only', what: { of: 'ids', ids: [] } });
  }

  #begin(place: number, id: string): void {
    this.#anchor = place;
    this.#anchorId = id;
    this.#isAnchored = true;
    this.#wish += 1;
  }

  #stretch(list: GroupedList, place: number, add: boolean): void {
    const [from, to] = [Math.min(this.#anchor, place), Math.max(this.#anchor, place)];
    void this.#ask({ how: add ? 'add' : 'only', what: { of: 'places', list, from, to } });
  }

  /** Where the clip is by now at which the stretch begins; one that is not in the list begins none. */
  async #findAnchor(list: GroupedList, place: number, add: boolean, id: string): Promise<void> {
    const wish = this.#wish;
    this.#asking += 1;
    const answer = await this.#commands.invoke('library.place', { list, ids: [id] });
    this.#asking -= 1;
    if (wish !== this.#wish) return;
    if (!answer.ok) return this.#commands.report(answer.problem);
    this.#anchor = answer.value?.place ?? place;
    if (answer.value === null) this.#anchorId = null;
    this.#isAnchored = true;
    this.#stretch(list, place, add);
  }

  async #ask(change: SelectionChange | null): Promise<void> {
    const round = (this.#round += 1);
    // Also what asks for no change: its answer may be the first that tells what an earlier change came to.
    this.#asking += 1;
    const answer = await this.#commands.invoke('library.select', {
      change,
      shown: this.#shown.slice(0, 2000),
    });
    this.#asking -= 1;
    if (!answer.ok) return this.#commands.report(answer.problem);
    if (round !== this.#round) return;
    this.count = answer.value.count;
    const { selected } = answer.value;
    for (const id of this.#selected) if (!selected.includes(id)) this.#selected.delete(id);
    selected.forEach((id) => this.#selected.add(id));
  }
}

/** `useSelection()` in a component under the one that called `provideSelection(selection)`. */
export const [useSelection, provideSelection] = createContext<ClipSelection>();
