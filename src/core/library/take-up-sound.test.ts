import { expect, it } from 'vitest';
import { someFacts } from '../../../tests/fakes/audio.ts';
import { someClip } from '../../../tests/fakes/library.ts';
import { createTakeUpWorld, folder } from '../../../tests/fakes/take-up-world.ts';
import { readDetails } from './clip-details.ts';

const sound = 'a'.repeat(64);

/** A library whose one clip has lost its file, and a stranger's file in the folder. */
const world = () => {
  const made = createTakeUpWorld();
  made.save('a', { audioSha256: sound });
  const { audio } = made.clips.get('a') ?? someClip('a');
  made.files.disk.delete(`${folder}/${audio}`);
  made.files.put(`${folder}/stranger.mp3`, 'no tag of ours');
  return made;
};

it('knows a clip by its sound, when another program took our tag away and gave it another name', async () => {
  const { files, audio, clips, look } = world();
  files.put(`${folder}/Mixdown.mp3`, 'other tags, same sound');
  audio.set((path) => ({ ...someFacts, soundSha256: path.endsWith('Mixdown.mp3') ? sound : 'f'.repeat(64) }));
  expect(await look()).toMatchObject({ clips: 0, known: 1, unknown: ['stranger.mp3'] });
  const hash = await files.sha256(`${folder}/Mixdown.mp3`);
  expect(clips.get('a')).toMatchObject({
    ...{ audio: 'Mixdown.mp3', bytes: 22, sha256: hash.ok && hash.value, audioSha256: sound },
    title: 'Song a',
  });
});

it('takes a second file of the same sound for a copy, and leaves the clip its own', async () => {
  const { files, audio, clips, save, look } = world();
  save('b', { audioSha256: 'b'.repeat(64) });
  const before = clips.get('b');
  files.put(`${folder}/copy of b.mp3`, 'other tags, same sound');
  audio.set((path) => ({ ...someFacts, soundSha256: (path.includes('copy') ? 'b' : 'f').repeat(64) }));
  expect((await look()).unknown).toEqual(['stranger.mp3']);
  expect(clips.get('b')).toEqual(before);
});

it('goes through a stranger once, and again only when a clip of its sound is missed', async () => {
  const { files, audio, clips, memory, look, save } = world();
  const read: string[] = [];
  audio.set((path) => {
    read.push(path);
    return { ...someFacts, soundSha256: 'c'.repeat(64) };
  });
  await look(memory);
  files.put(`${folder}/another.txt`, 'something new, so that all is looked at');
  await look(memory);
  expect(read).toEqual([`${folder}/stranger.mp3`]);
  save('c', { audioSha256: 'c'.repeat(64) });
  files.disk.delete(`${folder}/${clips.get('c')?.audio ?? ''}`);
  files.put(`${folder}/one more.txt`, 'so that all is looked at again');
  await look(memory);
  expect(clips.get('c')?.audio).toBe('stranger.mp3');
});

it('makes up for the hash that an older program did not keep, when somebody looks at an unchanged file', async () => {
  const { files, clips, places, audio, sql, save } = createTakeUpWorld();
  save('a');
  save('b');
  files.put(`${folder}/${clips.get('b')?.audio ?? ''}`, 'changed since');
  const details = (id: string) => readDetails({ files, clips, places, audio, sql }, folder, id);
  expect((await details('a'))?.audioSha256).toBe(someFacts.soundSha256);
  expect(clips.get('a')?.audioSha256).toBe(someFacts.soundSha256);
  // Whether this is still the sound that was saved, nobody can say.
  expect((await details('b'))?.audioSha256).toBeNull();
  expect(clips.get('b')?.audioSha256).toBeNull();
});
