import type * as fsModule from 'node:fs';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAll } from './read-all.ts';
import { writeAll } from './write-all.ts';

/** What the system answers next to a read or a write: the code of an error, or at most so many bytes. */
const next = vi.hoisted(() => ({ answers: [] as (string | number)[] }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fsModule>();
  const answer = (): number => {
    const now = next.answers.shift() ?? Infinity;
    if (typeof now === 'string') throw Object.assign(new Error(now), { code: now });
    return now;
  };
  return {
    ...real,
    writeSync(file: number, bytes: Uint8Array, at: number) {
      return real.writeSync(file, bytes, at, Math.min(bytes.length - at, answer()));
    },
    readSync(file: number, into: Uint8Array) {
      return real.readSync(file, into, 0, Math.min(into.length, answer()), null);
    },
  };
});

let folder: string;
let path: string;
const through = <T>(flags: string, work: (descriptor: number) => T): T => {
  const file = openSync(path, flags);
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
};

beforeEach(() => {
  next.answers = [];
  folder = mkdtempSync(join(tmpdir(), 'cliploft-streams-'));
  path = join(folder, 'stream');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writing all', () => {
  const text = 'How it stands: “Tür”, 音楽\n'.repeat(3);
  const write = (): string | null => through('w', (file) => writeAll(file, text));

  it.each([
    ['at once', []],
    ['a byte and two at a time', [1, 2, 1]],
    ['with a reader who is slow', ['EAGAIN', 3, 'EAGAIN', 'EAGAIN']],
  ])('writes every byte, %s', (_how, answers) => {
    next.answers = answers;
    expect(write()).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each(['EPIPE', 'EBADF', 'EOF'])('ends in peace when the reader is gone (%s)', (code) => {
    next.answers = [4, code];
    expect(write()).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe(text.slice(0, 4));
  });

  it.each(['ENOSPC', 'EIO'])('says why it could not be written: %s', (code) => {
    next.answers = [4, code];
    expect(write()).toBe(code);
  });

  it('writes nothing where there is nothing', () => {
    next.answers = ['EIO'];
    expect(through('w', (file) => writeAll(file, ''))).toBeNull();
  });

  if (existsSync('/dev/full'))
    it('hears of a full disk', () => {
      path = '/dev/full';
      expect(write()).toBe('ENOSPC');
    });
});

describe('reading all', () => {
  const read = (longest = 1000): string | null => through('r', (file) => readAll(file, longest));

  it.each([
    ['at once', []],
    ['in pieces that cut a sign in two', [1, 2, 3, 1]],
    ['from a writer who is slow', ['EAGAIN', 3, 'EAGAIN']],
  ])('reads every byte, %s', (_how, answers) => {
    writeFileSync(path, 'ü音🎵 id');
    next.answers = answers;
    expect(read()).toBe('ü音🎵 id');
  });

  it('reads nothing from nothing', () => {
    writeFileSync(path, '');
    expect(read()).toBe('');
  });

  it('takes the end of a pipe on Windows for the end', () => {
    writeFileSync(path, 'abcdef');
    next.answers = [3, 'EOF'];
    expect(read()).toBe('abc');
  });

  it('takes as much as it may, and no byte more', () => {
    writeFileSync(path, 'a'.repeat(1000));
    expect(read()).toHaveLength(1000);
    writeFileSync(path, 'a'.repeat(1001));
    expect(read()).toBeNull();
  });

  it('throws what the system says', () => {
    writeFileSync(path, 'abc');
    next.answers = [1, 'EIO'];
    expect(() => read()).toThrow('EIO');
  });

  if (existsSync('/dev/zero'))
    it('comes back from what has no end', () => {
      path = '/dev/zero';
      expect(read(300_000)).toBeNull();
    });
});
