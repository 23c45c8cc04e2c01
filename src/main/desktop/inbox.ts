/** Keeps what comes before there is somebody to take it: links and second starts while the app gets going. */
export interface Inbox<T> {
  put(item: T): void;
  /** From now on each one goes to `take`, those that wait first. */
  open(take: (item: T) => void): void;
}

export const createInbox = <T>(): Inbox<T> => {
  const waiting: T[] = [];
  let taker: ((item: T) => void) | null = null;
  return {
    put(item) {
      if (taker === null) waiting.push(item);
      else taker(item);
    },
    open(take) {
      taker = take;
      for (const item of waiting.splice(0)) take(item);
    },
  };
};
