import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimClip } from '../../../simulator/model.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Finding, Owed } from './compare.ts';
import { readCopy, type Kept } from './copy.ts';

/** Where everything lies once all is done and the program has ended in order. */
export interface Ending {
  simulator: Simulator;
  profile: string;
  library: string;
  owed: Owed;
  /** Files of the older library that the profile began with. */
  before: ReadonlySet<string>;
  /** The API names no ids: which clip is which, the sound alone tells. */
  nameless?: boolean;
}

type Row = Kept['clips'][number];

/** The sound alone: an ID3v2 tag before it is ours or not there at all. */
export const soundOf = (bytes: Buffer): Buffer => {
  if (bytes.subarray(0, 3).toString('latin1') !== 'ID3') return bytes;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes[at] ?? 0), 0);
  return bytes.subarray(10 + size);
};

const audioFiles = (library: string): string[] =>
  existsSync(library) ? readdirSync(library).filter((name) => name.endsWith('.mp3')) : [];

/** Parts of downloads that nobody will go on with. Where a database was lost, those of its time count as another computer's. */
const partsIn = (library: string, prefix: string | null): string[] => {
  const folder = join(library, '.cliploft');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.includes('.part') && name.startsWith(`${prefix ?? ''}`));
};

/** What is wrong with the tasks: each has to be terminal, its lyric sheet there. */
const judgeTasks = ({ simulator, owed }: Ending, kept: Kept): Finding[] =>
  [...owed.tasks].flatMap((id): Finding[] => {
    const status = kept.tasks.get(id)?.status ?? 'gone';
    const made = simulator.world().tasks.get(id);
    const ended = ['success', 'failure', 'timeout'].includes(status);
    const hasSheet = made?.outcome !== 'success' || made.lyrics === null || kept.sheets.has(`lyrics:${id}`);
    return [
      ...(ended ? [] : [{ kind: 'taskLost' as const, detail: `${id}: ${status} at the end` }]),
      ...(hasSheet ? [] : [{ kind: 'clipLost' as const, detail: `${id}: its lyric sheet is not there` }]),
    ];
  });

/** What is wrong with the clips: each has to be saved once, sound for sound what the server gave out. */
const judgeClips = ({ simulator, library, owed, before, nameless }: Ending, kept: Kept): Finding[] => {
  const findings: Finding[] = [];
  const rows = new Set(kept.clips.filter((row) => !before.has(row.audio)));
  const isGiven = (row: Row, { id }: SimClip): boolean => {
    const path = join(library, row.audio);
    if (!existsSync(path)) return false;
    const saved = soundOf(readFileSync(path));
    return simulator.audio(id).some((song) => saved.equals(soundOf(song)));
  };
  const old = new Set(kept.clips.filter((row) => before.has(row.audio)).map((row) => row.id));
  const tasks = [...simulator.world().tasks.values()].filter((task) => task.outcome === 'success');
  for (const task of tasks)
    for (const clip of new Set(task.clips)) {
      if (old.has(clip.id)) continue;
      const row = [...rows].find((each) => (nameless === true ? isGiven(each, clip) : each.id === clip.id));
      if (row !== undefined) rows.delete(row);
      if (row === undefined || !existsSync(join(library, row.audio))) {
        // What the program took without living to say so is saved later, or not at all.
        if (owed.tasks.has(task.id))
          findings.push({ kind: 'clipLost', detail: `${clip.id} of ${task.id}: not saved at the end` });
      } else if (!isGiven(row, clip))
        findings.push({ kind: 'unfinishedListed', detail: `${clip.id}: not the bytes that were given out` });
    }
  for (const row of rows)
    findings.push({ kind: 'unfinishedListed', detail: `listed twice or owed by nobody: ${row.id}` });
  return findings;
};

/**
 * What is wrong once all is done and the program has ended in order: each acknowledged task terminal, each of its
 * clips saved exactly once and bit for bit what the server gave out, nothing left over.
 */
export const judgeEnding = (ending: Ending): Finding[] => {
  const { profile, library, owed } = ending;
  const kept = readCopy(profile);
  if (kept === null)
    return owed.tasks.size === 0 ? [] : [{ kind: 'taskLost', detail: 'no database at the end' }];
  const findings = [...judgeTasks(ending, kept), ...judgeClips(ending, kept)];
  const listed = new Set(kept.clips.map((clip) => clip.audio));
  for (const name of audioFiles(library))
    if (!listed.has(name))
      findings.push({ kind: 'unfinishedListed', detail: `saved twice or unknown: ${name}` });
  for (const name of partsIn(library, kept.partPrefix))
    findings.push({ kind: 'unfinishedListed', detail: `left over at the end: ${name}` });
  return findings;
};
