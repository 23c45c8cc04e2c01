/** English texts of the system's own surfaces: notifications and dialogs. */
export const desktop = {
  untitled: 'Your song',
  notify: {
    finished: (title: string) => `“${title}” is ready`,
    finishedText: 'Saved to your library.',
    finishedOther: 'Open it to see what it gave.',
    failed: (title: string) => `“${title}” failed`,
    failedText: 'Your credits were given back.',
    timedOut: (title: string) => `“${title}” timed out`,
    timedOutText: 'Your credits were given back.',
    trouble: (title: string) => `“${title}” is done, but not saved yet`,
    troubleText: 'Cliploft keeps trying. Open it to see what stands in the way.',
    many: (count: string) => `${count} tasks have ended`,
    manyText: (finished: string, failed: string) => `${finished} ready, ${failed} with a problem.`,
    manyReady: 'All of them are saved to your library.',
    background: 'Cliploft goes on in the background',
    backgroundText: 'It ends by itself when everything is saved. Start it again to bring the window back.',
  },
  chooseFolder: 'Choose the library folder',
  chooseFolderButton: 'Use this folder',
  cannotStart: 'Cliploft cannot start',
  unknownFault: 'Something went wrong that it did not expect. The log in its data folder has the details.',
  unreadableDatabase: (file: string) =>
    `The library’s database cannot be read: ${file}. It was left as it is; put a good copy in its place, or move it away to begin anew.`,
  badApiUrl:
    'SUNOR_API_URL is no address to use: an https address, or http on this computer (localhost), is needed. Your key was sent nowhere.',
  newerDatabase:
    'The library was written by a newer version of Cliploft. Install that version; nothing has been changed.',
} as const;
