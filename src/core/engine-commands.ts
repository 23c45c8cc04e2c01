import type { Changes } from './changes.ts';
import type { RecoveryReport } from './database/recovery.ts';
import type { Engine } from './engine-api.ts';
import type { Library } from './library/library.ts';
import type { Notices } from './notices/notices.ts';
import type { Pairs } from './pairs/pairs.ts';
import type { PlaylistsRoom } from './playlists/room.ts';
import type { ItemStore } from './saving/item-store.ts';
import type { Saver } from './saving/saver.ts';
import type { KeySession } from './session/session.ts';
import type { StatisticsRoom } from './statistics/statistics.ts';
import type { Measuring } from './sound/measuring.ts';
import type { WatchList } from './tasks/watch-list.ts';
import type { Watcher } from './watching/watcher.ts';
import type { LongWork } from './work.ts';

/** The rooms that do what the desktop asks for. */
interface Rooms {
  session: KeySession;
  list: WatchList;
  watcher: Watcher;
  saver: Saver;
  items: Pick<ItemStore, 'get'>;
  library: Library;
  measuring: Pick<Measuring, 'soundOf'>;
  notices: Notices;
  statistics: StatisticsRoom;
  playlists: Pick<PlaylistsRoom, 'commands'>;
  pairs: Pairs;
  recovery: RecoveryReport;
  work: LongWork;
  changes: Changes;
}

/** What the desktop may ask of the engine at any time, beside its state; what is said of each is in engine-api.ts. */
export type EngineCommands = Omit<
  Engine,
  | 'start'
  | 'stop'
  | 'state'
  | 'onChange'
  | 'onNotice'
  | 'tasksById'
  | 'pastTasks'
  | 'applySettings'
  | 'exportTo'
  | 'importFrom'
  | 'backUp'
>;

/** Gives each command to the room that does it. */
export const createEngineCommands = (rooms: Rooms): EngineCommands => {
  const {
    session,
    list,
    watcher,
    saver,
    items,
    library,
    notices,
    statistics,
    recovery,
    work,
    changes,
    playlists,
    pairs,
    measuring,
  } = rooms;
  return {
    setKey: (key) => session.set(key),
    forgetKey: () => session.forget(),
    previewTasks: (text) => list.preview(text),
    addTasks(text) {
      const report = list.add(text);
      library.wantAgainOf(report.added);
      return report;
    },
    checkNow: (ids) => ids.forEach((id) => void watcher.ask(id, 'user')),
    stopWatching: (ids) => list.stop(ids),
    resumeWatching: (ids) => list.resume(ids),
    pauseWatching(paused) {
      watcher.setPaused(paused);
      changes.slice('paused');
    },
    forgetTasks: (ids) => list.forget(ids),
    saveNow: (ids) => saver.tryNow((item) => ids.includes(item.taskId)),
    retryItems(ids) {
      const sources = ids.map((id) => items.get(id)?.source);
      library.wantAgain(sources.flatMap((source) => (source?.kind === 'clip' ? source.clip.id : [])));
      saver.retry(ids);
    },
    pauseItems: (ids) => saver.pause(ids),
    resumeItems: (ids) => saver.resume(ids),
    dropItems: (ids) => saver.dropItems(ids),
    ...{ clipPage: library.clipPage, facets: library.facets, clipCount: library.clipCount },
    ...{ clipPlace: library.clipPlace, clipHits: library.clipHits },
    clipDetails: library.clipDetails,
    clipFiles: library.clipFiles,
    clipIds: (clips) => [...new Set(library.idsOf(clips))],
    clipSound: measuring.soundOf,
    ...{ lyricSheets: library.lyricSheets, sheetSongs: library.sheetSongs },
    findPair: pairs.find,
    statistics: (query) => statistics.get(query),
    moveLibrary: library.moveLibrary,
    useFolder: library.useFolder,
    rebuildLibrary: library.rebuildLibrary,
    select(change, shown) {
      if (change !== null) library.selection.change(change);
      return library.selection.among(shown);
    },
    say: library.say,
    removeClips: library.removeClips,
    undo: library.undo,
    ...playlists.commands,
    previewNames: library.previewNames,
    renamePlan: library.renamePlan,
    renameLibrary: library.renameLibrary,
    renameBack: library.renameBack,
    exportClips: library.exportClips,
    stopWork: () => work.stop(),
    recoverySeen: () => recovery.seen(),
    readNotices(ids) {
      notices.read(ids);
      changes.slice('notices');
    },
    clearNotices() {
      notices.clear();
      changes.slice('notices');
    },
  };
};
