import type { ClipExportReport } from '../../../shared/clip-export.ts';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import type { ArchiveEntry, Archives } from '../../ports.ts';
import type { WorkSteps } from '../../work.ts';
import { folderOf } from '../names.ts';
import { writeText } from '../write-text.ts';
import { pickClip, type Picked, type PickOptions, type Piece } from './pick-clips.ts';

/** Where copies of clips go, and what goes along. */
export interface CopyJob {
  ids: readonly string[];
  /** The folder that takes them, or the ZIP file. */
  folder: string;
  /** Name of the ZIP file in the folder, with its extension; null: the files themselves. */
  zip: string | null;
  covers: boolean;
  lyrics: boolean;
  names: string | null;
}

interface CopyOptions extends PickOptions {
  archives: Archives;
  /** Distinguishes our file under way from those of others. */
  profileId: string;
  /** Is it the library folder, and is it there? */
  checkFolder: (folder: string) => Promise<Result<void>>;
}

/** Room that is left to everybody else. Bytes. */
const reserve = 50 * 1024 * 1024;
const longestList = 20;

/** Names that no system tells apart are one. */
const same = (name: string): string => name.normalize('NFC').toLowerCase();

/** The first base name under which nothing stands yet, among what goes out and (where it is asked) on the disk. */
const freeBase = async (
  { bases, pieces }: Picked,
  given: ReadonlySet<string>,
  isThere: (name: string) => Promise<boolean>,
): Promise<string | null> => {
  for (const base of bases) {
    if (given.has(same(base))) continue;
    let taken = false;
    for (const { ending } of pieces) taken ||= await isThere(`${base}${ending}`);
    if (!taken) return base;
  }
  return null;
};

const noName = (title: string) => fail('internal', { detail: `no name is free for ${title}` });

/**
 * Copies clips to a folder or into a ZIP file. Nothing that stands there is replaced: what comes gets a number. Space is
 * looked for first. Stopped or broken off, what is there is whole; of a ZIP nothing is (null). Problems: folder_missing
 * and folder_denied (of either side), disk_full, file_missing (none of the clips is there), bad_request (the folder is
 * the library's), those of writing.
 */
export const copyClips = async (
  options: CopyOptions,
  job: CopyJob,
  steps: WorkSteps,
): Promise<Result<ClipExportReport | null>> => {
  const { files, archives, libraryFolder } = options;
  const library = await options.checkFolder(libraryFolder());
  // To be read it need not be writable.
  if (!library.ok && library.problem.code !== 'folder_denied') return library;
  const target = await files.checkFolder(job.folder);
  if (!target.ok) return target;
  const [home, folder] = [files.join(libraryFolder()), files.join(job.folder)];
  const inLibrary =
    (await files.sameFile(home, folder)) || folder.startsWith(files.join(home, 'x').slice(0, -1));
  if (job.zip === null && inLibrary) return fail('bad_request', { detail: 'within the library folder' });

  const report: ClipExportReport = { path: folder, clips: 0, bytes: 0, missing: [], stopped: false };
  const picked: Picked[] = [];
  for (const id of job.ids) {
    if (steps.signal.aborted) break;
    const found = await pickClip(options, id, job);
    if (found === null) continue;
    if (!('missing' in found)) picked.push(found);
    else if (report.missing.length < longestList) report.missing.push(found.missing);
  }
  if (picked.length === 0 && !steps.signal.aborted) return fail('file_missing');
  const needed = picked.flatMap(({ pieces }) => pieces).reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await files.freeSpace(folder);
  if (free !== null && free < needed + reserve)
    return fail('disk_full', { detail: `${free} bytes free, ${needed + reserve} needed` });
  steps.total(picked.length);

  const part = files.join(folder, `.cliploft-${options.profileId}.part`);
  const given = new Set<string>();

  const place = async ({ source }: Piece, name: string): Promise<Result<void>> => {
    if ('text' in source) return writeText(files, part, files.join(folder, name), source.text);
    const cleared = await files.remove(part);
    const copied = cleared.ok ? await files.copy(source.path, part) : cleared;
    const published = copied.ok ? await files.publish(part, files.join(folder, name)) : copied;
    if (!published.ok) await files.remove(part);
    return published;
  };

  const toFolder = async (): Promise<Result<ClipExportReport | null>> => {
    for (const each of picked) {
      if (steps.signal.aborted) {
        report.stopped = true;
        break;
      }
      const base = await freeBase(each, given, (name) => files.exists(files.join(folder, name)));
      if (base === null) return noName(each.title);
      given.add(same(base));
      const within = folderOf(base);
      const made = within === '' ? ok(undefined) : await files.ensureFolder(files.join(folder, within));
      if (!made.ok) return made;
      for (const piece of each.pieces) {
        const placed = await place(piece, `${base}${piece.ending}`);
        if (!placed.ok) return placed;
        report.bytes += piece.bytes;
      }
      report.clips += 1;
      steps.step();
    }
    return ok(report);
  };

  let nameless: string | null = null;
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    for (const each of picked) {
      const base = await freeBase(each, given, async () => false);
      if (base === null) nameless = each.title;
      if (base === null || steps.signal.aborted) return;
      given.add(same(base));
      for (const { ending, source } of each.pieces) yield { name: `${base}${ending}`, source };
      report.clips += 1;
      steps.step();
    }
  }

  const toZip = async (name: string): Promise<Result<ClipExportReport | null>> => {
    const written = await archives.write(part, entries(), steps.signal);
    if (steps.signal.aborted) {
      await files.remove(part);
      return ok(null);
    }
    if (!written.ok) return written;
    if (nameless !== null) {
      await files.remove(part);
      return noName(nameless);
    }
    const base = name.replace(/\.zip$/i, '');
    for (let number = 1; number < 1000; number += 1) {
      const path = files.join(folder, `${number === 1 ? base : `${base} ${number}`}.zip`);
      const published = await files.publish(part, path);
      if (published.ok) return ok({ ...report, path, bytes: written.value });
      if (published.problem.code !== 'bad_request') break;
    }
    await files.remove(part);
    return noName(name);
  };

  return job.zip === null ? toFolder() : toZip(job.zip);
};
