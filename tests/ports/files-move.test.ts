import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveLibrary } from '../../src/core/library/move-library.ts';
import { ok } from '../../src/shared/problem.ts';
import { createFiles } from '../../src/main/adapters/files.ts';

const clips = {
  files: () => [
    { audio: 'a.mp3', cover: 'a.jpg', sha256: createHash('sha256').update('audio').digest('hex') },
  ],
};
const noSteps = { signal: new AbortController().signal, total: () => undefined, step: () => undefined };
const done = { ok: true, value: undefined };

describe('Moving the library on the real file system', () => {
  let root: string;
  let from: string;
  let switched: string[];
  const move = (to: string) =>
    moveLibrary({
      ...{ files: createFiles(), clips, lyrics: { files: () => [] }, from, to, steps: noSteps },
      profileId: 'abcd0123',
      mark: async () => ok('an id'),
      switchTo(folder) {
        switched.push(folder);
        return ok(undefined);
      },
    });
  const ours = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('a.'));
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-move-'));
    from = join(root, 'music', 'Cliploft');
    switched = [];
    mkdirSync(from, { recursive: true });
    writeFileSync(join(from, 'a.mp3'), 'audio');
    writeFileSync(join(from, 'a.jpg'), 'cover');
    symlinkSync(join(root, 'music'), join(root, 'linked'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.each(['music/Cliploft/', 'music/Cliploft/.', 'music/new/../Cliploft', 'linked/Cliploft'])(
    'loses nothing when the target is the same folder: %s',
    async (name) => {
      expect(await move(`${root}/${name}`)).toEqual(done);
      expect(switched).toEqual([]);
      expect(ours(from)).toEqual(['a.jpg', 'a.mp3']);
    },
  );

  it('loses nothing when a file in the target is a link to the original', async () => {
    const to = join(root, 'new');
    mkdirSync(to);
    symlinkSync(join(from, 'a.mp3'), join(to, 'a.mp3'));
    expect(await move(to)).toEqual(done);
    expect(switched).toEqual([to]);
    expect(readFileSync(join(to, 'a.mp3'), 'utf8')).toBe('audio');
    expect(ours(from)).toEqual(['a.mp3']);
  });

  it.each(['new/deep', 'music/Cliploft/Songs', 'music'])('moves to %s', async (name) => {
    const to = join(root, name);
    expect(await move(to)).toEqual(done);
    expect(switched).toEqual([to]);
    expect(ours(to)).toEqual(['a.jpg', 'a.mp3']);
    expect(ours(from)).toEqual([]);
    expect(readdirSync(join(to, '.cliploft'))).toEqual([]);
  });
});
