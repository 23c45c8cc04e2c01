import { fail, ok, type Result } from '../../shared/problem.ts';
import { sameName } from '../archive/names.ts';
import type { Files, Trash } from '../ports.ts';
import { safeName } from '../saving/file-names.ts';
import { partFolder } from '../saving/save-clip.ts';
import type { ListText } from './list-text.ts';
import { readM3u } from './m3u.ts';
import { parsePath } from './paths.ts';
import type { PlaylistRecord, PlaylistStore } from './playlist-store.ts';

/** Where the files of playlists lie within the library folder. */
export const playlistFolder = 'Playlists';
export const playlistExtension = '.m3u8';
/** A list of a hundred thousand has some 20 MB. */
export const longestFile = 64 * 1024 * 1024;
/** Names that are tried before it is given up. */
const mostNames = 99;

export interface FolderFileOptions {
  files: Files;
  trash: Trash;
  lists: Pick<PlaylistStore, 'files'>;
  text: ListText;
  /** Distinguishes our files under way from those of another computer on the same folder. */
  profileId: string;
}

/** One playlist as a file of the library folder, which nobody else's file has to give way to. */
export interface FolderFile {
  /** Writes the list's file, under a new name where the list has one; gives its name. Nothing is written that stands there already. */
  write(folder: string, list: PlaylistRecord): Promise<Result<string>>;
  /** Puts the list's file into the trash; fine when there is none. Problem: trash_failed. */
  discard(folder: string, list: PlaylistRecord): Promise<Result<void>>;
}

export const createFolderFile = ({ files, trash, lists, text, profileId }: FolderFileOptions): FolderFile => {
  const pathOf = (folder: string, name: string): string => files.join(folder, playlistFolder, name);

  const isOurs = async (path: string, id: string): Promise<boolean> => {
    const there = await files.readText(path, longestFile);
    // The mark stands at the start.
    return there.ok && readM3u(there.value.slice(0, 4096)).mark?.id === id;
  };

  const writePart = async (
    folder: string,
    list: PlaylistRecord,
  ): Promise<Result<{ path: string; sha256: string }>> => {
    const made = await files.ensureFolder(partFolder(files, folder));
    const around = made.ok ? await files.ensureFolder(files.join(folder, playlistFolder)) : made;
    if (!around.ok) return around;
    const path = files.join(partFolder(files, folder), `${profileId}-playlist.part`);
    const opened = await files.createPart(path);
    if (!opened.ok) return opened;
    const library = parsePath(folder);
    const from = { ...library, pieces: [...library.pieces, playlistFolder] };
    for (const piece of text.own(list, from, library)) {
      const written = await opened.value.write(new TextEncoder().encode(piece));
      if (written.ok) continue;
      await opened.value.discard();
      return written;
    }
    const finished = await opened.value.finish();
    return finished.ok ? ok({ path, sha256: finished.value.sha256 }) : finished;
  };

  /** The names that this list may have, the best one first; those of other lists are not among them. */
  const namesFor = ({ name, file }: PlaylistRecord): string[] => {
    const taken = new Set(
      lists
        .files()
        .filter((other) => other !== file)
        .map(sameName),
    );
    const base = safeName(name);
    const all = Array.from(
      { length: mostNames },
      (_, n) => `${base}${n === 0 ? '' : ` ${n + 1}`}${playlistExtension}`,
    );
    const free = all.filter((each) => !taken.has(sameName(each)));
    return file !== null && free.includes(file) ? [file, ...free] : free;
  };

  /** Gives the part the first name that is free or the list's own. */
  const place = async (
    folder: string,
    list: PlaylistRecord,
    part: { path: string; sha256: string },
  ): Promise<Result<string>> => {
    const old = list.file === null ? null : pathOf(folder, list.file);
    const hasOld = old !== null && (await isOurs(old, list.id));
    for (const name of namesFor(list)) {
      const path = pathOf(folder, name);
      // Renamed first: so there are never two files of one list, nor none.
      if (hasOld && path !== old) {
        const renamed = await files.publish(old, path);
        if (!renamed.ok && renamed.problem.code === 'bad_request') continue;
        if (!renamed.ok) return renamed;
      } else if (!(await files.exists(path))) {
        const given = await files.publish(part.path, path);
        if (given.ok) return ok(name);
        if (given.problem.code !== 'bad_request') return given;
        continue;
      } else if (!(await isOurs(path, list.id))) continue;
      const there = await files.sha256(path);
      if (there.ok && there.value === part.sha256) return ok(name);
      const given = await files.replace(part.path, path);
      return given.ok ? ok(name) : given;
    }
    return fail('bad_request', { detail: 'no name is free for the playlist' });
  };

  return {
    async write(folder, list) {
      const part = await writePart(folder, list);
      if (!part.ok) return part;
      const placed = await place(folder, list, part.value);
      await files.remove(part.value.path);
      return placed;
    },
    async discard(folder, { id, file }) {
      if (file === null) return ok(undefined);
      const path = pathOf(folder, file);
      // Somebody else's by now, or gone: nothing of ours is left to be put away.
      if (!(await isOurs(path, id))) return ok(undefined);
      const put = await trash.put(path);
      return put.ok || put.problem.code === 'file_missing' ? ok(undefined) : put;
    },
  };
};
