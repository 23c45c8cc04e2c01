// Version 4 of the database (migrations.ts): nothing here ever changes once it is released.

/** A number in a column of JSON; null where there is none. */
const numberIn = (json: string, path: string): string =>
  `iif(json_valid(${json}), iif(json_type(${json}, '${path}') IN ('integer', 'real'), json_extract(${json}, '${path}'), NULL), NULL)`;
const textIn = (json: string, path: string): string =>
  `iif(json_valid(${json}), json_extract(${json}, '${path}'), NULL)`;
/** A date of the API as days; null for what is none. SQLite takes words too, such as `now`: they are no dates of ours. */
const days = (iso: string): string =>
  `iif(${iso} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*', julianday(${iso}), NULL)`;
/** Whole seconds from one to the other. */
const wait = (from: string, to: string): string => `round((${days(to)} - ${days(from)}) * 86400)`;
const provenance = {
  credits: numberIn('provenance_json', '$.credits'),
  wait: wait(textIn('provenance_json', '$.taskCreatedAt'), textIn('provenance_json', '$.taskCompletedAt')),
};

/** No statement of a trigger may end in END, by which its own end is known (tests/ports/migrations.test.ts). */
const clipFigures = (row: string): string => `coalesce(${row}.created_at, 0), coalesce(${row}.id, ''),
      coalesce(${row}.model, ''), coalesce(${row}.type, ''), ${row}.duration, ${row}.bytes`;
const taskByClips = `SELECT task_id, coalesce(min(created_at), 0), coalesce(min(model), ''), coalesce(min(type), ''), 'success',
      1, max(${provenance.credits}), max(${provenance.wait}) FROM clips`;
const taskByItself = `SELECT id, coalesce(CAST(round((${days('created_iso')} - 2440587.5) * 86400000) AS INTEGER), added_at, 0),
      coalesce(model, ''), coalesce(type, ''), coalesce(status, ''), 0, credits, ${wait('created_iso', 'completed_iso')}
      FROM tasks WHERE NOT EXISTS (SELECT 1 FROM clips WHERE clips.task_id = tasks.id)`;
const taskAnew = (id: string): string => `
    DELETE FROM task_figures WHERE task_id = ${id};
    INSERT OR REPLACE INTO task_figures ${taskByClips} WHERE task_id = ${id} GROUP BY task_id;
    INSERT OR REPLACE INTO task_figures ${taskByItself} AND id = ${id};`;
const clipGone = `DELETE FROM clip_figures WHERE created_at = coalesce(OLD.created_at, 0) AND clip_id = coalesce(OLD.id, '');`;
const clipHere = `INSERT OR REPLACE INTO clip_figures SELECT ${clipFigures('NEW')} WHERE NEW.removed_at IS NULL;`;

/**
 * What statistics add up (core/statistics), apart from the long rows that it belongs to and in the order of time: a
 * hundred thousand clips are read in a blink. It follows the tables by itself. What was computed stands in it, so
 * that no other engine's arithmetic can disagree with an index. Clips that are in the library; and tasks, by the
 * clips that they gave (`gave`) where there are any, removed ones too: these outlive a task that is forgotten. `wait`
 * in seconds.
 */
export const statisticsTables = `
  CREATE TABLE clip_figures (
    created_at INTEGER NOT NULL,
    clip_id TEXT NOT NULL,
    model TEXT NOT NULL,
    type TEXT NOT NULL,
    duration REAL,
    bytes INTEGER,
    PRIMARY KEY (created_at, clip_id)
  ) WITHOUT ROWID;
  CREATE TABLE task_figures (
    task_id TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    model TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    gave INTEGER NOT NULL,
    credits REAL,
    wait INTEGER
  ) WITHOUT ROWID;
  INSERT OR REPLACE INTO clip_figures SELECT ${clipFigures('clips')} FROM clips WHERE removed_at IS NULL;
  INSERT OR REPLACE INTO task_figures ${taskByClips} WHERE task_id IS NOT NULL GROUP BY task_id;
  INSERT OR REPLACE INTO task_figures ${taskByItself} AND id IS NOT NULL;
  CREATE INDEX task_figures_by_date ON task_figures (made_at, model, type, status, gave, wait, credits);
  CREATE TRIGGER clip_figures_added AFTER INSERT ON clips BEGIN
    ${clipHere}
    ${taskAnew('NEW.task_id')}
  END;
  CREATE TRIGGER clip_figures_changed AFTER UPDATE OF id, task_id, type, model, duration, created_at, bytes, provenance_json,
    removed_at ON clips BEGIN
    ${clipGone}
    ${clipHere}
    ${taskAnew('OLD.task_id')}
    ${taskAnew('NEW.task_id')}
  END;
  CREATE TRIGGER clip_figures_gone AFTER DELETE ON clips BEGIN
    ${clipGone}
    ${taskAnew('OLD.task_id')}
  END;
  CREATE TRIGGER task_figures_added AFTER INSERT ON tasks BEGIN
    ${taskAnew('NEW.id')}
  END;
  CREATE TRIGGER task_figures_changed AFTER UPDATE OF id, added_at, type, model, status, credits, created_iso, completed_iso
    ON tasks BEGIN
    ${taskAnew('OLD.id')}
    ${taskAnew('NEW.id')}
  END;
  CREATE TRIGGER task_figures_gone AFTER DELETE ON tasks BEGIN
    ${taskAnew('OLD.id')}
  END;
  `;
