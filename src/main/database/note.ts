import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as v from 'valibot';
import type { DatabaseRecovery } from '../../core/engine-api.ts';
import { systemCode } from '../adapters/file-problems.ts';
import { replaceFile } from '../adapters/flushed.ts';

const schema = v.object({ setAside: v.string(), backupAt: v.nullable(v.number()) });

/**
 * What is being done about a damaged database, on disk before it is begun: a crash in the middle is then taken up
 * where it was, and the report of it is not lost either.
 */
export const readNote = (path: string): DatabaseRecovery | null => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const found = v.safeParse(schema, JSON.parse(text));
    return found.success ? found.output : null;
  } catch {
    // Written in one piece, so this is not ours.
    return null;
  }
};

export const writeNote = (path: string, note: DatabaseRecovery): void =>
  replaceFile(path, Buffer.from(JSON.stringify(note)));

export const removeNote = (path: string): void => rmSync(path, { force: true });

/** Was the setting aside begun and not finished? The database itself goes last. */
export const isHalfAside = ({ setAside }: DatabaseRecovery): boolean =>
  setAside !== '' &&
  !existsSync(setAside) &&
  (existsSync(`${setAside}-wal`) || existsSync(`${setAside}-journal`) || existsSync(`${setAside}-shm`));
