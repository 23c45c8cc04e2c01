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
  newerDatabase:
    'The library was written by a newer version of Cliploft. Install that version; nothing has been changed.',
} as const;
