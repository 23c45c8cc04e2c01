import { migrate } from '../../src/core/database/migrations.ts';
import { createClipStore } from '../../src/core/library/clip-store.ts';
import { createSaidRoom } from '../../src/core/library/said/said-room.ts';
import { createSayings } from '../../src/core/library/said/saying.ts';
import { createUndoing } from '../../src/core/undoing.ts';
import type { Files, Sql } from '../../src/core/ports.ts';
import type { Saying } from '../../src/shared/clip-set.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { createFakeFiles, type FakeFiles } from './files.ts';
import { someClip } from './library.ts';
import { createFakeLog } from './log.ts';
import { memorySql } from './sql.ts';

export const folder = '/music/Cliploft';

interface Parts {
  clock?: FakeClock;
  files?: FakeFiles;
  /** The disk as the files of what is said see it, where that is not all of it. */
  disk?: Files;
  profileId?: string;
  sql?: Sql;
}

/** What is said of clips, over a library of its own; with the same clock and files it is another computer on the same folder. */
export const createSaidWorld = (parts: Parts = {}) => {
  const { clock = createFakeClock(), files = createFakeFiles({ folders: [folder] }) } = parts;
  const { sql = memorySql(), disk = files, profileId = 'feedbeef' } = parts;
  migrate(sql);
  const clips = createClipStore(sql);
  const log = createFakeLog();
  const state = { blocked: false, folder, settled: 0 };
  const problems: Problem[] = [];
  const { store, keeper } = createSaidRoom({
    ...{ clock, log, sql, files: disk, profileId, libraryFolder: () => state.folder },
    checkFolder: (path) => disk.checkFolder(path),
    isBlocked: () => state.blocked,
    onProblem: (problem) => void problems.push(problem),
    onSettled: () => void (state.settled += 1),
  });
  const undoing = createUndoing<Promise<number>>(() => 0.5);
  const sayings = createSayings({
    ...{ clock, sql, undoing, catchUp: () => undefined, onChange: () => keeper.look() },
  });
  const ordOf = (id: string): number =>
    Number(sql.all('SELECT ord FROM clips WHERE id = ?', [id])[0]?.['ord']);
  const path = (name: string): string => `${folder}/Said/${name}`;
  return {
    ...{ clock, files, sql, clips, log, state, problems, store, keeper, undoing, path },
    save: (...ids: string[]): void => sql.transaction(() => ids.forEach((id) => clips.add(someClip(id)))),
    say: (ids: readonly string[], saying: Saying) => sayings.say(ids.map(ordOf), saying),
    takeUp: (all = true) => keeper.takeUp(new AbortController().signal, all),
    /** Names of the files. */
    names: (): string[] =>
      [...files.disk.keys()]
        .filter((at) => at.startsWith(path('')))
        .map((at) => at.slice(path('').length))
        .sort(),
    text: (name: string): string => new TextDecoder().decode(files.disk.get(path(name))),
    /** All that is said of every clip. */
    all: (): unknown =>
      sql.all(
        `SELECT id, favourite, rating, kept, own_title, notes,
         (SELECT group_concat(tag, '|') FROM (SELECT tag FROM clip_tags WHERE clip_id = id ORDER BY tag)) AS tags
         FROM clips ORDER BY id`,
      ),
  };
};
