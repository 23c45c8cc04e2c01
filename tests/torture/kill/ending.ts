import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Finding, Owed } from './compare.ts';
import { readCopy } from './copy.ts';

/** The sound alone: an ID3v2 tag before it is ours or not there at all. */
const soundOf = (bytes: Buffer): Buffer => {
  if (bytes.subarray(0, 3).toString('latin1') !== 'ID3') return bytes;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes[at] ?? 0), 0);
  return bytes.subarray(10 + size);
};

const fetched = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

const audioFiles = (library: string): string[] =>
  existsSync(library) ? readdirSync(library).filter((name) => name.endsWith('.mp3')) : [];

/** Parts of downloads that nobody will go on with. Where a database was lost, those of its time count as another computer's. */
const partsIn = (library: string, prefix: string | null): string[] => {
  const folder = join(library, '.cliploft');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.includes('.part') && name.startsWith(`${prefix ?? ''}`));
};

/**
 * What is wrong once all is done and the program has ended in order: each acknowledged task terminal, each of its
 * clips saved exactly once and bit for bit what the server gave out, nothing left over.
 */
export const judgeEnding = async (
  simulator: Simulator,
  profile: string,
  library: string,
  owed: Owed,
  /** Files of the older library that the profile began with. */
  before: ReadonlySet<string>,
): Promise<Finding[]> => {
  const kept = readCopy(profile);
  if (kept === null)
    return owed.tasks.size === 0 ? [] : [{ kind: 'taskLost', detail: 'no database at the end' }];
  const findings: Finding[] = [];
  const rows = new Map(kept.clips.map((clip) => [clip.id, clip]));
  for (const id of owed.tasks) {
    const task = kept.tasks.get(id);
    if (task === undefined || !['success', 'failure', 'timeout'].includes(task.status ?? ''))
      findings.push({ kind: 'taskLost', detail: `${id}: ${task?.status ?? 'gone'} at the end` });
    const made = simulator.world().tasks.get(id);
    if (made?.outcome !== 'success') continue;
    if (made.lyrics !== null && !kept.sheets.has(`lyrics:${id}`))
      findings.push({ kind: 'clipLost', detail: `${id}: its lyric sheet is not there` });
    for (const clip of made.clips) {
      const row = rows.get(clip.id);
      if (before.has(row?.audio ?? '')) continue;
      const path = row === undefined ? '' : join(library, row.audio);
      if (row === undefined || !existsSync(path)) {
        findings.push({ kind: 'clipLost', detail: `${clip.id} of ${id}: not saved at the end` });
        continue;
      }
      const link = clip.link === 0 ? '' : `?link=${clip.link}`;
      const given = await fetched(
        `${simulator.mediaUrl}/${clip.kind === 'upload' ? 'm_' : ''}${clip.id}.mp3${link}`,
      );
      if (!soundOf(readFileSync(path)).equals(soundOf(given)))
        findings.push({ kind: 'unfinishedListed', detail: `${clip.id}: not the bytes that were given out` });
    }
  }
  const listed = new Set(kept.clips.map((clip) => clip.audio));
  for (const name of audioFiles(library))
    if (!listed.has(name))
      findings.push({ kind: 'unfinishedListed', detail: `saved twice or unknown: ${name}` });
  for (const name of partsIn(library, kept.partPrefix))
    findings.push({ kind: 'unfinishedListed', detail: `left over at the end: ${name}` });
  return findings;
};
