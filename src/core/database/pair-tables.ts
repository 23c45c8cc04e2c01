/**
 * What was kept of the clips of one task, and which tasks have something to compare (core/pairs): a line for each task that
 * gave clips, which follows them by itself, so that no question about pairs looks at every clip. `known` counts all its
 * clips, `here` those in the library, `open` those of these that were not kept yet.
 */
const counted = (row: 'NEW' | 'OLD', sign: 1 | -1): string => {
  const here = `${sign} * (${row}.removed_at IS NULL)`;
  const open = `${sign} * (${row}.removed_at IS NULL AND ${row}.kept = 0)`;
  return `
    INSERT INTO takes (task_id, made_at, known, here, open)
      VALUES (${row}.task_id, ${row}.created_at, ${sign}, ${here}, ${open})
      ON CONFLICT (task_id) DO UPDATE SET known = known + excluded.known, here = here + excluded.here,
        open = open + excluded.open${sign === 1 ? ', made_at = max(made_at, excluded.made_at)' : ''};`;
};

export const pairTables = `
  ALTER TABLE clips ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE takes (
    task_id TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    known INTEGER NOT NULL,
    here INTEGER NOT NULL,
    open INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO takes (task_id, made_at, known, here, open)
    SELECT task_id, max(created_at), count(*), sum(removed_at IS NULL), sum(removed_at IS NULL) FROM clips GROUP BY task_id;
  CREATE INDEX takes_pairs ON takes (made_at DESC, task_id) WHERE known > 1;
  CREATE INDEX takes_open ON takes (made_at DESC, task_id) WHERE here > 1 AND open > 0;
  CREATE TRIGGER take_added AFTER INSERT ON clips BEGIN
    ${counted('NEW', 1)}
  END;
  CREATE TRIGGER take_changed AFTER UPDATE OF task_id, created_at, removed_at, kept ON clips
    WHEN OLD.task_id IS NOT NEW.task_id OR OLD.created_at IS NOT NEW.created_at
      OR OLD.removed_at IS NOT NEW.removed_at OR OLD.kept IS NOT NEW.kept BEGIN
    ${counted('OLD', -1)}
    ${counted('NEW', 1)}
  END;
  CREATE TRIGGER take_gone AFTER DELETE ON clips BEGIN
    ${counted('OLD', -1)}
  END;
`;
