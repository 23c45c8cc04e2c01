import type { SaidReport, Saying } from '../../../shared/clip-set.ts';
import type { Clock, Sql } from '../../ports.ts';
import { apply, type Change, changesOf } from './changes.ts';
import { noteSaid } from './said-store.ts';
import type { Undoing } from '../../undoing.ts';

/** What the user says of clips, many at once if need be, and the way back. */
export interface Sayings {
  /** Of the clips at these places in time. All of it is kept, or (the database refuses: it throws) none. */
  say(ords: readonly number[], saying: Saying): Promise<SaidReport>;
}

interface SayingsOptions {
  clock: Clock;
  sql: Sql;
  undoing: Undoing<Promise<number>>;
  /** The index takes up what changed. */
  catchUp: () => void;
  onChange: () => void;
}

/** So many clips at once: between them the program goes on with all else. */
const atOnce = 1000;

/** The changes in their order, so many clips at a time. Pure. */
const inParts = (changes: readonly Change[]): Change[][] => {
  const parts: Change[][] = [[]];
  let room = atOnce;
  for (const change of changes)
    for (let from = 0; from < change.ords.length;) {
      if (room === 0) {
        parts.push([]);
        room = atOnce;
      }
      const ords = change.ords.slice(from, from + room);
      parts[parts.length - 1]?.push({ ...change, ords });
      from += ords.length;
      room -= ords.length;
    }
  return parts;
};

export const createSayings = ({ clock, sql, undoing, catchUp, onChange }: SayingsOptions): Sayings => {
  /** One after the other, in the order in which they were said. */
  let before: Promise<unknown> = Promise.resolve();
  const pause = (): Promise<void> => new Promise((go) => void clock.after(0, go));

  const make = async (changes: readonly Change[], back: Change[]): Promise<void> => {
    for (const [n, part] of inParts(changes).entries()) {
      if (n > 0) await pause();
      const inverse = sql.transaction(() => {
        const changed = part.flatMap((change) => apply(sql, change).reverse()).reverse();
        const ords = new Set(changed.flatMap(({ ords }) => ords));
        noteSaid(sql, [...ords], clock.now());
        return changed;
      });
      back.unshift(...inverse);
      catchUp();
    }
  };

  /** Makes the changes, and gives what brings them back. */
  const all = async (changes: readonly Change[]): Promise<Change[]> => {
    const back: Change[] = [];
    try {
      await make(changes, back);
    } catch (error) {
      await make(back.slice(), []);
      throw error;
    } finally {
      if (back.length > 0) onChange();
    }
    return back;
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = before.then(work, work);
    before = next.catch(() => undefined);
    return next;
  };
  const others = (changes: readonly Change[]): number => new Set(changes.flatMap(({ ords }) => ords)).size;

  return {
    say: (ords, saying) =>
      inTurn(async () => {
        const back = await all(changesOf(saying, [...ords]));
        if (back.length === 0) return { changed: 0, undo: null };
        const undo = undoing.keep(() => inTurn(async () => others(await all(back))));
        return { changed: others(back), undo };
      }),
  };
};
