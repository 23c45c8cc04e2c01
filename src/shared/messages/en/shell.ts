import { plural } from '../format.ts';

/** English texts of: shell. A plain string, or a function of what is filled in. */
export const shell = {
  appName: 'Cliploft',
  nav: {
    label: 'Main',
    library: 'Library',
    pairs: 'Compare',
    tasks: 'Tasks',
    notices: 'Notifications',
    statistics: 'Statistics',
    settings: 'Settings',
    tasksRunning: (n: string) => `${n} in progress`,
    /** Results and tasks alike. */
    tasksNeedYou: (n: number, text: string) =>
      plural('en', n, { one: `${text} needs you`, other: `${text} need you` }),
    noticesUnread: (n: string) => `${n} unread`,
    update: (version: string) => `Version ${version} is there`,
    skip: 'Skip to content',
  },
  database: {
    title: 'Cliploft cannot keep anything new at the moment.',
    /** `why` is the title of a problem. */
    text: (why: string) =>
      `${why}, where Cliploft has its own data. What was kept is safe, and everything else waits.`,
  },
  status: {
    label: 'Status',
    online: 'Connected',
    offline: 'Offline',
    noKey: 'No key yet',
    enterKey: 'Enter key',
    rejected: 'Key refused',
    listenOnly: 'Open the library without a key',
    demo: 'Demo',
    budget: (used: string, limit: string) => `${used} of ${limit} requests this minute`,
    budgetShort: (used: string, limit: string) => `${used}/${limit}`,
    budgetLabel: 'Requests used this minute',
    paused: (time: string) => `Requests pause until ${time}`,
    balance: (credits: string) => `${credits} credits`,
    frozen: (credits: string) => `${credits} held for running tasks`,
    offlineTitle: 'No connection.',
    faultTitle: 'Something went wrong inside Cliploft',
    faultText: 'It was logged, and work goes on.',
    copyReport: 'Copy report',
    pausedTitle: 'Watching is paused.',
    pausedText: 'No task is asked about until you go on. Saving goes on.',
    resume: 'Go on watching',
    offlineText: 'Your library plays on. Watching and saving go on by themselves when the network is back.',
  },
  common: {
    close: 'Close',
    cancel: 'Cancel',
    copy: 'Copy',
    copied: 'Copied',
    retry: 'Try again',
    more: 'More',
    clear: 'Clear',
    details: 'Technical details',
    working: 'Working…',
    loading: 'Loading',
    messages: 'Messages',
    show: 'Show',
    hide: 'Hide',
  },
  counts: {
    clips: (n: number, text: string) => plural('en', n, { one: `${text} clip`, other: `${text} clips` }),
    sheets: (n: number, text: string) =>
      plural('en', n, { one: `${text} lyric sheet`, other: `${text} lyric sheets` }),
    playlists: (n: number, text: string) =>
      plural('en', n, { one: `${text} playlist`, other: `${text} playlists` }),
    said: (n: number, text: string) =>
      plural('en', n, { one: `what you say of ${text} clip`, other: `what you say of ${text} clips` }),
    tasks: (n: number, text: string) => plural('en', n, { one: `${text} task`, other: `${text} tasks` }),
  },
  /** Long work on the library. */
  work: {
    kind: {
      export: 'Exporting everything',
      import: 'Importing an archive',
      rebuild: 'Reading the library folder',
      move: 'Moving the library',
      rename: 'Renaming files',
      copy: 'Copying clips',
    },
    /** The same in the little room beside the views. */
    short: {
      ...{ export: 'Exporting', import: 'Importing', rebuild: 'Reading folder', move: 'Moving library' },
      ...{ rename: 'Renaming files', copy: 'Copying clips' },
    },
    of: (done: string, total: string) => `${done} of ${total} files`,
    counting: 'Counting the files…',
    percent: (value: string) => `${value} %`,
    stop: 'Stop',
    stopFor: (work: string) => `Stop: ${work}`,
    stopping: 'Stopping…',
    show: 'show in Settings',
    open: 'Show',
  },
  /** After a damaged database was put together again. */
  recovery: {
    label: 'Restored library',
    title: 'The library’s database was damaged, and is whole again.',
    reading: 'The library’s database was damaged. Cliploft is putting it together again.',
    safe: 'Your audio files were not touched.',
    report: 'What was restored',
    reportTitle: 'What was restored',
    happened:
      'At the last start, the file that holds your lists could not be read. Cliploft set it aside and put the lists together again from what else there is. Your audio files were not touched.',
    backup: (when: string) => `Backup of ${when}`,
    noBackup: 'Backup',
    noBackupText: 'None could be used; the lists started empty.',
    folder: 'Library folder',
    folderReading: 'Being read now…',
    journal: 'List of task ids',
    journalText: (n: number, text: string) =>
      plural('en', n, {
        one: `${text} more task, watched again`,
        other: `${text} more tasks, watched again`,
      }),
    nothing: 'Nothing more',
    missing: 'Notifications since the backup may be missing.',
    missingAll: 'Earlier notifications are gone.',
    details: 'Details',
    aside: 'The damaged file is kept here, in case someone can use it:',
    copy: 'Copy path',
    done: 'OK',
  },
  broken: {
    title: 'Cliploft could not start',
    text: 'Your files and tasks are safe on disk. Close the window and open it again.',
  },
} as const;
