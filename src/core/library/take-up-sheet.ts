import type { Files } from '../ports.ts';
import { longestSheet, readSheet } from '../saving/sheet-file.ts';
import type { LyricStore } from './lyric-store.ts';

/** Takes up a lyric sheet from its file, or gives a sheet whose file was renamed its new name. `none`: not a sheet of ours; `unread`: nobody can tell now. */
export const takeUpSheet = async (
  options: {
    files: Files;
    lyrics: LyricStore;
    folder: string;
    /** Names of the folder. */
    isThere: (name: string) => boolean;
    now: number;
  },
  name: string,
): Promise<'new' | 'known' | 'none' | 'unread'> => {
  const { files, lyrics, folder, isThere } = options;
  const text = await files.readText(files.join(folder, name), longestSheet);
  if (!text.ok && text.problem.code !== 'bad_request') return 'unread';
  const sheet = text.ok ? readSheet(text.value) : null;
  if (sheet === null) return 'none';
  if (lyrics.has(sheet.id)) {
    const file = lyrics.fileOf(sheet.id);
    if (file === null || !isThere(file)) lyrics.setFile(sheet.id, name);
    return 'known';
  }
  const { provenance: _provenance, ...rest } = sheet;
  lyrics.add({ ...rest, savedAt: options.now, file: name });
  return 'new';
};
