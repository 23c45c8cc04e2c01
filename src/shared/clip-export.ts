import * as v from 'valibot';
import { clipSetSchema } from './clip-set.ts';

/** Clips to be copied out of the library. */
export const clipExportSchema = v.object({
  clips: clipSetSchema,
  as: v.picklist(['folder', 'zip']),
  /** Covers as images beside the sound. */
  covers: v.boolean(),
  /** Lyrics as texts beside the sound. */
  lyrics: v.boolean(),
  /** A template for the names; null: as the files are called in the library, with the folders that a template made. */
  names: v.nullable(v.pipe(v.string(), v.maxLength(200))),
});
export type ClipExport = v.InferOutput<typeof clipExportSchema>;

export const clipExportReportSchema = v.object({
  /** The folder, or the ZIP file. */
  path: v.string(),
  clips: v.number(),
  bytes: v.number(),
  /** Titles of clips whose file was not there; at most 20. */
  missing: v.array(v.string()),
  /** Stopped before the end: what was copied is whole. */
  stopped: v.boolean(),
});
export type ClipExportReport = v.InferOutput<typeof clipExportReportSchema>;
