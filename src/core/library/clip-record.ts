import type { Clip } from '../../shared/clip.ts';
import { numberOf, recordOf, textOf } from '../database/columns.ts';
import type { SqlRow } from '../ports.ts';

/** Where a clip comes from; kept with the clip, because tasks may be forgotten. */
export interface Provenance {
  input: Record<string, unknown> | null;
  taskModel: string | null;
  credits: number | null;
  taskCreatedAt: string | null;
  taskCompletedAt: string | null;
}

/** What the user says of a clip. */
export interface Said {
  favourite: boolean;
  /** Stars, 1 to 5; 0 is none. */
  rating: number;
  notes: string;
  /** The user's own title; null: the one that it came with. */
  ownTitle: string | null;
  tags: string[];
}

/** A clip as it is committed to the library, without what the user says of it. File names are within the library folder. */
export interface ClipRecord extends Omit<Clip, 'hasCover' | 'favourite' | 'rating'> {
  position: number;
  audio: string;
  cover: string | null;
  mime: string;
  bytes: number;
  sha256: string;
  /** SHA-256 of the sound alone, without tags; null where nobody has looked yet. */
  audioSha256: string | null;
  lyrics: string;
  provenance: Provenance;
}

const text = (row: SqlRow, column: string): string => textOf(row, column) ?? '';
const number = (row: SqlRow, column: string): number => {
  const value = numberOf(row, column);
  return value !== null && Number.isFinite(value) ? value : 0;
};

/** The columns that `clipOf` reads. */
export const listColumns =
  'id, ord, task_id, type, title, own_title, style, model, duration, created_at, saved_at, cover, favourite, rating';

const starsOf = (value: number): number => Math.min(5, Math.max(0, Math.round(value)));

/** A row as lists show it; what the row lacks or holds wrongly is empty. */
export const clipOf = (row: SqlRow): Clip => ({
  id: text(row, 'id'),
  taskId: text(row, 'task_id'),
  type: text(row, 'type'),
  title: textOf(row, 'own_title') ?? text(row, 'title'),
  style: text(row, 'style'),
  model: text(row, 'model'),
  duration: number(row, 'duration'),
  createdAt: number(row, 'created_at'),
  savedAt: number(row, 'saved_at'),
  hasCover: textOf(row, 'cover') !== null,
  favourite: number(row, 'favourite') === 1,
  rating: starsOf(number(row, 'rating')),
});

const provenanceOf = (value: Record<string, unknown> | null): Provenance => {
  const textIn = (name: string): string | null => (typeof value?.[name] === 'string' ? value[name] : null);
  const input = value?.['input'];
  const isRecord = typeof input === 'object' && input !== null && !Array.isArray(input);
  return {
    input: isRecord ? (input as Record<string, unknown>) : null,
    taskModel: textIn('taskModel'),
    credits: typeof value?.['credits'] === 'number' ? value['credits'] : null,
    taskCreatedAt: textIn('taskCreatedAt'),
    taskCompletedAt: textIn('taskCompletedAt'),
  };
};

/** A whole row; what it lacks or holds wrongly is empty. */
export const recordFrom = (row: SqlRow): ClipRecord => {
  const { hasCover: _cover, favourite: _favourite, rating: _rating, ...clip } = clipOf(row);
  return {
    ...clip,
    title: text(row, 'title'),
    position: number(row, 'position'),
    audio: text(row, 'audio'),
    cover: textOf(row, 'cover'),
    mime: text(row, 'mime'),
    bytes: number(row, 'bytes'),
    sha256: text(row, 'sha256'),
    audioSha256: textOf(row, 'audio_sha256'),
    lyrics: text(row, 'lyrics'),
    provenance: provenanceOf(recordOf(row, 'provenance_json')),
  };
};
