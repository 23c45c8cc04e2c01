import { plural } from '../format.ts';
import { shares } from './shares.ts';

/** English texts of the system's own surfaces: notifications and dialogs. */
export const desktop = {
  untitled: 'Your song',
  notify: {
    finished: (title: string) => `“${title}” is ready`,
    finishedText: 'Saved to your library.',
    play: 'Play',
    showInFolder: 'Show in folder',
    finishedOther: 'Open it to see what it gave.',
    empty: (title: string) => `“${title}” gave no result`,
    emptyText: 'It ended well, but nothing came that could be saved. Open it to check once more.',
    unreadable: (title: string) => `“${title}” could not be read`,
    partly: (title: string) => `“${title}” is only partly saved`,
    shares,
    sharesUnknown: 'Not all of its results could be read.',
    unreadableText: 'Open it to check once more.',
    failed: (title: string) => `“${title}” failed`,
    failedText: 'Your credits were given back.',
    timedOut: (title: string) => `“${title}” timed out`,
    timedOutText: 'Your credits were given back.',
    trouble: (title: string) => `“${title}” is done, but not saved yet`,
    troubleText: 'Cliploft tries again by itself. Open it to see what stands in the way.',
    needsYouText: 'Open it to see what stands in the way and what you can do.',
    expiring: (title: string) => `The links of “${title}” run out within a day`,
    expiringText: 'It is not saved yet. Open it to see what stands in the way.',
    lost: (title: string) => `“${title}” could not be saved in time`,
    lostText: 'Its links have run out. You can try once more.',
    missing: (title: string) => `sunor does not know “${title}”`,
    missingText: 'Cliploft stopped watching it. Check the id or the key.',
    database: 'Cliploft cannot keep anything new at the moment',
    databaseText:
      'The disk with its own data refuses. What was kept is safe, and everything else waits. Open Cliploft to see what to do.',
    folder: 'Saving waits for your library folder',
    trashFailed: (title: string) => `“${title}” is still in your library`,
    trashFailedText: 'The trash did not take its file; nothing was deleted.',
    keyRefused: 'Your key was refused',
    keyRefusedText: 'Everything is paused and nothing is lost. Enter a key that works.',
    many: (count: string) => `${count} tasks have ended`,
    manyText: (finished: string, failed: string) => `${finished} ready, ${failed} with a problem.`,
    manyNews: (count: string) => `News of ${count} tasks`,
    manyNewsText: 'Some of them need a look. Open Cliploft to see which.',
    manyReady: 'All of them are saved to your library.',
    inTray: 'Cliploft is still there',
    inTrayText: 'You find it in the tray. It watches and saves on, and tells you when something is ready.',
    background: 'Cliploft goes on in the background',
    backgroundText: 'It ends by itself when everything is saved. Start it again to bring the window back.',
  },
  tray: {
    saved: 'Everything is saved',
    /** Nothing is under way, and that is all there is to say. */
    idle: 'Nothing under way',
    watching: (count: string) => `Watching ${count}`,
    watchingPaused: 'Watching is paused',
    recent: 'Recent clips',
    pauseWatching: 'Pause watching',
    saving: (count: string) => `Saving ${count}`,
    savingAt: (count: string, percent: string) => `Saving ${count} (${percent})`,
    paused: (count: string) => `Paused ${count}`,
    unreadable: (count: number, text: string) =>
      plural('en', count, {
        one: `${text} result could not be read`,
        other: `${text} results could not be read`,
      }),
    database: 'Cliploft cannot keep anything new',
    folder: 'Saving waits for your library folder',
    expiring: (count: number, text: string) =>
      plural('en', count, {
        one: `The links of ${text} clip run out within a day`,
        other: `The links of ${text} clips run out within a day`,
      }),
    missing: (count: number, text: string) =>
      plural('en', count, { one: `${text} task was not found`, other: `${text} tasks were not found` }),
    needsYou: (count: number, text: string) =>
      plural('en', count, { one: `${text} clip needs you`, other: `${text} clips need you` }),
    keyRefused: 'Your key was refused',
    open: 'Open Cliploft',
    quit: 'Quit',
  },
  /** For screen readers, of the dot over the icon in the taskbar. */
  unread: (count: number, text: string) =>
    plural('en', count, { one: `${text} unread notice`, other: `${text} unread notices` }),
  chooseFolder: 'Choose the library folder',
  chooseFolderButton: 'Use this folder',
  chooseExport: 'Export everything as one archive',
  exportName: (day: string) => `Cliploft ${day}.zip`,
  chooseImport: 'Choose an archive to import',
  archiveKind: 'Cliploft archive',
  choosePlaylistExport: 'Export the playlist',
  choosePlaylistImport: 'Choose a playlist to import',
  playlistKind: 'Playlist (M3U8)',
  playlistKinds: 'Playlists (M3U, M3U8)',
  chooseCopies: 'Choose where the copies go',
  chooseCopiesButton: 'Copy to this folder',
  copiesName: (day: string) => `Songs ${day}.zip`,
  zipKind: 'ZIP file',
  cannotStart: 'Cliploft cannot start',
  unknownFault: 'Something went wrong that it did not expect. The log in its data folder has the details.',
  unreadableDatabase: (file: string) =>
    `The library’s database cannot be read: ${file}. It was left as it is; put a good copy in its place, or move it away to begin anew.`,
  /** Why the database at `file` is not opened; nothing has been changed then (but for `damaged`), and no clip is in danger. */
  noDatabase: {
    locked: (file: string) =>
      `Another program holds the library’s database: ${file}. Close it (a backup or sync program, perhaps), then start Cliploft again.`,
    full: (file: string) =>
      `The disk that holds the library’s database is full: ${file}. Nothing is lost; free some space, then start Cliploft again.`,
    denied: (file: string) =>
      `Cliploft may not write its library’s database: ${file}. Nothing is lost; give your user the right to write this file and its folder, then start Cliploft again.`,
    disk: (file: string) =>
      `The disk fails to read or write the library’s database: ${file}. It was left as it is. Check the disk and its cable; a copy of the folder on another disk is wise.`,
    damaged: (file: string) =>
      `The library’s database was damaged: ${file}. It was set aside in the same folder, but what took its place cannot be read either. No clip is in danger; start Cliploft again, and it goes on from another copy or from your library folder. If that does not help, check the disk.`,
    migration: (file: string) =>
      `The library’s database could not be brought to this version: ${file}. It was left as it is, and a copy lies in the folder “backups” beside it. The version of Cliploft that you had before still opens it.`,
  },
  badApiUrl:
    'SUNOR_API_URL is no address to use: an https address, or http on this computer (localhost), is needed. Your key was sent nowhere.',
  newerDatabase:
    'The library was written by a newer version of Cliploft. Install that version; nothing has been changed.',
} as const;
