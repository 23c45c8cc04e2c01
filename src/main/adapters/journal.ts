import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import type { Journal } from '../../core/ports.ts';
import { Fault } from '../../shared/fault.ts';
import { fileProblem, systemCode } from './file-problems.ts';
import { flushFolderOf, replaceFile } from './flushed.ts';

const newLine = 0x0a;

/** Writes all bytes at `start`: the system may take less than it was given. */
const writeAll = (file: number, bytes: Uint8Array, start: number): void => {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, start + done);
  }
};

/** Where the whole lines of an open file end: bytes behind the last line feed were cut off by a crash. */
const wholeLines = (file: number): number => {
  const last = Buffer.alloc(1);
  let end = fstatSync(file).size;
  while (end > 0) {
    readSync(file, last, 0, 1, end - 1);
    if (last[0] === newLine) break;
    end -= 1;
  }
  return end;
};

/** Runs `work`; what the file system throws becomes a fault that says what it means. */
const orFault = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (systemCode(error) === '') throw error;
    throw new Fault(fileProblem(error).problem, { cause: error });
  }
};

const asText = (lines: readonly string[]): string => {
  if (lines.some((line) => /[\r\n]/.test(line) || line === '')) {
    throw new TypeError('a line of the journal is one line, and not empty');
  }
  return lines.map((line) => `${line}\n`).join('');
};

/**
 * Lines in a file of their own at `path`, flushed before `append` returns. What a crash left of a last line is
 * not read, and gone with the next line. A disk that refuses leaves the file as it was; then a Fault is thrown.
 */
export const createJournal = (path: string): Journal => ({
  append(lines) {
    const text = asText(lines);
    if (text === '') return;
    orFault(() => {
      // Not opened for appending only: there, a place to write to is not minded.
      let isNew = false;
      let file: number;
      try {
        file = openSync(path, 'r+');
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        file = openSync(path, 'wx+');
        isNew = true;
      }
      try {
        const end = wholeLines(file);
        try {
          writeAll(file, Buffer.from(text), end);
          ftruncateSync(file, end + Buffer.byteLength(text));
          fsyncSync(file);
        } catch (error) {
          // Half of what was not taken must not look as if it had been.
          ftruncateSync(file, end);
          throw error;
        }
      } finally {
        closeSync(file);
      }
      if (isNew) flushFolderOf(path);
    });
  },
  read: () =>
    orFault(() => {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return [];
        throw error;
      }
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => line.replace(/\r$/, ''))
        .filter((line) => line !== '');
    }),
  replace(lines) {
    const text = asText(lines);
    orFault(() => replaceFile(path, Buffer.from(text)));
  },
});
