import { tick, untrack } from 'svelte';
import {
  type GridLayout,
  gridLayout,
  groupOf,
  inSight,
  listLayout,
  movedBy,
  placeAt,
  type Shelf,
  shelfOf,
  sizeOf,
  topOf,
} from './grid-layout.ts';
import type { LibraryPages } from './library-pages.svelte.ts';

/** What of the list is in sight, where the focus is, and that both stay what they are when the list changes. */
export class GridView {
  /** Sizes before the first measurement, and where there is no layout at all. px. */
  width = $state(0);
  height = $state(0);
  scrollTop = $state(0);
  scroller: HTMLElement | undefined = $state();
  /** What is as high as all clips; it has the focus while the clip that is to have it is on its way. */
  room: HTMLElement | undefined = $state();
  /** The place that has the focus, or had it last. */
  active = $state(0);

  readonly #pages: LibraryPages;
  /** The place that is to have the focus as soon as its clip is there. */
  #awaited = $state<number | null>(null);
  /** Where the grid was scrolled to when it was last seen. */
  readonly #left: number;
  /** How all was laid out, and which clip was active, before the list became another. */
  #before: Shelf | null = null;
  #reached: string | undefined;
  #measured = false;

  readonly layout: GridLayout = $derived.by(() =>
    this.#pages.layout === 'list' ? listLayout(this.width || 900) : gridLayout(this.width || 900),
  );
  readonly shelf = $derived.by(() => shelfOf(this.layout, this.#pages.total ?? 0, this.#pages.sizes));
  /** How many clips and px there are. */
  readonly size = $derived(sizeOf(this.shelf));
  readonly parts = $derived(inSight(this.shelf, this.scrollTop, this.height || 700));
  readonly places = $derived(this.parts.flatMap(({ places }) => places));
  /** The one place that Tab reaches, and the group with the buttons that it does. */
  readonly tabbed = $derived(this.places.includes(this.active) ? this.active : (this.places[0] ?? 0));
  readonly tabbedGroup = $derived(groupOf(this.shelf, this.tabbed));
  /** The first place that is seen; null at the top, where what is new is to be seen. */
  readonly first = $derived(
    this.scrollTop > 0 ? placeAt(this.shelf, this.scrollTop + this.shelf.headHeight) : null,
  );

  constructor(pages: LibraryPages) {
    this.#pages = pages;
    this.#left = untrack(() => pages.scrollTop);
    this.scrollTop = this.#left;
  }

  /** Rows that are seen at once. */
  get page(): number {
    return Math.max(1, Math.floor((this.height - this.shelf.headHeight) / this.layout.rowHeight));
  }

  /** The place one gets to by so many rows down (or up). */
  moved(rows: number): number {
    return movedBy(this.shelf, this.active, rows);
  }

  scrollTo(px: number): void {
    if (!this.scroller) return;
    this.scroller.scrollTop = px;
    this.scrollTop = this.scroller.scrollTop;
  }

  /** Scrolls as little as is needed to have this place in sight, below its group's head. */
  reveal(place: number): void {
    if (!this.scroller || this.height === 0) return;
    const { headHeight, layout } = this.shelf;
    const top = topOf(this.shelf, place);
    const seen = this.scroller.scrollTop;
    if (top - headHeight < seen) this.scrollTo(top - headHeight);
    else if (top + layout.rowHeight > seen + this.height)
      this.scrollTo(top + layout.rowHeight - this.height + layout.rowGap);
    else this.scrollTop = seen;
  }

  /** Has this place in sight and the focus on it, at once or as soon as its clip is there. */
  async goTo(place: number): Promise<void> {
    this.active = place;
    this.reveal(place);
    this.#awaited = null;
    await tick();
    const card = this.room?.querySelector<HTMLElement>(`[data-place="${place}"] [data-card]`);
    if (card) return card.focus({ preventScroll: true });
    this.#awaited = place;
    this.room?.focus({ preventScroll: true });
  }

  /** Call once, where effects may be made. `selected`: the id of the clip whose details are open. */
  follow(selected: () => string | null, onturn: () => void): void {
    const pages = this.#pages;
    $effect(() => pages.need(this.places[0] ?? 0, this.places.at(-1) ?? 0, this.first));
    $effect(() => {
      // A new search starts at the top; coming back from another view starts where it was left.
      void [pages.text, pages.sort, pages.filter, pages.group];
      if (this.scroller) this.scroller.scrollTop = untrack(() => pages.scrollTop);
    });
    // The clip that is to have the focus is there now, and nothing else took it meanwhile.
    $effect(() => {
      const place = this.#awaited;
      if (place === null || pages.at(place) === undefined) return;
      this.#awaited = null;
      if (this.room && document.activeElement === this.room)
        void tick().then(() => untrack(() => this.goTo(place)));
    });
    $effect(() => {
      this.#reached = pages.at(this.active)?.id;
    });
    $effect.pre(() => {
      void pages.turn;
      untrack(() => {
        this.#goAlong();
        onturn();
      });
    });
    // What one looks at stays in sight when the panel opens or the window changes: the selected clip, or else
    // the first one that was seen. The first measurement is no such change: what was laid out before it was a guess,
    // and where the grid was left is only now tall enough to be gone to.
    $effect(() => {
      const id = selected();
      void this.layout;
      if (this.width === 0) return;
      untrack(() => {
        if (!this.#measured) this.scrollTo(this.#left);
        else this.#layOutAnew();
        this.#measured = true;
        const place = id === null ? null : pages.indexOf(id);
        if (place !== null) void tick().then(() => this.reveal(place));
      });
    });
    $effect(() => {
      this.#before = this.shelf;
    });
  }

  #layOutAnew(): void {
    const { layout, shelf } = this;
    const before = this.#before;
    if (before === null || this.scrollTop <= 0) return;
    const was = before.layout;
    if (was.columns === layout.columns && was.rowHeight === layout.rowHeight) return;
    const seen = placeAt(before, this.scrollTop + before.headHeight);
    this.scrollTo(topOf(shelf, Math.min(this.size.total - 1, seen)) - shelf.headHeight);
  }

  /**
   * What came or went above moves nothing that is seen: the clip that was seen first stays at its height, and the focus
   * with its clip. At the top, what is new comes into sight.
   */
  #goAlong(): void {
    const pages = this.#pages;
    const { moved } = pages;
    pages.moved = null;
    if (this.#before !== null && moved !== null) {
      const by = topOf(this.shelf, moved.to) - topOf(this.#before, moved.from);
      this.active += moved.to - moved.from;
      const wanted = (this.scrollTop = Math.max(0, this.scrollTop + by));
      // Only now is the room as high as it is to be.
      void tick().then(() => this.scrollTo(wanted));
    }
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || this.room?.contains(focused) !== true) return;
    this.active = (this.#reached === undefined ? null : pages.indexOf(this.#reached)) ?? this.active;
    const id = focused.dataset['card'];
    void tick().then(() => {
      if (id === undefined || document.activeElement !== document.body) return;
      const cards = Array.from(this.room?.querySelectorAll<HTMLElement>('[data-card]') ?? []);
      cards.find(({ dataset }) => dataset['card'] === id)?.focus({ preventScroll: true });
    });
  }
}
