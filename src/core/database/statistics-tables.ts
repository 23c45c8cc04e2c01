// Version 4 of the database (migrations.ts): nothing here ever changes once it is released.

/**
 * A date of the API as days; null for what is none. SQLite takes words for dates too, such as `now`: they are no dates of
 * ours.
 */
const days = (iso: string): string =>
  `julianday(iif(${iso} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*', ${iso}, NULL))`;
/** Whole seconds from one to the other. */
const wait = (from: string, to: string): string => `round((${days(to)} - ${days(from)}) * 86400)`;

// No statement of a trigger may end in END, by which its own end is known (tests/ports/migrations.test.ts). They are kept
// small: an engine that keeps no prepared statements reads them anew with each row that is written.

/** What `clip_figures` holds of a row of `clips`, named `clip`. */
const clipFigures = (clip: string, rest: string): string => `
    INSERT OR REPLACE INTO clip_figures SELECT
      created_at, id, task_id, model, type, here, duration, bytes,
      iif(json_type(said, '$.credits') IN ('integer', 'real'), json_extract(said, '$.credits'), NULL),
      ${wait('made', 'done')}
    FROM (
      SELECT *, json_extract(said, '$.taskCreatedAt') AS made, json_extract(said, '$.taskCompletedAt') AS done FROM (
        SELECT coalesce(${clip}.created_at, 0) AS created_at, coalesce(${clip}.id, '') AS id,
          coalesce(${clip}.task_id, '') AS task_id, coalesce(${clip}.model, '') AS model, coalesce(${clip}.type, '') AS type,
          ${clip}.removed_at IS NULL AS here, ${clip}.duration AS duration, ${clip}.bytes AS bytes,
          iif(json_valid(${clip}.provenance_json), ${clip}.provenance_json, '{}') AS said ${rest}
      )
    );`;
const clipGone = `
    DELETE FROM clip_figures WHERE created_at = coalesce(OLD.created_at, 0) AND clip_id = coalesce(OLD.id, '');`;

const taskByClips = `
    INSERT OR REPLACE INTO task_figures
      SELECT task_id, min(created_at), min(model), min(type), 'success', 1, max(credits), max(wait) FROM clip_figures`;
const taskByItself = `
    INSERT OR REPLACE INTO task_figures
      SELECT id, coalesce(CAST(round((${days('created_iso')} - 2440587.5) * 86400000) AS INTEGER), added_at, 0),
        coalesce(model, ''), coalesce(type, ''), coalesce(status, ''), 0, credits, ${wait('created_iso', 'completed_iso')}
      FROM tasks WHERE NOT EXISTS (SELECT 1 FROM clip_figures WHERE task_id = tasks.id)`;
const taskAnew = (id: string): string => `
    DELETE FROM task_figures WHERE task_id = ${id};
    ${taskByClips} WHERE task_id = ${id} GROUP BY task_id;
    ${taskByItself} AND id = ${id};`;

/**
 * What statistics add up (core/statistics), apart from the long rows that it belongs to and in the order of time: a hundred
 * thousand clips are read in a blink. It follows the tables by itself. What was computed stands in it, so that no other
 * engine's arithmetic can disagree with an index. Clips, `here` unless they were removed; and tasks, by the clips that they
 * gave (`gave`) where there are any, removed ones too: these outlive a task that is forgotten. `wait` in seconds.
 */
export const statisticsTables = `
  CREATE TABLE clip_figures (
    created_at INTEGER NOT NULL,
    clip_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    model TEXT NOT NULL,
    type TEXT NOT NULL,
    here INTEGER NOT NULL,
    duration REAL,
    bytes INTEGER,
    credits REAL,
    wait INTEGER,
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
  ${clipFigures('clips', 'FROM clips')}
  CREATE INDEX clip_figures_by_task ON clip_figures (task_id);
  ${taskByClips} GROUP BY task_id;
  ${taskByItself} AND id IS NOT NULL;
  CREATE INDEX task_figures_by_date ON task_figures (made_at, model, type, status, gave, wait, credits);
  CREATE TRIGGER clip_figures_added AFTER INSERT ON clips BEGIN
    ${clipFigures('NEW', '')}
    ${taskAnew('NEW.task_id')}
  END;
  CREATE TRIGGER clip_figures_changed AFTER UPDATE OF id, task_id, type, model, duration, created_at, bytes, provenance_json,
    removed_at ON clips BEGIN
    ${clipGone}
    ${clipFigures('NEW', '')}
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
