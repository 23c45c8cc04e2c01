import { type CardPart, type CellPart, drawnNext, type Held } from './grid-cards.ts';

/** How a grid is to be drawn. */
interface Wish {
  /** The place that is to be drawn before all others. */
  first: number;
  /** Elements of one kind are of no use for another. */
  kind: string;
}

/** Draws the cells of a grid, a few with each frame: whoever flings through it waits for none of them. */
export class CardTurns {
  readonly #wanted: () => readonly CellPart[];
  readonly #wish: () => Wish;
  #had: { kind: string; parts: readonly CardPart[] } = { kind: '', parts: [] };
  #turn = $state(0);
  held: Held = { part: null, cell: null };
  readonly parts: readonly CardPart[] = $derived.by(() => {
    void this.#turn;
    const { first, kind } = this.#wish();
    return drawnNext(this.#wanted(), kind === this.#had.kind ? this.#had.parts : [], this.held, first);
  });

  constructor(wanted: () => readonly CellPart[], wish: () => Wish) {
    this.#wanted = wanted;
    this.#wish = wish;
  }

  /** Call once, where effects may be made. */
  follow(): void {
    $effect(() => {
      this.#had = { kind: this.#wish().kind, parts: this.parts };
      const cells = this.parts.flatMap((part) => part.cells);
      if (!cells.some(({ clip, isBlank }) => isBlank && clip !== undefined)) return;
      // Scrolling is told within a frame, before its callbacks: those of the next one leave this one its time.
      let frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => (this.#turn += 1));
      });
      return () => cancelAnimationFrame(frame);
    });
  }
}
