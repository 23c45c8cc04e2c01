import { fail, ok, type Result } from '../../../shared/problem.ts';
import type { Files } from '../../ports.ts';
import { sidecarName } from '../../saving/sidecar.ts';
import { baseName, folderOf, removeEmpty } from '../names.ts';
import type { Rename } from './rename-store.ts';

interface Pair {
  from: string;
  to: string;
}

/** What goes along with the audio; the audio comes last, so that it never is without. */
const pairsOf = ({ was, becomes }: Rename, cover: string | null): Pair[] => {
  const pairs = [{ from: sidecarName(was), to: sidecarName(becomes) }];
  if (cover !== null) pairs.push({ from: cover, to: coverFor(becomes, cover) });
  return [...pairs, { from: was, to: becomes }];
};

/** The name that a cover gets beside this audio. */
export const coverFor = (audio: string, cover: string): string =>
  `${baseName(audio)}${cover.slice(baseName(cover).length)}`;

/**
 * Gives a clip's files their new names, all or none. Asked again after it was killed on the way it goes on from there.
 * Problems: file_missing (the audio is under neither name), bad_request (a name is taken), those of folders and files;
 * then the files have the names that they had, as far as the disk lets them.
 */
export const renameFiles = async (
  files: Files,
  folder: string,
  rename: Rename,
  cover: string | null,
): Promise<Result<void>> => {
  const at = (name: string): string => files.join(folder, name);
  const within = folderOf(rename.becomes);
  const made = within === '' ? ok(undefined) : await files.ensureFolder(at(within));
  if (!made.ok) return made;
  const moved: Pair[] = [];
  const takeBack = async (): Promise<void> => {
    for (const { from, to } of moved.reverse()) await files.rename(at(to), at(from));
    await removeEmpty(files, folder, [rename.becomes]);
  };
  for (const pair of pairsOf(rename, cover)) {
    const isAudio = pair.from === rename.was;
    if (!(await files.exists(at(pair.from)))) {
      // Done before, or there is no such file; without its audio a clip has nothing to be renamed.
      if (!isAudio || (await files.exists(at(pair.to)))) continue;
      await takeBack();
      return fail('file_missing');
    }
    const renamed = await files.rename(at(pair.from), at(pair.to));
    if (renamed.ok) moved.push(pair);
    // A cover may stay where it is; a sidecar tells what the audio is.
    else if (pair.from !== cover || renamed.problem.code !== 'bad_request') {
      await takeBack();
      return renamed;
    }
  }
  return ok(undefined);
};
