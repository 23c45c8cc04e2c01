import { fact, keepFact } from '../database/facts.ts';
import type { Sql } from '../ports.ts';

/** A trouble that is told once while it lasts, restarts included. */
export interface Once {
  /** Was it told, and is not over yet? */
  isTold(): boolean;
  /** For use inside a transaction of the caller's. */
  write(told: boolean): void;
  /** Reads it anew: a transaction failed, and memory may be ahead of the disk. */
  reload(): void;
}

/** Kept as a fact of the database, under `name`. */
export const createOnce = (sql: Sql, name: string): Once => {
  const read = (): boolean => fact(sql, name, () => 'no') === 'yes';
  let told = read();
  return {
    isTold: () => told,
    write(next) {
      keepFact(sql, name, next ? 'yes' : 'no');
      told = next;
    },
    reload() {
      told = read();
    },
  };
};
