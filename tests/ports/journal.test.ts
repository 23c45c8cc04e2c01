import {
  chmodSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../src/core/ports.ts';
import { createJournal } from '../../src/main/adapters/journal.ts';
import { Fault } from '../../src/shared/fault.ts';
import { createFakeJournal } from '../fakes/journal.ts';
import { smallDisk } from '../tools/small-disk.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-journal-'));
  path = join(folder, 'watched.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The code of the problem that `work` throws. */
const codeOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    return error instanceof Fault ? error.problem.code : String(error);
  }
  return 'nothing was thrown';
};

describe.each<[string, () => Journal]>([
  ['the real one', () => createJournal(path)],
  ['the fake', createFakeJournal],
])('Journal: %s', (_name, make) => {
  it('gives back what was appended, in order', () => {
    const journal = make();
    expect(journal.read()).toEqual([]);
    journal.append(['+a 1', '+b 2']);
    journal.append([]);
    journal.append(['-a 夜 3']);
    expect(journal.read()).toEqual(['+a 1', '+b 2', '-a 夜 3']);
  });

  it('is replaced as a whole, and goes on from there', () => {
    const journal = make();
    journal.append(['+a', '+b', '+c']);
    journal.replace(['+b']);
    journal.append(['+d']);
    expect(journal.read()).toEqual(['+b', '+d']);
    journal.replace([]);
    expect(journal.read()).toEqual([]);
  });

  it.each(['two\nlines', '', 'cut\r'])('takes no line that is none: %j', (line) => {
    const journal = make();
    expect(() => journal.append(['+a', line])).toThrow(TypeError);
    expect(() => journal.replace(['+a', line])).toThrow(TypeError);
    expect(journal.read()).toEqual([]);
  });
});

describe('Journal on disk', () => {
  it('is found again by the next run', () => {
    createJournal(path).append(['+a']);
    expect(createJournal(path).read()).toEqual(['+a']);
    expect(readFileSync(path, 'utf8')).toBe('+a\n');
  });

  it.each([1, 2, 3])(
    'leaves out a last line that lost %i bytes, and puts the next one in its place',
    (lost) => {
      const journal = createJournal(path);
      journal.append(['+a', '+bc']);
      truncateSync(path, 7 - lost);
      expect(journal.read()).toEqual(['+a']);
      journal.append(['+d']);
      expect(readFileSync(path, 'utf8')).toBe('+a\n+d\n');
    },
  );

  it('starts anew where a crash left no whole line at all', () => {
    writeFileSync(path, '+half');
    const journal = createJournal(path);
    expect(journal.read()).toEqual([]);
    journal.append(['+a']);
    expect(readFileSync(path, 'utf8')).toBe('+a\n');
  });

  it('reads lines that an editor gave other ends', () => {
    writeFileSync(path, '+a 1\r\n\r\n+b 2\r\n');
    const journal = createJournal(path);
    journal.append(['+c 3']);
    expect(journal.read()).toEqual(['+a 1', '+b 2', '+c 3']);
  });

  it('throws a fault that says what the disk said', () => {
    mkdirSync(path);
    const journal = createJournal(path);
    expect(() => journal.append(['+a'])).toThrow(Fault);
    expect(() => journal.read()).toThrow(Fault);
    expect(() => journal.replace(['+a'])).toThrow(Fault);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('says that its folder is gone', () => {
    rmSync(folder, { recursive: true });
    expect(codeOf(() => createJournal(path).append(['+a']))).toBe('folder_missing');
  });

  it('takes all or nothing on a disk that refuses, and goes on when it no longer does', () => {
    const disk = smallDisk(join(folder, 'disk'), 256);
    const file = join(disk?.path ?? folder, 'watched.log');
    const journal = createJournal(file);
    journal.append(['+first']);
    if (disk === null) chmodSync(file, 0o400);
    const room = disk?.fill();
    try {
      // Longer than what is left of the file's last block.
      const long = Array.from({ length: 2000 }, (_, n) => `+${n} ${'x'.repeat(40)}`);
      expect(codeOf(() => journal.append(long))).toBe(disk === null ? 'folder_denied' : 'disk_full');
      expect(journal.read()).toEqual(['+first']);
      if (disk !== null) expect(codeOf(() => journal.replace(long))).toBe('disk_full');
      expect(journal.read()).toEqual(['+first']);
      room?.free();
      if (disk === null) chmodSync(file, 0o600);
      journal.append(['+last']);
      expect(journal.read()).toEqual(['+first', '+last']);
    } finally {
      disk?.remove();
    }
  });

  it('needs no more than reading to be read', () => {
    createJournal(path).append(['+a']);
    chmodSync(path, 0o400);
    expect(createJournal(path).read()).toEqual(['+a']);
  });
});
