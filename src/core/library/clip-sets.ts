import type { ClipSet } from '../../shared/clip-set.ts';
import { textOf } from '../database/columns.ts';
import type { Sql } from '../ports.ts';

/** Gives the clips that a set means and the library holds, in the order of the set. */
export const createClipSets =
  (sql: Sql): ((set: ClipSet) => string[]) =>
  (set) => {
    switch (set.of) {
      case 'ids':
        return sql
          .all(
            `SELECT j.value AS id FROM json_each(?) j
             WHERE EXISTS (SELECT 1 FROM clips c WHERE c.id = j.value AND c.removed_at IS NULL) ORDER BY j.key`,
            [JSON.stringify(set.ids)],
          )
          .map((row) => textOf(row, 'id') ?? '');
    }
  };
