import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import {
  access,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  opendir,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Files } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { attempt } from './attempt.ts';
import { imageKind } from './magic.ts';
import { fileProblem, systemCode } from './file-problems.ts';
import { headOf } from './head.ts';
import { createPart, openPart } from './part-file.ts';
import { createTakenNames, type TakenNames } from './taken-names.ts';

/** Disks that know no hard links (FAT, some network shares) say one of these. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'UNKNOWN']);
/** Systems that cannot flush a folder (Windows, some network shares) say one of these; there is nothing to do then. */
const noFolderSync = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']);

/** Makes a new name in a folder survive a power cut. */
const flushFolder = async (path: string): Promise<void> => {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!noFolderSync.has(systemCode(error))) throw error;
  }
};

const flushBoth = async (from: string, to: string): Promise<void> => {
  await flushFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await flushFolder(dirname(from));
};

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const sameFile: Files['sameFile'] = async (a, b) => {
  try {
    // As bigint: Windows numbers files beyond what a double holds, and rounded, two could be one.
    const [one, two] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
    // Some network shares number nothing; there only the path is left to tell.
    if (one.ino !== 0n && one.dev === two.dev && one.ino === two.ino) return true;
    const [pathOne, pathTwo] = await Promise.all([realpath(a), realpath(b)]);
    return pathOne === pathTwo;
  } catch {
    return false;
  }
};

/** Gives a file its name without ever replacing another: a link fails where a rename would overwrite. */
const giveName = async (taken: TakenNames, from: string, to: string): Promise<Result<void>> => {
  try {
    await link(from, to);
  } catch (error) {
    return noLinks.has(systemCode(error)) ? taken.give(from, to) : fileProblem(error);
  }
  // It has its name. A second one that cannot be removed now is swept away with other left-over parts.
  await rm(from, { force: true }).catch(() => undefined);
  return ok(undefined);
};

/** Why a source is not there: the whole folder may be gone, and that is another problem. */
const whyMissing = async (target: string): Promise<Result<void>> => {
  const folder = await checkFolder(dirname(target));
  return folder.ok ? fail('file_missing') : folder;
};

/** Are these two names of one file, and not one name written in two ways (letter case, a link to the folder)? */
const isTwice = async (a: string, b: string): Promise<boolean> => {
  if (!(await sameFile(a, b))) return false;
  const [one, two] = [dirname(a), dirname(b)];
  if (!(await sameFile(one, two))) return true;
  const names: string[] = await readdir(one).catch(() => []);
  return basename(a) !== basename(b) && names.includes(basename(a)) && names.includes(basename(b));
};

const renameWith =
  (taken: TakenNames): Files['rename'] =>
  async (from, to) => {
    if (!(await isThere(from))) return whyMissing(from);
    try {
      await link(from, to);
    } catch (error) {
      const isTaken = systemCode(error) === 'EEXIST';
      if (!isTaken && !noLinks.has(systemCode(error))) return fileProblem(error);
      if (!isTaken || !(await isTwice(from, to))) {
        const moved = await taken.move(from, to);
        return moved.ok ? attempt(() => flushBoth(from, to)) : moved;
      }
    }
    const gone = await attempt(() => rm(from));
    // Held by another program: it keeps the name that it had.
    if (!gone.ok) await rm(to, { force: true }).catch(() => undefined);
    return gone.ok ? attempt(() => flushBoth(from, to)) : gone;
  };

const publishWith =
  (taken: TakenNames): Files['publish'] =>
  async (from, to) => {
    if (!(await isThere(from))) return whyMissing(to);
    const named = await giveName(taken, from, to);
    return named.ok ? attempt(() => flushFolder(dirname(to))) : named;
  };

const copy: Files['copy'] = async (from, to) => {
  if (!(await isThere(from))) return whyMissing(to);
  const copied = await attempt(() => copyFile(from, to, constants.COPYFILE_EXCL));
  if (!copied.ok) {
    // Half a copy is worth nothing; but what was there before us stays.
    if (copied.problem.code !== 'bad_request') await rm(to, { force: true }).catch(() => undefined);
    return copied;
  }
  return attempt(async () => {
    const handle = await open(to, 'r+');
    await handle.sync().finally(() => handle.close());
    await flushFolder(dirname(to));
  });
};

const sha256: Files['sha256'] = async (path) => {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
    return ok(hash.digest('hex'));
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? fail('file_missing') : fileProblem(error);
  }
};

const readBytes: Files['readBytes'] = async (path, longest) => {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > longest) return fail('bad_request', { detail: `${size} bytes` });
      return ok(new Uint8Array(await handle.readFile()));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? fail('file_missing') : fileProblem(error);
  }
};

const readText: Files['readText'] = async (path, longest) => {
  const bytes = await readBytes(path, longest);
  return bytes.ok ? ok(Buffer.from(bytes.value.buffer).toString('utf8')) : bytes;
};

const replace: Files['replace'] = async (from, to) => {
  if (!(await isThere(from))) return whyMissing(to);
  return attempt(async () => {
    await rename(from, to);
    await flushFolder(dirname(to));
  });
};

const stamp: Files['stamp'] = (path) =>
  stat(path).then(
    (facts) => (facts.isFile() ? { bytes: facts.size, writtenAt: facts.mtimeMs } : null),
    () => null,
  );

const checkFolder: Files['checkFolder'] = (path) =>
  attempt(async () => {
    // Opened, not read: a library holds thousands of names, and this is asked before each clip.
    await (await opendir(path)).close();
    await access(path, constants.W_OK);
  });

const ensureFolder: Files['ensureFolder'] = (path) =>
  attempt(async () => {
    const outermost = await mkdir(path, { recursive: true });
    if (outermost === undefined) return;
    // What is saved into a new folder is lost with it: each one's name is flushed, in the folder around it.
    const shortest = resolve(outermost).length;
    for (let made = resolve(path); made.length >= shortest; made = dirname(made))
      await flushFolder(dirname(made));
  });

/** Deeper than this nobody keeps songs. */
const mostDeep = 12;

const listDeep = async (path: string, above = '', deep = 0): Promise<string[]> => {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const names: string[] = [];
  for (const entry of entries) {
    const name = `${above}${entry.name}`;
    if (!entry.isDirectory()) names.push(name);
    else if (!entry.name.startsWith('.') && deep < mostDeep)
      names.push(...(await listDeep(join(path, entry.name), `${name}/`, deep + 1)));
  }
  return deep === 0 ? names.sort() : names;
};

/** Files of this machine. */
export const createFiles = (): Files => {
  const taken = createTakenNames();
  return {
    join: (...parts) => join(...parts),
    checkFolder,
    ensureFolder,
    createPart,
    openPart,
    publish: publishWith(taken),
    replace,
    sweepNames: taken.sweep,
    exists: isThere,
    sameFile,
    size: async (path) => (await stamp(path))?.bytes ?? null,
    stamp,
    sha256,
    ...{ readText, readBytes },
    imageType: (path) => headOf(path).then(imageKind, () => null),
    freeSpace: (path) =>
      statfs(path).then(
        (facts) => facts.bavail * facts.bsize,
        () => null,
      ),
    copy,
    listDeep: (path) => listDeep(path),
    rename: renameWith(taken),
    removeEmptyFolder: (path) => rmdir(path).catch(() => undefined),
    remove: (path) => attempt(() => rm(path, { force: true })),
    list: (path) =>
      readdir(path).then(
        (names) => names.sort(),
        () => [],
      ),
  };
};
