import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeFiles, type FakeFiles } from '../../../tests/fakes/files.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Files } from '../ports.ts';
import { moveLibrary } from './move-library.ts';

const from = '/music/Cliploft';
const to = '/music/New';
const done = { ok: true, value: undefined };
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

const bytesOf = (name: string): string => `bytes of ${name}`;
const saved = (audio: string, cover: string | null) => ({
  ...{ audio, cover, sha256: createHash('sha256').update(bytesOf(audio)).digest('hex') },
});
const entries = [saved('one.mp3', 'one.jpg'), saved('two.mp3', null)];
const clips = { files: () => entries };
const noSteps = { signal: new AbortController().signal, total: () => undefined, step: () => undefined };

describe('moveLibrary', () => {
  let fake: FakeFiles;
  let switched: string[];
  let sheets: string[];
  const mark = async () => ok('an id');
  const switchTo = (folder: string): Result<void> => {
    switched.push(folder);
    return ok(undefined);
  };
  const move = (
    target: string = to,
    files: Files = fake,
    more: Partial<Parameters<typeof moveLibrary>[0]> = {},
  ) =>
    moveLibrary({
      ...{ files, clips, lyrics: { files: () => sheets }, from, to: target, steps: noSteps, mark, switchTo },
      profileId: 'abcd0123',
      ...more,
    });
  const all = (): string[] => [...fake.disk.keys()].sort();
  const names = ['one.jpg', 'one.mp3', 'two.mp3'];
  const inside = (folder: string): string[] => names.map((name) => `${folder}/${name}`);
  const fill = (folder: string): void =>
    names.forEach((name) => fake.put(`${folder}/${name}`, bytesOf(name)));
  beforeEach(() => {
    fake = createFakeFiles();
    switched = [];
    sheets = [];
    fill(from);
  });

  it('moves audio and covers, and nothing that is not ours', async () => {
    fake.put(`${from}/notes.txt`, 'mine');
    expect(await move()).toEqual(done);
    expect(switched).toEqual([to]);
    expect(all()).toEqual([`${from}/notes.txt`, ...inside(to)]);
  });

  it('takes sidecars and lyric sheets along, and leaves the old folder without its marker', async () => {
    sheets = ['words.txt'];
    const along = ['one.cliploft.json', 'words.txt'];
    along.forEach((name) => fake.put(`${from}/${name}`, `bytes of ${name}`));
    fake.put(`${from}/.cliploft/library.json`, '{}');
    expect(await move()).toEqual(done);
    expect(all()).toEqual([...inside(to), ...along.map((name) => `${to}/${name}`)].sort());
  });

  it('stays where it was when it is stopped on the way', async () => {
    const controller = new AbortController();
    const steps = { signal: controller.signal, total: () => undefined, step: () => controller.abort() };
    expect(await move(to, fake, { steps })).toEqual(problem('bad_request'));
    expect(switched).toEqual([]);
    expect(all()).toEqual(expect.arrayContaining(inside(from)));
  });

  it.each([from, `${from}/`, `${from}/.`, '/music/New/../Cliploft', '//music//Cliploft/'])(
    'leaves everything as it is when the target is the same folder, called %s',
    async (target) => {
      expect(await move(target)).toEqual(done);
      expect(switched).toEqual([]);
      expect(all()).toEqual(inside(from));
    },
  );

  it('removes no file that is the same as its copy', async () => {
    fill(to);
    const linked = { ...fake, sameFile: async (a: string, b: string) => a === `${from}/one.mp3` && b !== a };
    expect(await move(to, linked)).toEqual(done);
    expect(all()).toEqual([`${from}/one.mp3`, ...inside(to)]);
  });

  it('removes no original whose copy is gone by then', async () => {
    const pulled = (): Result<void> => {
      fake.unmount(to);
      return ok(undefined);
    };
    expect(await move(to, fake, { switchTo: pulled })).toEqual(done);
    expect(all()).toEqual(inside(from));
  });

  it('gives the marker of the new folder along, and keeps every original where the new place cannot be kept', async () => {
    fake.put(`${from}/.cliploft/library.json`, '{}');
    const asked: string[][] = [];
    const refused = (...given: string[]): Result<void> => {
      asked.push(given);
      return fail('disk_full');
    };
    expect(await move(to, fake, { switchTo: refused })).toEqual(problem('disk_full'));
    expect(asked).toEqual([[to, 'an id']]);
    expect(all()).toEqual([`${from}/.cliploft/library.json`, ...inside(from), ...inside(to)]);
    expect(await move()).toEqual(done);
    expect(all()).toEqual(inside(to));
  });

  it('does not switch to a folder that cannot be marked', async () => {
    expect(await move(to, fake, { mark: async () => fail('folder_denied') })).toEqual(
      problem('folder_denied'),
    );
    expect(switched).toEqual([]);
    expect(all()).toEqual([...inside(from), ...inside(to)]);
  });

  it('moves into a folder within the library folder', async () => {
    expect(await move(`${from}/Songs`)).toEqual(done);
    expect(switched).toEqual([`${from}/Songs`]);
    expect(all()).toEqual(inside(`${from}/Songs`));
  });

  it('moves into a folder that holds the library folder', async () => {
    expect(await move('/music')).toEqual(done);
    expect(switched).toEqual(['/music']);
    expect(all()).toEqual(inside('/music'));
  });

  it.each([to, `${from}/Songs`])('does not switch to %s while the disk is not mounted', async (target) => {
    fake.unmount(from);
    expect(await move(target)).toEqual(problem('folder_missing'));
    expect(switched).toEqual([]);
    expect(await fake.exists(target)).toBe(false);
  });

  it('takes a folder without a single clip for a disk that is not mounted', async () => {
    fake.unmount(from);
    await fake.ensureFolder(from);
    expect(await move()).toEqual(problem('folder_missing'));
    expect(switched).toEqual([]);
    expect(await fake.exists(to)).toBe(false);
  });

  it('moves the rest when single files were lost before', async () => {
    await fake.remove(`${from}/one.mp3`);
    expect(await move()).toEqual(done);
    expect(switched).toEqual([to]);
    expect(all()).toEqual([`${to}/one.jpg`, `${to}/two.mp3`]);
  });

  it.each([false, true])(
    'does not switch when the disk goes under way (its empty folder stays: %s)',
    async (stays) => {
      const pulled: Files = {
        ...fake,
        copy: async (source, target) => {
          const copied = await fake.copy(source, target);
          fake.unmount(from);
          if (stays) await fake.ensureFolder(from);
          return copied;
        },
      };
      expect(await move(to, pulled)).toEqual(problem('folder_missing'));
      expect(switched).toEqual([]);
    },
  );

  it('does not take a file that cannot be read for one that is lost', async () => {
    const unreadable: Files = {
      ...fake,
      size: async () => null,
      sha256: async (path) =>
        path === `${from}/two.mp3`
          ? { ok: false, problem: { code: 'internal', detail: 'EIO' } }
          : fake.sha256(path),
    };
    expect(await move(to, unreadable)).toEqual(problem('internal'));
    expect(switched).toEqual([]);
    expect(all()).toEqual(expect.arrayContaining(inside(from)));
  });

  it('goes through after a crash that left a file standing in for a name', async () => {
    const stood = `${to}/one.mp3`;
    fake.put(stood, 'standing in');
    const swept: [string, string][] = [];
    const files: Files = {
      ...fake,
      sweepNames: async (folder, prefix) => {
        swept.push([folder, prefix]);
        await fake.remove(stood);
      },
    };
    expect(await move(to, files)).toEqual(done);
    expect(swept).toEqual([[`${to}/.cliploft`, 'abcd0123-']]);
    expect(all()).toEqual(inside(to));
  });

  it('goes through after a crash that left half a copy', async () => {
    const killed: Files = {
      ...fake,
      copy: async (_source, target) => {
        fake.put(target, 'byt');
        throw new Error('killed');
      },
    };
    await expect(move(to, killed)).rejects.toThrow('killed');
    expect(all().filter((path) => path.startsWith(to))).toEqual([`${to}/.cliploft/abcd0123-move.part`]);
    expect(await move()).toEqual(done);
    expect(all()).toEqual(inside(to));
  });

  it('leaves nothing of a copy that differs, and all of the library', async () => {
    const rotten: Files = {
      ...fake,
      copy: async (source, target) => {
        const copied = await fake.copy(source, target);
        if (source.endsWith('two.mp3')) fake.put(target, 'rotten');
        return copied;
      },
    };
    expect(await move(to, rotten)).toEqual(problem('bad_audio'));
    expect(switched).toEqual([]);
    expect(all()).toEqual([...inside(from), `${to}/one.jpg`, `${to}/one.mp3`]);
  });

  it('says so when the disk is full, and goes on from there once there is room', async () => {
    fake.setFree(40);
    expect(await move()).toEqual(problem('disk_full'));
    expect(switched).toEqual([]);
    expect(all()).toEqual([...inside(from), `${to}/one.jpg`, `${to}/one.mp3`]);
    fake.setFree(null);
    expect(await move()).toEqual(done);
    expect(all()).toEqual(inside(to));
  });

  it('moves a file that another program wrote to since it was saved', async () => {
    fake.put(`${from}/two.mp3`, 'with tags of mine');
    expect(await move()).toEqual(done);
    expect(new TextDecoder().decode(fake.disk.get(`${to}/two.mp3`))).toBe('with tags of mine');
    expect(all()).toEqual(inside(to));
  });

  it('leaves another file that is in the way', async () => {
    fake.put(`${to}/two.mp3`, 'not ours');
    expect(await move()).toEqual(problem('bad_request'));
    expect(switched).toEqual([]);
    expect(all()).toEqual(expect.arrayContaining(inside(from)));
    expect(new TextDecoder().decode(fake.disk.get(`${to}/two.mp3`))).toBe('not ours');
  });
});
