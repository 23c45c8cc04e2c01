// Version 4 of the database (migrations.ts): nothing here ever changes once it is released.

/**
 * Rows of `clip_lineage` for a row of `clips`, named `clip`: each id of another clip or task that its input names. Most
 * name none, and are not read as JSON.
 */
const namedBy = (clip: string, from: string): string => `
    INSERT OR IGNORE INTO clip_lineage SELECT ${clip}.id, said.key, named.value FROM ${from}
      json_each(iif(json_valid(${clip}.provenance_json), ${clip}.provenance_json, '{}'), '$.input') AS said,
      json_each(iif(said.type = 'array', said.value, json_array(said.value))) AS named
    WHERE (${clip}.provenance_json GLOB '*clip_id*' OR ${clip}.provenance_json GLOB '*task_id*') AND said.type IN ('text', 'array') AND length(said.key) <= 60
      AND (said.key GLOB '*clip_id' OR said.key GLOB '*clip_ids' OR said.key GLOB '*task_id' OR said.key GLOB '*task_ids')
      AND named.type = 'text' AND length(named.value) BETWEEN 1 AND 200 AND named.value IS NOT ${clip}.id;`;

/**
 * What clips were made of (core/library/related.ts): `field` is the input's own word, `other` the clip or task that it
 * names, in the library or not. It follows the clips by itself, however they come, and is found from both ends.
 */
export const lineageTables = `
  CREATE TABLE clip_lineage (
    clip_id TEXT NOT NULL,
    field TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (clip_id, field, other)
  ) WITHOUT ROWID;
  CREATE INDEX clip_lineage_back ON clip_lineage (other, clip_id, field);
  ${namedBy('clips', 'clips,')}
  CREATE TRIGGER clip_lineage_added AFTER INSERT ON clips BEGIN
    ${namedBy('NEW', '')}
  END;
  CREATE TRIGGER clip_lineage_changed AFTER UPDATE OF id, provenance_json ON clips BEGIN
    DELETE FROM clip_lineage WHERE clip_id = OLD.id;
    ${namedBy('NEW', '')}
  END;
  CREATE TRIGGER clip_lineage_gone AFTER DELETE ON clips BEGIN
    DELETE FROM clip_lineage WHERE clip_id = OLD.id;
  END;
`;
