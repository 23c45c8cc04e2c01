import type { LyricStore } from '../library/lyric-store.ts';
import { baseNames } from '../saving/file-names.ts';
import { longestSheet, sheetExtension } from '../saving/sheet-file.ts';
import type { SheetLine } from './format.ts';
import { baseOf } from './names.ts';
import { isOfFile, type Placer } from './place.ts';
import type { Taken } from './take-clip.ts';

/** Takes up one lyric sheet that the library does not hold. Its text is in the record: without its file it is whole all the same. */
export const takeSheet = async (
  { lyrics, placer }: { lyrics: LyricStore; placer: Placer },
  sheet: SheetLine,
): Promise<Taken> => {
  if (lyrics.has(sheet.id)) return { kind: 'known', damaged: [] };
  let file: string | null = null;
  if (sheet.file !== null) {
    const unpacked = await placer.unpack(sheet.file, longestSheet);
    if (!unpacked.ok && !isOfFile(unpacked.problem)) return { kind: 'stop', problem: unpacked.problem };
    if (unpacked.ok) {
      const bases = [baseOf(sheet.file), ...baseNames(sheet.title, sheet.taskId)];
      const given = await placer.giveOneOf(
        unpacked.value,
        bases.map((base) => `${base}${sheetExtension}`),
      );
      await placer.drop();
      if (!given.ok) return { kind: 'stop', problem: given.problem };
      file = given.value;
    }
  }
  if (lyrics.has(sheet.id)) return { kind: 'known', damaged: [] };
  lyrics.add({ ...sheet, file });
  return { kind: 'new', damaged: sheet.file !== null && file === null ? [sheet.file] : [] };
};
