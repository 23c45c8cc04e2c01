import { fail, ok, type Problem, type Result } from '../../../shared/problem.ts';
import { isSame } from '../looked-at.ts';
import type { Files, FileStamp, Log } from '../../ports.ts';
import { partFolder } from '../../saving/save-clip.ts';
import { readSaidText, saidText } from './said-lines.ts';
import type { SaidStore } from './said-store.ts';

/** Where what is said of clips lies within the library folder. */
export const saidFolder = 'Said';
const extension = '.jsonl';
/** A shelf full of the longest notes has some 15 MB. Bytes. */
const longestSaid = 32 * 1024 * 1024;
/** Names that are tried for what is set aside. */
const mostNames = 99;

export interface SaidFolderOptions {
  files: Files;
  log: Log;
  store: SaidStore;
  /** Computers that share the folder write files of their own: none ever writes another's. */
  profileId: string;
}

/** What reading the folder came to. */
export interface SaidTaken {
  /** Clips of which something newer was taken up. */
  taken: number;
  /** Names of files that could not be read, or not all of it. */
  unread: string[];
}

/** The files in the library folder that keep what is said of clips. */
export interface SaidFolder {
  /** Takes up what the files say; those that are as they were when they were last read whole are passed over, unless `all`. Changes no file. */
  takeUp(folder: string, signal: AbortSignal, all: boolean): Promise<SaidTaken>;
  /** Writes one shelf. What its file says that is newer is taken up first, and a file that is not readable throughout is set aside. */
  write(folder: string, shelf: number): Promise<Result<void>>;
  /** Names of all files that were seen or written, within the library folder. */
  names(): string[];
}

export const createSaidFolder = ({ files, log, store, profileId }: SaidFolderOptions): SaidFolder => {
  /** The stamp by which a file was read whole; null for one that has to be read. */
  const seen = new Map<string, FileStamp | null>();
  let seenIn = '';
  const inFolder = (folder: string): Map<string, FileStamp | null> => {
    if (folder !== seenIn) seen.clear();
    seenIn = folder;
    return seen;
  };
  const pathOf = (folder: string, name: string): string => files.join(folder, saidFolder, name);
  /** What was ours is to be written again: its place may be another one by now (the database may be an older one). */
  const isOurs = (name: string): boolean => name.startsWith(`${profileId}-`);

  /** Takes up one file; `isWhole` says whether that was all of it. */
  const read = async (path: string, name: string): Promise<Result<{ taken: number; isWhole: boolean }>> => {
    const text = await files.readText(path, longestSaid);
    if (!text.ok) return text;
    const { lines, isWhole } = readSaidText(text.value);
    return ok({ taken: store.take(lines, isOurs(name)), isWhole });
  };

  const setAside = async (folder: string, name: string): Promise<Result<void>> => {
    const base = name.slice(0, -extension.length);
    for (let number = 1; number <= mostNames; number += 1) {
      const moved = await files.rename(pathOf(folder, name), pathOf(folder, `${base}-${number}.damaged`));
      if (moved.ok) log.warn('file of what is said of clips set aside', { file: name });
      if (moved.ok || moved.problem.code !== 'bad_request') return moved;
    }
    return fail('bad_request', { detail: `no name is free for what ${name} was` });
  };

  /** What stands under our own name, brought in or out of the way. */
  const clear = async (folder: string, name: string): Promise<Result<{ isThere: boolean }>> => {
    const there = await read(pathOf(folder, name), name);
    if (there.ok && there.value.isWhole) return ok({ isThere: true });
    const code: Problem['code'] | null = there.ok ? null : there.problem.code;
    if (!there.ok && code === 'file_missing') return ok({ isThere: false });
    if (!there.ok && code !== 'bad_request') return there;
    const aside = await setAside(folder, name);
    return aside.ok ? ok({ isThere: false }) : aside;
  };

  const writePart = async (path: string, text: string): Promise<Result<void>> => {
    const cleared = await files.remove(path);
    const opened = cleared.ok ? await files.createPart(path) : cleared;
    if (!opened.ok) return opened;
    const written = await opened.value.write(new TextEncoder().encode(text));
    if (!written.ok) {
      await opened.value.discard();
      return written;
    }
    const finished = await opened.value.finish();
    return finished.ok ? ok(undefined) : finished;
  };

  return {
    async takeUp(folder, signal, all) {
      const stamps = inFolder(folder);
      const report: SaidTaken = { taken: 0, unread: [] };
      const names = (await files.list(files.join(folder, saidFolder)))
        .filter((name) => !name.startsWith('.') && name.endsWith(extension))
        .sort();
      for (const name of stamps.keys()) if (!names.includes(name)) stamps.delete(name);
      for (const name of names) {
        if (signal.aborted) break;
        const path = pathOf(folder, name);
        const stamp = await files.stamp(path);
        const last = stamps.get(name) ?? null;
        if (!all && stamp !== null && last !== null && isSame(last, stamp)) continue;
        const took = await read(path, name);
        const isWhole = took.ok && took.value.isWhole;
        if (took.ok) report.taken += took.value.taken;
        if (!isWhole) {
          report.unread.push(`${saidFolder}/${name}`);
          log.warn('what is said of clips not read', {
            file: name,
            code: took.ok ? null : took.problem.code,
          });
        }
        // One that is damaged is read again only when it has changed; one that could not be read may be readable next time.
        stamps.set(name, took.ok ? stamp : null);
      }
      return report;
    },
    async write(folder, shelf) {
      const name = `${profileId}-${String(shelf + 1).padStart(4, '0')}${extension}`;
      const part = files.join(partFolder(files, folder), `${profileId}-said.part`);
      const made = await files.ensureFolder(partFolder(files, folder));
      const around = made.ok ? await files.ensureFolder(files.join(folder, saidFolder)) : made;
      const cleared = around.ok ? await clear(folder, name) : around;
      if (!cleared.ok) return cleared;
      const lines = store.shelf(shelf);
      const written = await writePart(part, saidText(lines));
      if (!written.ok) return written;
      const path = pathOf(folder, name);
      const given = cleared.value.isThere ? await files.replace(part, path) : await files.publish(part, path);
      if (!given.ok) {
        await files.remove(part);
        return given;
      }
      store.setWritten(lines);
      inFolder(folder).set(name, await files.stamp(path));
      return ok(undefined);
    },
    names: () => [...seen.keys()].map((name) => `${saidFolder}/${name}`),
  };
};
