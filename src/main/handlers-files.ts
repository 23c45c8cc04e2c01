import { dialog } from 'electron';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fail, ok } from '../shared/problem.ts';
import type { HandlerOptions } from './handlers.ts';
import type { Handlers } from './ipc.ts';

type FileCommand = Extract<
  keyof Handlers,
  'names.preview' | 'library.renamePlan' | 'library.rename' | 'library.renameBack' | `clips.${string}`
>;

/** Commands about the names of files, and about files that leave the library as copies. */
export const createFileHandlers = ({
  engine,
  words,
  dragOut,
}: Pick<HandlerOptions, 'engine' | 'words' | 'dragOut'>): Pick<Handlers, FileCommand> => {
  const chooseFolder = async (): Promise<string | null> => {
    const chosen = await dialog.showOpenDialog({
      title: words.chooseCopies,
      buttonLabel: words.chooseCopiesButton,
      properties: ['openDirectory', 'createDirectory'],
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  const chooseZip = async (): Promise<string | null> => {
    const chosen = await dialog.showSaveDialog({
      title: words.chooseCopies,
      defaultPath: words.copiesName(new Date().toISOString().slice(0, 10)),
      filters: [{ name: words.zipKind, extensions: ['zip'] }],
    });
    return chosen.canceled || chosen.filePath === undefined || chosen.filePath === ''
      ? null
      : chosen.filePath;
  };

  return {
    'names.preview': ({ template }) => ok(engine.previewNames(template)),
    'library.renamePlan': () => engine.renamePlan(),
    'library.rename': () => engine.renameLibrary(),
    'library.renameBack': () => engine.renameBack(),
    async 'clips.export'({ clips, as, ...more }) {
      const chosen = as === 'zip' ? await chooseZip() : await chooseFolder();
      if (chosen === null) return ok(null);
      const ids = engine.clipIds(clips);
      return as === 'zip'
        ? engine.exportClips({ ...more, ids, folder: dirname(chosen), zip: basename(chosen) })
        : engine.exportClips({ ...more, ids, folder: chosen, zip: null });
    },
    // Only what the library itself knows by its id, and what is there, ever leaves the window.
    'clips.dragOut'({ clips }) {
      const all = engine.clipIds(clips).flatMap((id) => engine.clipFiles(id) ?? []);
      const there = all.filter(({ audio }) => existsSync(audio));
      if (there.length === 0) return fail('file_missing');
      const cover = there.find((files) => files.cover !== null)?.cover ?? null;
      dragOut(
        there.map(({ audio }) => audio),
        cover,
      );
      return ok(undefined);
    },
  };
};
