import type { ClipSet, Selected, SelectionChange } from '../../../shared/clip-set.ts';
import { type GroupedList, noFilter } from '../../../shared/library-query.ts';
import { numberOf, textOf } from '../../database/columns.ts';
import { eachNumber, numbersIn } from '../../database/packed.ts';
import type { Sql } from '../../ports.ts';

/** Which clips are selected, of however many: the page knows only of those that it shows. */
export interface Selection {
  change(change: SelectionChange): void;
  /** How many are selected, and which of these. */
  among(ids: readonly string[]): Selected;
  /** The places in time (`clips.ord`) of a set's clips that are in the library: named ones in their order, else newest first. */
  ordsOf(set: ClipSet): number[];
  /** Their ids likewise. */
  idsOf(set: ClipSet): string[];
}

interface SelectionOptions {
  sql: Sql;
  /** Rises with each change of the library. */
  version: () => number;
  /** Places in time of some clips of a list, in its order. */
  listed: (list: GroupedList, offset: number, limit: number) => number[];
}

/** From so many on, all places are read instead of so many one by one. */
const many = 2000;

const within = 'IN (SELECT value FROM json_each(?))';

export const createSelection = ({ sql, version, listed }: SelectionOptions): Selection => {
  let selected = new Set<number>();
  /** The library's version by which all that is selected is there. */
  let checked = -1;

  const read = (where: string, values: readonly (string | number)[]): { id: string; ord: number }[] =>
    values.length === 0
      ? []
      : sql
          .all(
            `SELECT id, ord FROM clips WHERE ${where} ${within} AND removed_at IS NULL AND ord IS NOT NULL
             ORDER BY ord DESC`,
            [JSON.stringify(values)],
          )
          .map((row) => ({ id: textOf(row, 'id') ?? '', ord: numberOf(row, 'ord') ?? 0 }));
  /** What is gone since is not selected any more. Gives what is there, newest first; of so many only the places are read. */
  const present = (): number[] => {
    checked = version();
    const [gone = {}] = sql.all('SELECT group_concat(ord) AS ords FROM clips WHERE removed_at IS NOT NULL');
    eachNumber(gone, 'ords', (ord) => selected.delete(ord));
    const isMany = selected.size > many;
    const [row = {}] = sql.all(
      `SELECT group_concat(ord) AS ords FROM (
         SELECT ord FROM clips WHERE ord ${isMany ? 'IS NOT NULL' : within} ORDER BY ord DESC)`,
      isMany ? [] : [JSON.stringify([...selected])],
    );
    const ords = numbersIn(row, 'ords').filter((ord) => selected.has(ord));
    if (ords.length < selected.size) selected = new Set(ords);
    return ords;
  };
  /** In the order in which they are named; one may be there twice. */
  const named = (ids: readonly string[]): { id: string; ord: number }[] => {
    const here = new Map(read('id', ids).map((clip) => [clip.id, clip]));
    return ids.flatMap((id) => here.get(id) ?? []);
  };
  const clipsOf = (set: ClipSet): { id: string; ord: number }[] =>
    set.of === 'selection' ? read('ord', present()) : named(set.ids);

  const ordsIn = ({ what }: SelectionChange): number[] => {
    if (what.of === 'ids') return read('id', what.ids).map(({ ord }) => ord);
    const { text, sort, filter = noFilter, group = 'none' } = what.list;
    // All of it is the same in any order.
    if (what.from === 0 && what.to === null)
      return listed({ text, sort: 'newest', filter, group: 'none' }, 0, Number.MAX_SAFE_INTEGER);
    const limit = what.to === null ? Number.MAX_SAFE_INTEGER : what.to - what.from + 1;
    return limit <= 0 ? [] : listed({ text, sort, filter, group }, what.from, limit);
  };

  return {
    change(change) {
      const ords = ordsIn(change);
      if (change.how === 'only') selected = new Set();
      for (const ord of ords) {
        const isOn = selected.has(ord);
        if (change.how === 'remove' || (change.how === 'toggle' && isOn)) selected.delete(ord);
        else selected.add(ord);
      }
    },
    among(ids) {
      if (selected.size === 0) return { count: 0, selected: [] };
      if (checked !== version()) present();
      return {
        count: selected.size,
        selected: read('id', ids).flatMap(({ id, ord }) => (selected.has(ord) ? [id] : [])),
      };
    },
    ordsOf: (set) => (set.of === 'selection' ? present() : named(set.ids).map(({ ord }) => ord)),
    idsOf: (set) => clipsOf(set).map(({ id }) => id),
  };
};
