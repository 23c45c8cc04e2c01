import { savedExtensions } from '../../shared/audio-types.ts';
import type { AudioReader, Files, Tags } from '../ports.ts';
import { baseName } from '../library/names.ts';
import { saysOf } from '../library/read-folder-file.ts';
import { defaultFileNames } from './name-template.ts';
import { namesFor } from './names-for.ts';
import type { SavedFiles } from './outcome.ts';
import { prove } from './proof.ts';
import type { SaveClipJob } from './save-clip.ts';

interface AdoptPorts {
  files: Files;
  audio: AudioReader;
  tags: Tags;
}

type Wanted = Pick<SaveClipJob, 'clip' | 'title' | 'tag' | 'fileNames' | 'libraryFolder' | 'before'>;

/** The extensions that saved covers have. */
const coverExtensions = ['.jpg', '.png', '.webp'];

/** The file of this name in the library folder, if it says that it is this clip and proves to be; else null. */
export const adoptFile = async (
  ports: AdoptPorts,
  { clip, libraryFolder, before }: Wanted,
  audio: string,
): Promise<SavedFiles | null> => {
  const { files } = ports;
  const path = files.join(libraryFolder, audio);
  const says = await saysOf(ports, { folder: libraryFolder, name: audio });
  if (says?.tag.clipId !== clip.id) return null;
  const facts = await prove(ports.audio, path, clip, before);
  const hash = facts.ok ? await files.sha256(path) : facts;
  const bytes = await files.size(path);
  if (!facts.ok || !hash.ok || bytes === null) return null;
  // Where no length was announced, the hash alone tells a whole file from one that is still on its way.
  if (clip.duration === null && says.sha256 !== null && says.sha256 !== hash.value) return null;
  let cover: string | null = null;
  for (const extension of coverExtensions) {
    const name = `${baseName(audio)}${extension}`;
    if (cover === null && (await files.exists(files.join(libraryFolder, name)))) cover = name;
  }
  return { kind: 'clip', audio, cover, bytes, sha256: hash.value, facts: facts.value, tag: says.tag };
};

/** The clip's files under the first of these names that hold it. The names were given in this order: a free one ends it. */
const adoptFrom = async (
  ports: AdoptPorts,
  job: Wanted,
  names: readonly string[],
): Promise<SavedFiles | null> => {
  for (const base of names) {
    let taken = false;
    for (const extension of savedExtensions) {
      const name = `${base}${extension}`;
      if (!(await ports.files.exists(ports.files.join(job.libraryFolder, name)))) continue;
      taken = true;
      const found = await adoptFile(ports, job, name);
      if (found !== null) return found;
    }
    if (!taken) return null;
  }
  return null;
};

/**
 * The clip's files where they are in the folder already: a crash came before the commit, or another computer that
 * shares the folder was quicker. Only names that this clip would get are looked at, by the template and, as it may be a
 * new one or this computer's alone, by the default one.
 */
export const adopt = async (ports: AdoptPorts, job: Wanted): Promise<SavedFiles | null> => {
  const names = namesFor(job, null);
  const usual = namesFor({ ...job, fileNames: defaultFileNames }, null);
  const found = await adoptFrom(ports, job, names);
  return found !== null || names[0] === usual[0] ? found : adoptFrom(ports, job, usual);
};
