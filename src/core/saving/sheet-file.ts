import * as v from 'valibot';
import type { LyricSheet } from '../../shared/clip.ts';
import { provenanceSchema, type Provenance } from './clip-tag.ts';

/** A lyric sheet as its file carries it. */
export interface SheetRecord extends Omit<LyricSheet, 'savedAt'> {
  provenance: Provenance;
}

/** A lyric sheet's file is a plain text. */
export const sheetExtension = '.txt';
/** More than this is no lyric sheet of ours. Bytes. */
export const longestSheet = 8 * 1024 * 1024;

const marker = '--- Cliploft: the line below tells where this text comes from ---';

const blockSchema = v.object({
  /** Version of this format. */
  cliploft: v.literal(1),
  kind: v.literal('lyrics'),
  id: v.pipe(v.string(), v.minLength(1)),
  taskId: v.string(),
  title: v.string(),
  prompt: v.string(),
  createdAt: v.number(),
  provenance: provenanceSchema,
});

/** The file of a lyric sheet: the text for people, and below it one line of JSON that tells where it comes from. */
export const sheetText = ({ text, ...rest }: SheetRecord): string =>
  `${text}\n\n${marker}\n${JSON.stringify({ cliploft: 1, kind: 'lyrics', ...rest })}\n`;

/**
 * What a file says as a lyric sheet; null when it is none of ours. The text is what stands above the last such block,
 * as it was written or as somebody edited it since; an editor may have changed the ends of lines.
 */
export const readSheet = (file: string): SheetRecord | null => {
  // The JSON holds no bare line end, so what stands at the start of a line is not within it.
  const at = file.lastIndexOf(`\n${marker}`);
  if (at < 0) return null;
  const line = file.slice(at + 1 + marker.length);
  let value: unknown;
  try {
    value = JSON.parse(line.trim());
  } catch {
    return null;
  }
  const parsed = v.safeParse(blockSchema, value);
  if (!parsed.success) return null;
  const { id, taskId, title, prompt, createdAt, provenance } = parsed.output;
  const lineEnd = line.startsWith('\r\n') ? '\r\n' : '\n';
  const above = file.slice(0, at + 1).replace(/^\uFEFF/, '');
  const gap = `${lineEnd}${lineEnd}`;
  const text = above.endsWith(gap) ? above.slice(0, -gap.length) : above;
  return { id, taskId, title, text, prompt, createdAt, provenance };
};
