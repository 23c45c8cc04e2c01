import { fail, type Result } from '../../shared/problem.ts';
import { writeText } from '../library/write-text.ts';
import type { Files } from '../ports.ts';
import { baseNames } from './file-names.ts';
import { outcomeOf, type SavedSheet, type SaveOutcome } from './outcome.ts';
import { partFolder, type SaveClipPorts } from './save-clip.ts';
import { longestSheet, readSheet, sheetExtension, sheetText, type SheetRecord } from './sheet-file.ts';

export interface SaveSheetJob {
  sheet: SheetRecord;
  libraryFolder: string;
  /** The start of a name for part files that nobody else uses. */
  partName: string;
}

/** The sheet's file where it stands already; null when that is somebody else's. */
const standing = async (files: Files, path: string, file: string, id: string): Promise<SavedSheet | null> => {
  const text = await files.readText(path, longestSheet);
  const sheet = text.ok ? readSheet(text.value) : null;
  const bytes = await files.size(path);
  return sheet?.id === id && bytes !== null ? { kind: 'lyrics', file, bytes, sheet } : null;
};

const place = async (files: Files, job: SaveSheetJob): Promise<Result<SavedSheet>> => {
  const { sheet, libraryFolder } = job;
  const part = files.join(partFolder(files, libraryFolder), `${job.partName}-sheet.part`);
  for (const base of baseNames(sheet.title, sheet.taskId)) {
    const file = `${base}${sheetExtension}`;
    const path = files.join(libraryFolder, file);
    const written = (await files.exists(path))
      ? fail('bad_request')
      : await writeText(files, part, path, sheetText(sheet));
    const bytes = written.ok ? await files.size(path) : null;
    if (written.ok) return { ok: true, value: { kind: 'lyrics', file, bytes: bytes ?? 0, sheet } };
    if (written.problem.code !== 'bad_request') return written;
    const there = await standing(files, path, file, sheet.id);
    if (there !== null) return { ok: true, value: there };
  }
  return fail('internal', { detail: 'no name is free for the file' });
};

/**
 * Writes a lyric sheet as a file into the library folder, or finds it there already (a crash came before the commit,
 * or another computer was quicker). Nobody's file is replaced.
 */
export const saveSheet = async (
  { files, checkFolder }: Pick<SaveClipPorts, 'files' | 'checkFolder'>,
  job: SaveSheetJob,
): Promise<SaveOutcome<SavedSheet>> => {
  const there = await checkFolder(job.libraryFolder);
  if (!there.ok) return outcomeOf(there.problem);
  const ensured = await files.ensureFolder(partFolder(files, job.libraryFolder));
  if (!ensured.ok) return outcomeOf(ensured.problem);
  const placed = await place(files, job);
  return placed.ok ? { kind: 'saved', files: placed.value } : outcomeOf(placed.problem);
};
