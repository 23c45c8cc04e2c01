import { ok, type Result } from '../../shared/problem.ts';
import type { Files, Log, Trash } from '../ports.ts';
import { sidecarName } from '../saving/sidecar.ts';
import type { ClipPlace, ClipPlaces } from './clip-places.ts';
import { sameBase } from './names.ts';

interface ToTrashOptions {
  files: Files;
  trash: Trash;
  log: Log;
  places: ClipPlaces;
  folder: string;
  checkFolder: (folder: string) => Promise<Result<void>>;
}

/**
 * Puts a clip's files into the system's trash, the audio first: when that is refused, all of the clip is still in its
 * place (`trash_failed`). A file that is not there is fine as long as its folder is; otherwise the folder's problem is
 * given and nothing was done. Files that another clip uses stay. Nothing is ever deleted.
 */
export const toTrash = async (options: ToTrashOptions, clip: ClipPlace): Promise<Result<void>> => {
  const { files, trash, log, places, folder } = options;
  const there = await options.checkFolder(folder);
  if (!there.ok) return there.problem.code === 'folder_denied' ? refused(there.problem.detail) : there;
  if (places.isUsedByOthers([clip.audio], clip.id)) return ok(undefined);

  const audio = await trash.put(files.join(folder, clip.audio));
  if (!audio.ok && audio.problem.code !== 'file_missing') return refused(audio.problem.detail);
  if (!audio.ok) {
    const still = await options.checkFolder(folder);
    if (!still.ok) return still;
  }
  if (places.isUsedByOthers(sameBase(clip.audio), clip.id)) return ok(undefined);
  for (const name of [clip.cover, sidecarName(clip.audio)]) {
    if (name === null || !(await files.exists(files.join(folder, name)))) continue;
    const put = await trash.put(files.join(folder, name));
    // The song is in the trash; a picture that stays behind harms nobody.
    if (!put.ok) log.warn('not moved to the trash', { file: name, detail: put.problem.detail });
  }
  return ok(undefined);
};

const refused = (detail: string | undefined): Result<void> => ({
  ok: false,
  problem: { code: 'trash_failed', ...(detail === undefined ? {} : { detail }) },
});
