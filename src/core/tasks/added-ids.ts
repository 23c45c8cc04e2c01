import type { Journal } from '../ports.ts';

/** Which task ids the user added and did not forget, whatever became of the database. */
export interface AddedIds {
  /** Durable on return. */
  added(ids: readonly string[]): void;
  forgotten(ids: readonly string[]): void;
  /** Ids that were added and not forgotten since. */
  all(): string[];
}

export const createAddedIds = (_journal: Journal): AddedIds => ({
  added: () => undefined,
  forgotten: () => undefined,
  all: () => [],
});
