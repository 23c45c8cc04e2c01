/** What was done last and can be taken back, by numbers that are given out once. */
export interface UndoList {
  add(undo: () => Promise<number>): number;
  /** Takes it back, and gives how many clips are others by that; 0 when it is too late for it. */
  undo(number: number): Promise<number>;
}

/** So much can be taken back; what is older is forgotten. */
const longest = 50;

export const createUndoList = (): UndoList => {
  const steps = new Map<number, () => Promise<number>>();
  let last = 0;
  return {
    add(undo) {
      last += 1;
      steps.set(last, undo);
      for (const number of steps.keys()) {
        if (steps.size <= longest) break;
        steps.delete(number);
      }
      return last;
    },
    async undo(number) {
      const undo = steps.get(number);
      steps.delete(number);
      try {
        return (await undo?.()) ?? 0;
      } catch (error) {
        // It was not taken back: it still can be.
        if (undo !== undefined) steps.set(number, undo);
        throw error;
      }
    },
  };
};
