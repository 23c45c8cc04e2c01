import { type Filled, filled, type GridCell, noneFilled } from './grid-cells.ts';

/** Gives the cells of a grid their cards, a few with each frame: whoever flings through it waits for none of them. */
export class GridFill {
  readonly #cells: () => readonly GridCell[];
  readonly #first: () => number;
  #had = noneFilled;
  #turn = $state(0);
  readonly #now: Filled = $derived.by(() => {
    void this.#turn;
    return filled(this.#cells(), this.#had, this.#first());
  });

  /** `first`: the place that is to have its card before all others. */
  constructor(cells: () => readonly GridCell[], first: () => number) {
    this.#cells = cells;
    this.#first = first;
  }

  has(key: GridCell['key']): boolean {
    return this.#now.has(key);
  }

  /** Call once, where effects may be made. */
  follow(): void {
    $effect(() => {
      this.#had = this.#now;
      if (this.#cells().every(({ key, clip }) => clip === undefined || this.#had.has(key))) return;
      // Scrolling is told within a frame, before its callbacks: those of the next one leave this one its time.
      let frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => (this.#turn += 1));
      });
      return () => cancelAnimationFrame(frame);
    });
  }
}
