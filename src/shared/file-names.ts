import * as v from 'valibot';

/** What is wrong with a template for file names, and where. */
export const templateFaultSchema = v.object({
  /**
   * unknown: no such placeholder; open: a brace is never closed; empty: a name of a folder or file with nothing in it;
   * too_long: of more than 200 characters; too_deep: more than four folders.
   */
  kind: v.picklist(['unknown', 'open', 'empty', 'too_long', 'too_deep']),
  /** Characters before it. */
  at: v.number(),
  /** As it stands there; may be empty. */
  word: v.string(),
});
export type TemplateFault = v.InferOutput<typeof templateFaultSchema>;

/** How a template would name some clips. */
export const namePreviewSchema = v.object({
  /** null: the template is fine. */
  fault: v.nullable(templateFaultSchema),
  /** Three of the newest clips, or made-up ones while there are none; empty where the template is not fine. */
  names: v.array(v.object({ title: v.string(), name: v.string() })),
  /** The clips are made up. */
  samples: v.boolean(),
});
export type NamePreview = v.InferOutput<typeof namePreviewSchema>;

/** What renaming the library would do. */
export const renamePlanSchema = v.object({
  /** Clips whose files get another name. */
  rename: v.number(),
  /** Clips that are called so already. */
  stay: v.number(),
  /** Clips whose file is not in its place: nothing is done about them. */
  missing: v.number(),
  /** Of those that get another name, how many get a number, because another file has the name that is meant. */
  numbered: v.number(),
  /** The first 200 of those that get another name. */
  first: v.array(v.object({ id: v.string(), from: v.string(), to: v.string(), numbered: v.boolean() })),
  /** Clips that can be given back the names that they had before the last renaming. */
  back: v.number(),
});
export type RenamePlan = v.InferOutput<typeof renamePlanSchema>;

export const renameReportSchema = v.object({
  renamed: v.number(),
  stayed: v.number(),
  missing: v.number(),
  /** Titles of clips that kept their names, because their files could not be renamed; at most 20. */
  failed: v.array(v.string()),
  /** Stopped before the end. */
  stopped: v.boolean(),
});
export type RenameReport = v.InferOutput<typeof renameReportSchema>;

/** How many renamed files are shown before it is done. */
export const shownRenames = 200;
