/** Something that was decided at the pair table. */
export interface PairStep {
  /** What takes it back. */
  readonly undo: string;
  readonly taskId: string;
  /** The clip that it was decided of. */
  readonly id: string;
  /** What tells of a clip in the bin; null for all else. */
  readonly toast: number | null;
}

/** So many steps can be taken back. */
const mostSteps = 50;

/** What was decided in this window, the last step at the end. */
export class PairSteps {
  #done = $state.raw<readonly PairStep[]>([]);

  get last(): PairStep | undefined {
    return this.#done.at(-1);
  }

  remember(step: PairStep): void {
    this.#done = [...this.#done, step].slice(-mostSteps);
  }

  /** Takes this step out; undefined where it was taken out before. */
  take(undo: string): PairStep | undefined {
    const step = this.#done.find((one) => one.undo === undo);
    this.#done = this.#done.filter((one) => one !== step);
    return step;
  }

  /** The last step that put this clip into the bin. */
  binOf(id: string): PairStep | undefined {
    return this.#done.findLast((one) => one.id === id && one.toast !== null);
  }
}
