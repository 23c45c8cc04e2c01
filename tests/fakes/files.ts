import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Files, PartFile } from '../../src/core/ports.ts';
import { fail, ok, type ProblemCode, type Result } from '../../src/shared/problem.ts';

export interface FakeFiles extends Files {
  /** Path to bytes: what is on the disk now. */
  readonly disk: Map<string, Uint8Array>;
  /** Puts a file there, its folders too. */
  put(path: string, bytes: Uint8Array | string): void;
  /** Takes a folder and all in it away, as an unmounted disk does; it can be made again with ensureFolder. */
  unmount(path: string): void;
  /** Takes a folder and all in it away, to be brought back as it was: a disk that is pulled out and put in again. */
  takeAway(path: string): void;
  bringBack(path: string): void;
  /** Bytes that still fit; null for no limit. */
  setFree(bytes: number | null): void;
  /** The folder and all below may not be written any more; false: they may again. */
  setDenied(path: string, denied?: boolean): void;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** The one name of a path: no `.`, no `..`, no slash at the end. */
const plain = (path: string): string => posix.resolve('/', path);

/** Files in memory, with folders that must be there, a disk that can fill up, and folders that refuse. */
export const createFakeFiles = (options: { folders?: string[] } = {}): FakeFiles => {
  const disk = new Map<string, Uint8Array>();
  const folders = new Set<string>(['/']);
  const denied = new Set<string>();
  const away = new Map<string, { files: [string, Uint8Array][]; folders: string[] }>();
  /** Whatever was written anew is younger than all that was looked at before. */
  const times = new WeakMap<Uint8Array, number>();
  let ticks = 0;
  const writtenAt = (bytes: Uint8Array): number => {
    const known = times.get(bytes);
    if (known !== undefined) return known;
    ticks += 1;
    times.set(bytes, ticks);
    return ticks;
  };
  let free: number | null = null;
  const isBelow = (path: string) => (name: string) => name === path || name.startsWith(`${path}/`);
  const filesBelow = (path: string): string[] => [...disk.keys()].filter(isBelow(path));
  const foldersBelow = (path: string): string[] => [...folders].filter(isBelow(path));

  const makeFolder = (path: string): void => {
    for (let at = path; !folders.has(at); at = posix.dirname(at)) folders.add(at);
  };
  for (const folder of options.folders ?? []) makeFolder(folder);

  const isDenied = (path: string): boolean =>
    [...denied].some((folder) => path === folder || path.startsWith(`${folder}/`));
  const obstacle = (folder: string): ProblemCode | null => {
    if (isDenied(folder)) return 'folder_denied';
    return folders.has(folder) ? null : 'folder_missing';
  };
  const store = (path: string, bytes: Uint8Array): Result<void> => {
    const stop = obstacle(posix.dirname(path));
    if (stop !== null) return fail(stop);
    const more = bytes.length - (disk.get(path)?.length ?? 0);
    if (free !== null && more > free) return fail('disk_full');
    if (free !== null) free -= more;
    disk.set(path, bytes);
    return ok(undefined);
  };
  const drop = (path: string): void => {
    if (free !== null) free += disk.get(path)?.length ?? 0;
    disk.delete(path);
  };
  const isThere = (path: string): boolean => disk.has(path) || folders.has(path);
  const checkFolder = async (path: string): Promise<Result<void>> => {
    const stop = obstacle(plain(path));
    return stop === null ? ok(undefined) : fail(stop);
  };

  const partAt = (path: string): PartFile => {
    let open = true;
    const holds = (): Uint8Array => disk.get(path) ?? new Uint8Array(0);
    return {
      path,
      write: async (chunk) => {
        if (!open) return fail('internal', { detail: 'closed' });
        return store(path, joined([holds(), chunk]));
      },
      finish: async () => {
        if (!open) return fail('internal', { detail: 'closed' });
        open = false;
        return disk.has(path)
          ? ok({ bytes: holds().length, sha256: hashOf(holds()) })
          : fail('folder_missing');
      },
      keep: async () => {
        open = false;
      },
      discard: async () => {
        open = false;
        drop(path);
      },
    };
  };

  return {
    disk,
    put: (path, bytes) => {
      makeFolder(posix.dirname(path));
      disk.set(path, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    },
    unmount: (path) => {
      for (const name of filesBelow(path)) drop(name);
      for (const name of foldersBelow(path)) folders.delete(name);
    },
    takeAway: (path) => {
      away.set(path, {
        files: filesBelow(path).map((name) => [name, disk.get(name) ?? new Uint8Array(0)]),
        folders: foldersBelow(path),
      });
      for (const name of filesBelow(path)) disk.delete(name);
      for (const name of foldersBelow(path)) folders.delete(name);
    },
    bringBack: (path) => {
      for (const name of away.get(path)?.folders ?? []) folders.add(name);
      for (const [name, bytes] of away.get(path)?.files ?? []) disk.set(name, bytes);
      away.delete(path);
    },
    setFree: (bytes) => {
      free = bytes;
    },
    setDenied: (path, on = true) => {
      if (on) denied.add(path);
      else denied.delete(path);
    },
    join: (...parts) => posix.join(...parts),
    checkFolder,
    ensureFolder: async (path) => {
      if (isDenied(plain(path))) return fail('folder_denied');
      makeFolder(plain(path));
      return ok(undefined);
    },
    createPart: async (path) => {
      const stop = obstacle(posix.dirname(path));
      if (stop !== null) return fail(stop);
      drop(path);
      const made = store(path, new Uint8Array(0));
      return made.ok ? ok(partAt(path)) : made;
    },
    openPart: async (path, bytes) => {
      const there = disk.get(path);
      if (there === undefined) return fail(folders.has(path) ? 'bad_request' : 'file_missing');
      if (isDenied(path)) return fail('folder_denied');
      if (there.length < bytes) return fail('bad_request', { detail: `${there.length} bytes are there` });
      const cut = store(path, there.slice(0, bytes));
      return cut.ok ? ok(partAt(path)) : cut;
    },
    publish: async (from, to) => {
      const stop = obstacle(posix.dirname(to));
      if (stop !== null) return fail(stop);
      const bytes = disk.get(from);
      if (bytes === undefined) return fail('file_missing');
      if (disk.has(to)) return fail('bad_request', { detail: 'name taken' });
      disk.delete(from);
      disk.set(to, bytes);
      return ok(undefined);
    },
    replace: async (from, to) => {
      const stop = obstacle(posix.dirname(to));
      if (stop !== null) return fail(stop);
      const bytes = disk.get(from);
      if (bytes === undefined) return fail('file_missing');
      drop(to);
      disk.delete(from);
      disk.set(to, bytes);
      return ok(undefined);
    },
    // Names are given at once here: nothing ever stands in for one.
    sweepNames: async () => undefined,
    exists: async (path) => isThere(path),
    rename: async (from, to) => {
      const bytes = disk.get(from);
      const stop =
        obstacle(posix.dirname(to)) ?? (bytes === undefined ? null : obstacle(posix.dirname(from)));
      if (stop !== null) return fail(stop);
      if (bytes === undefined)
        return fail(folders.has(posix.dirname(from)) ? 'file_missing' : 'folder_missing');
      if (isThere(to)) return fail('bad_request', { detail: 'name taken' });
      disk.delete(from);
      disk.set(to, bytes);
      return ok(undefined);
    },
    removeEmptyFolder: async (path) => {
      if (filesBelow(path).length === 0 && foldersBelow(path).length === 1) folders.delete(path);
    },
    listDeep: async (path) =>
      [...disk.keys()]
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1))
        .filter(
          (name) =>
            !name
              .split('/')
              .slice(0, -1)
              .some((part) => part.startsWith('.')),
        )
        .sort(),
    sameFile: async (a, b) => plain(a) === plain(b) && isThere(plain(a)),
    size: async (path) => disk.get(path)?.length ?? null,
    stamp: async (path) => {
      const bytes = disk.get(path);
      return bytes === undefined ? null : { bytes: bytes.length, writtenAt: writtenAt(bytes) };
    },
    sha256: async (path) => {
      const bytes = disk.get(path);
      return bytes === undefined ? fail('file_missing') : ok(hashOf(bytes));
    },
    readText: async (path, longest) => {
      const bytes = disk.get(path);
      if (bytes === undefined) return fail('file_missing');
      if (bytes.length > longest) return fail('bad_request', { detail: `${bytes.length} bytes` });
      return ok(new TextDecoder().decode(bytes));
    },
    readBytes: async (path, longest) => {
      const bytes = disk.get(path);
      if (bytes === undefined) return fail('file_missing');
      return bytes.length > longest
        ? fail('bad_request', { detail: `${bytes.length} bytes` })
        : ok(bytes.slice());
    },
    imageType: async (path) => {
      const head = [...(disk.get(path) ?? [])].slice(0, 3).join(' ');
      return head === '137 80 78' ? 'image/png' : head === '255 216 255' ? 'image/jpeg' : null;
    },
    freeSpace: async () => free,
    copy: async (from, to) => {
      const bytes = disk.get(from);
      if (bytes === undefined) return fail('file_missing');
      if (disk.has(to)) return fail('bad_request', { detail: 'name taken' });
      return store(to, bytes);
    },
    remove: async (path) => {
      if (disk.has(path) && isDenied(path)) return fail('folder_denied');
      drop(path);
      return ok(undefined);
    },
    list: async (path) => {
      const inside = [...disk.keys(), ...folders].filter(
        (name) => name !== path && posix.dirname(name) === path,
      );
      return inside.map((name) => posix.basename(name)).sort();
    },
  };
};
