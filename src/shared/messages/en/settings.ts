import { plural } from '../format.ts';

/** English texts of: settings. A plain string, or a function of what is filled in. */
export const settings = {
  title: 'Settings',
  reset: {
    title: 'Your settings could not be read',
    text: (path: string) =>
      `The file was broken. It was set aside as ${path}, and the usual settings are in use. Tasks and library are untouched.`,
  },
  overridden: 'Set from the command line or environment for this run; a change would not show until then.',
  key: {
    title: 'Key',
    text: 'What opens your account at sunor. Once entered it is never shown again, logged, or written to a file.',
    keychain: (name: string) => `In the keychain: ${name}`,
    keychainText: 'It is there again after the next start.',
    session: 'For this session only',
    sessionText: 'It is in memory until you quit, and is asked for again after the next start.',
    environment: 'From the environment, for this run',
    environmentText: 'SUNOR_API_KEY is used and never stored.',
    demo: 'The demo’s key',
    demoText: 'It opens the simulator on this computer and nothing else.',
    rejected: 'The key was refused',
    rejectedText: 'Everything is paused until a key works.',
    none: 'No key',
    noneText: 'Cliploft has nothing to ask with.',
    reading: 'Asking the keychain…',
    why: 'Why not in the keychain',
    replace: 'Replace…',
    enter: 'Enter a key…',
    forget: 'Forget…',
    forgetTitle: 'Forget the key?',
    forgetText:
      'It is removed from this computer. Watching pauses until you enter one again; tasks, library and files stay.',
    forgetSure: 'Forget the key',
    forgotten: 'The key is forgotten',
  },
  folder: {
    title: 'Library folder',
    text: 'Ordinary audio files in an ordinary folder. They stay yours.',
    path: 'Folder',
    change: 'Change…',
    moveTitle: 'Move the library?',
    moveText:
      'Every file is copied and verified first. Only then does Cliploft switch over and remove the old ones.',
    from: 'From',
    to: 'To',
    move: 'Move it',
    /** The library folder is not there, or cannot be used: another one takes its place, and nothing is moved. */
    useTitle: 'Use another library folder?',
    useGone: 'The old folder is not there, so nothing can be moved from it. Nothing is deleted either.',
    useDenied: 'The old folder cannot be used, so nothing is moved from it. Nothing is deleted either.',
    useFound: 'Clips that Cliploft finds in the new folder are taken up.',
    useKept: 'All others stay in your library, and play again when their files are back.',
    useNew: 'New songs are saved to the new folder.',
    useBefore: 'Until now',
    useNext: 'From now on',
    use: 'Use this folder',
    used: 'The library folder is another one now',
    usedText: 'Clips that are found there are taken up; the others stay listed.',
    moveMeanwhile: 'What is saved can be played meanwhile. New clips wait until it is done.',
  },
  care: {
    title: 'Keep and repair',
    text: 'Everything in one archive, and a way back from the files alone.',
    export: 'Export everything',
    exportText: 'Clips, lyric sheets and tasks in one archive. Your key is not in it.',
    exportButton: 'Export…',
    import: 'Import an archive',
    importText: 'Adds what the archive holds and this library does not. Nothing here is changed.',
    importButton: 'Import…',
    rebuild: 'Rebuild from folder',
    rebuildText:
      'Reads the library folder and adds what the library does not know. No file is changed, nothing is dropped.',
    rebuildButton: 'Rebuild',
    /** Why nothing else can begin. */
    busy: {
      export: 'Possible again when the export is done.',
      import: 'Possible again when the import is done.',
      rebuild: 'Possible again when the folder has been read.',
      move: 'Possible again when the library has moved.',
    },
    close: 'Close the result',
    stopped: {
      export: 'Stopped. No archive was written.',
      import: 'Stopped. What was added stays.',
      rebuild: 'Stopped. What was added stays.',
      move: 'Stopped. The library is where it was.',
    },
    failed: {
      export: 'The archive was not written',
      import: 'The archive was not imported',
      rebuild: 'The folder was not read',
      move: 'The library was not moved',
    },
    exported: 'Everything is in one archive',
    exportedText: (what: string, size: string) => `${what}: ${size}.`,
    imported: 'The archive is imported',
    importedNothing: 'Nothing new in this archive',
    rebuilt: 'The library has what the folder holds',
    rebuiltNothing: 'Nothing was missing',
    taken: (what: string) => `New: ${what}.`,
    /** `text` counts what was there before. */
    known: (n: number, text: string) =>
      plural('en', n, { one: `${text} was here already.`, other: `${text} were here already.` }),
    missing: (n: number, text: string) =>
      plural('en', n, {
        one: `The file of ${text} clip was not there; the rest is in the archive:`,
        other: `The files of ${text} clips were not there; the rest is in the archive:`,
      }),
    damaged: (n: number, text: string) =>
      plural('en', n, {
        one: `${text} file in the archive is damaged or missing, and was left out:`,
        other: `${text} files in the archive are damaged or missing, and were left out:`,
      }),
    unknown: (n: number, text: string) =>
      plural('en', n, {
        one: `${text} file does not say where it comes from, and was left as it is:`,
        other: `${text} files do not say where they come from, and were left as they are:`,
      }),
    /** Lists end after some names. */
    atLeast: (text: string) => `${text} or more`,
    moved: 'The library has moved',
  },
  checking: {
    title: 'Checking',
    text: 'How often a running task is asked about. All requests share one budget.',
    interval: 'Time between two checks of a task',
    seconds: (n: string) => `${n} seconds`,
    often: 'sooner',
    rarely: 'fewer requests',
  },
  notify: {
    title: 'Notifications',
    text: 'Through your system. The list inside the app is kept in any case.',
    finished: 'When a task is finished and saved',
    failed: 'When a task fails, times out, or gives less than it should',
  },
  tray: {
    title: 'When the window is closed',
    text: 'Where your desktop has a tray. Elsewhere Cliploft ends when everything is saved.',
    keep: 'Stay in the tray, watch and save on',
  },
  look: {
    title: 'Appearance',
    theme: 'Theme',
    system: 'Like the system',
    light: 'Light',
    dark: 'Dark',
  },
  advanced: {
    title: 'Advanced',
    url: 'API address',
    urlHelp: 'Your key is sent to this address. Change it only if you know who answers there.',
    urlBad: 'An https address, or http on this computer (localhost), is needed.',
    save: 'Save',
    usual: 'Use the usual address',
    saved: 'The address is saved',
  },
  about: {
    title: 'About',
    version: 'Version',
    licence: 'Licence',
    licenceText: 'MIT: free to use, read and change',
    system: 'System',
    independent: 'Independent of sunor, Suno and Udio.',
  },
} as const;
