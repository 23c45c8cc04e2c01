import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/ports.ts';

export interface FileLog extends Log {
  /** From now on this text is written as `[secret]`, wherever it turns up. */
  redact(secret: string): void;
  /** The last warnings and errors, at most so many, oldest first, as they were written. */
  lastProblems(most: number): string[];
}

const longestFile = 1024 * 1024;
const keptFiles = 3;
const longestLine = 4000;
const longUuid = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** Quotes may be escaped once more for each JSON text within a JSON text. */
const keyHeader = /(x-api-key(?:\\*["'])?\s*[:=,]\s*(?:\\*["'])?)(?:\\(?!\\*["'])|[^\s"',}\\])+/gi;

/** One log line: JSON, ids shortened to their first block, known secrets and key headers blotted out. */
export const logLine = (
  at: Date,
  level: string,
  event: string,
  fields: Record<string, unknown>,
  secrets: readonly string[],
): string => {
  let line = JSON.stringify({ at: at.toISOString(), level, event, ...fields });
  // The longest first: a secret that begins with another one must not leave its rest behind.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length))
    line = line.replaceAll(JSON.stringify(secret).slice(1, -1), '[secret]');
  return line.replace(keyHeader, '$1[secret]').replace(longUuid, '$1…').slice(0, longestLine);
};

/** A rotating log in `folder`: main.log, main.1.log, main.2.log. A log that cannot be written is no reason to stop. */
export const createFileLog = (folder: string): FileLog => {
  const file = join(folder, 'main.log');
  const older = (n: number): string => join(folder, `main.${n}.log`);
  const secrets: string[] = [];

  const rotate = (): void => {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < longestFile) return;
    rmSync(older(keptFiles - 1), { force: true });
    for (let n = keptFiles - 2; n >= 1; n -= 1) {
      if (statSync(older(n), { throwIfNoEntry: false })) renameSync(older(n), older(n + 1));
    }
    renameSync(file, older(1));
  };

  const write = (level: string, event: string, fields: Record<string, unknown> = {}): void => {
    try {
      mkdirSync(folder, { recursive: true });
      rotate();
      appendFileSync(file, `${logLine(new Date(), level, event, fields, secrets)}\n`);
    } catch {
      // Disk full or read-only: what the log is about is shown on screen as well.
    }
  };

  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    lastProblems(most) {
      const text = [older(1), file].map((path) => {
        try {
          return readFileSync(path, 'utf8');
        } catch {
          return '';
        }
      });
      return text
        .join('')
        .split('\n')
        .filter((line) => /"level":"(warn|error)"/.test(line.slice(0, 80)))
        .slice(-most);
    },
    redact(secret) {
      if (secret.length >= 4 && !secrets.includes(secret)) secrets.push(secret);
    },
  };
};
