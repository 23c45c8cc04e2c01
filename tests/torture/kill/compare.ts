import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kept } from './copy.ts';

/** What must be there, whatever happened. */
export interface Owed {
  /** Ids whose `add` was acknowledged. */
  tasks: Set<string>;
  /** Clips that were committed: told of by the victim, or found in an earlier comparison. */
  clips: Set<string>;
}

/** One thing that is not as it must be. */
export interface Finding {
  kind: 'taskLost' | 'clipLost' | 'unfinishedListed' | 'databaseDamaged';
  detail: string;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Compares what was kept with what is owed, and each listed clip with its file. */
export const compare = (kept: Kept | null, owed: Owed, library: string): Finding[] => {
  if (kept === null || kept.version === 0) {
    const broken: Finding[] =
      kept === null || kept.integrity === 'ok'
        ? []
        : [{ kind: 'databaseDamaged', detail: kept.integrity.slice(0, 300) }];
    return [
      ...broken,
      ...[...owed.tasks].map((id): Finding => ({ kind: 'taskLost', detail: `${id}: no database` })),
    ];
  }
  const findings: Finding[] = [];
  if (kept.integrity !== 'ok') return [{ kind: 'databaseDamaged', detail: kept.integrity.slice(0, 300) }];
  for (const id of owed.tasks)
    if (!kept.tasks.has(id)) findings.push({ kind: 'taskLost', detail: `${id}: not in the watch list` });
  const listed = new Set(kept.clips.map((clip) => clip.id));
  for (const id of owed.clips)
    if (!listed.has(id) && !kept.sheets.has(id))
      findings.push({ kind: 'clipLost', detail: `${id}: was committed, is not listed` });
  for (const clip of kept.clips) {
    const path = join(library, clip.audio);
    if (!existsSync(path)) {
      findings.push({
        kind: 'clipLost',
        detail: `${clip.id}: listed, its file is not there (${clip.audio})`,
      });
      continue;
    }
    const bytes = readFileSync(path);
    if (bytes.length !== clip.bytes || sha256(bytes) !== clip.sha256)
      findings.push({
        kind: 'unfinishedListed',
        detail: `${clip.id}: ${bytes.length} of ${clip.bytes} bytes`,
      });
  }
  return findings;
};
