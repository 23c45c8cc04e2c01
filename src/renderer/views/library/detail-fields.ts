import type { ClipDetails } from '../../../shared/clip.ts';
import type { MeasuredSound } from '../../../shared/sound.ts';
import { clock, dateTime, fileSize, shorten } from '../../ui/format.ts';
import { t } from '../../ui/text.ts';

/** One line of the details: a name, what to read, and what "copy" takes (the same, where not given). */
export interface DetailField {
  readonly name: string;
  readonly text: string;
  readonly copy?: string;
  readonly mono?: boolean;
}

const words = t.library.details;

const valueText = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return words.unknown;
  return typeof value === 'number' ? String(value) : JSON.stringify(value, null, 2);
};

/** Nothing was said with it: there is nothing to read. */
const isEmpty = (value: unknown): boolean => {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0;
};

/**
 * The input as submitted, line by line; parameters that nobody documented keep their own names, and those that were
 * left empty are left out.
 */
export const inputFields = (input: Record<string, unknown>): DetailField[] =>
  Object.entries(input)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => ({
      name: shorten(Object.hasOwn(words.inputs, name) ? (words.inputs[name] ?? name) : name, 80),
      text: valueText(value),
      copy: typeof value === 'string' ? value : JSON.stringify(value),
    }));

/** What it is, what made it, when, and what it cost. Unknown lines are left out. */
export const aboutFields = (clip: ClipDetails): DetailField[] =>
  [
    { name: words.fields.type, text: words.types[clip.type] ?? clip.type },
    { name: words.fields.length, text: clock(clip.duration) },
    { name: words.fields.model, text: clip.taskModel ?? '' },
    { name: words.fields.generator, text: clip.model },
    { name: words.fields.credits, text: clip.credits === null ? '' : String(clip.credits) },
    { name: words.fields.created, text: clip.taskCreatedAt === null ? '' : dateTime(clip.taskCreatedAt) },
    {
      name: words.fields.completed,
      text: clip.taskCompletedAt === null ? '' : dateTime(clip.taskCompletedAt),
    },
    { name: words.fields.saved, text: dateTime(clip.savedAt) },
    { name: words.fields.clipId, text: clip.id, mono: true },
    { name: words.fields.taskId, text: clip.taskId, mono: true },
  ].filter(({ text }) => text !== '');

const oneDecimal = (value: number): string => value.toFixed(1).replace('-', '−');

/** How loud, in LUFS, and how high the true peak, in dBTP, each with what that means. */
export const soundFields = ({ loudness, peak }: Pick<MeasuredSound, 'loudness' | 'peak'>): DetailField[] => {
  const { sound } = words;
  const level = (value: number): string =>
    value < -20 ? sound.quiet : value <= -12 ? sound.even : sound.loud;
  const room = (value: number): string => (value > 0 ? sound.clips : value > -1 ? sound.close : sound.room);
  return [
    {
      name: sound.loudness,
      text: loudness === null ? sound.silent : sound.lufs(oneDecimal(loudness), level(loudness)),
      ...(loudness === null ? {} : { copy: loudness.toFixed(1) }),
    },
    {
      name: sound.peak,
      text: peak === null ? sound.silent : sound.dbtp(oneDecimal(peak), room(peak)),
      ...(peak === null ? {} : { copy: peak.toFixed(1) }),
    },
  ];
};

/** The file on disk. */
export const fileFields = (clip: ClipDetails): DetailField[] => [
  { name: words.fields.path, text: clip.file, mono: true },
  { name: words.fields.size, text: fileSize(clip.bytes), copy: String(clip.bytes) },
  { name: words.fields.format, text: clip.mime },
  { name: words.fields.hash, text: clip.sha256, mono: true },
  ...(clip.audioSha256 === null
    ? []
    : [{ name: words.fields.soundHash, text: clip.audioSha256, mono: true }]),
];
