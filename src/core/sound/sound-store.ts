import type { Problem } from '../../shared/problem.ts';
import type { ClipSound } from '../../shared/sound.ts';
import { numberOf, problemOf, textOf, toJson } from '../database/columns.ts';
import type { Sql, SoundFacts, SqlRow } from '../ports.ts';

/** A clip that is to be measured. */
export interface DueClip {
  id: string;
  /** Its place in time; the next lies below it. */
  ord: number;
  /** Within the library folder. */
  audio: string;
  sha256: string;
}

/** What clips sound like, over a migrated database. */
export interface SoundStore {
  /** The newest clip below this place in time (null: of all) that has no measurement of its present file. */
  nextDue(below: number | null): DueClip | null;
  /** The same for one clip; null when it is measured, removed or unknown. */
  due(id: string): DueClip | null;
  /** Of the file that the clip has now; null for a clip that is not in the library. */
  of(id: string): ClipSound | null;
  /** Keeps what was measured, or why it cannot be, for this very file. */
  keep(clip: DueClip, sound: SoundFacts | Problem, now: number): void;
}

/** Word for word the condition of the index clips_unmeasured: otherwise every clip would be looked at. */
const isDue = 'removed_at IS NULL AND measured IS NOT sha256';

const dueOf = (row: SqlRow | undefined): DueClip | null =>
  row === undefined
    ? null
    : {
        id: textOf(row, 'id') ?? '',
        ord: numberOf(row, 'ord') ?? 0,
        audio: textOf(row, 'audio') ?? '',
        sha256: textOf(row, 'sha256') ?? '',
      };

const isProblem = (sound: SoundFacts | Problem): sound is Problem => 'code' in sound;

export const createSoundStore = (sql: Sql): SoundStore => ({
  nextDue(below) {
    const [row] = sql.all(
      `SELECT id, ord, audio, sha256 FROM clips WHERE ${isDue} AND ord < ? ORDER BY ord DESC LIMIT 1`,
      [below ?? Number.MAX_SAFE_INTEGER],
    );
    return dueOf(row);
  },
  due: (id) => dueOf(sql.all(`SELECT id, ord, audio, sha256 FROM clips WHERE id = ? AND ${isDue}`, [id])[0]),
  of(id) {
    const [row] = sql.all(
      `SELECT c.id, s.bars, s.loudness, s.peak, s.problem_json FROM clips c
       LEFT JOIN sounds s ON s.clip_id = c.id AND s.sha256 = c.sha256 WHERE c.id = ? AND c.removed_at IS NULL`,
      [id],
    );
    if (row === undefined) return null;
    const problem = problemOf(row, 'problem_json');
    if (problem !== null) return { state: 'failed', problem };
    const bars = textOf(row, 'bars');
    if (bars === null) return { state: 'due' };
    return { state: 'measured', bars, loudness: numberOf(row, 'loudness'), peak: numberOf(row, 'peak') };
  },
  keep(clip, sound, now) {
    const { bars, loudness, peak, duration, problem } = isProblem(sound)
      ? { bars: null, loudness: null, peak: null, duration: null, problem: sound }
      : { ...sound, problem: null };
    // It can be measured again: no reason to wait for the disk.
    sql.transaction(
      () =>
        sql.run(
          `INSERT INTO sounds (clip_id, sha256, bars, loudness, peak, duration, problem_json, measured_at)
           SELECT id, ?, ?, ?, ?, ?, ?, ? FROM clips WHERE id = ?
           ON CONFLICT (clip_id) DO UPDATE SET sha256 = excluded.sha256, bars = excluded.bars,
             loudness = excluded.loudness, peak = excluded.peak, duration = excluded.duration,
             problem_json = excluded.problem_json, measured_at = excluded.measured_at`,
          [clip.sha256, bars, loudness, peak, duration, toJson(problem), now, clip.id],
        ),
      'soon',
    );
  },
});
