/** Where a key leads from a place of a list with so many rows, `page` of them in sight; null where it leads nowhere. */
export const placeByKey = (key: string, at: number, total: number, page: number): number | null => {
  const far = Math.max(1, page);
  const to = {
    ...{ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + far, PageUp: at - far },
    ...{ Home: 0, End: total - 1 },
  }[key];
  return to === undefined ? null : Math.min(total - 1, Math.max(0, to));
};

/** Makes steps one after the other; those that come while one is under way are made at once after it. */
export const createSteps = (make: (by: number) => Promise<void>): ((by: number) => void) => {
  let waiting = 0;
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    while (waiting !== 0) {
      const by = waiting;
      waiting = 0;
      await make(by);
    }
    working = false;
  };
  return (by) => {
    waiting += by;
    if (!working) void work();
  };
};
