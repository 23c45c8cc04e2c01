import { plural } from '../format.ts';

/** English texts of the command line. Lines for a terminal: no markup, no key ever. */
export const terminal = {
  help: `Cliploft watches music tasks of sunor.cc and keeps their clips.

Usage:
  cliploft [options]                    start, or show the window of the one that runs
  cliploft watch <id>...                watch tasks
  cliploft add-file <path>              watch the tasks whose ids are in a file; - reads standard input
  cliploft status [--json]              say how everything stands
  cliploft open                         show the window
  cliploft quit                         end the one that runs, and wait for its end
  cliploft serve [--json] [<id>...]     watch and save without a window, until SIGTERM or Ctrl+C
  cliploft cliploft://task/<id>         watch a task and show it
  cliploft cliploft://clip/<id>         show a clip

Options:
  --user-data-dir=<path>    a profile of its own
  --library-dir=<path>      another library folder, for this run
  --hidden                  start without a window
  --demo                    try everything against a simulator
  --help, --version         before a command

watch, add-file, open and links start Cliploft where none runs; status and quit do not.

Exit codes:
  0  done
  1  failed
  2  wrong usage
  3  no running instance
`,
  version: (version: string) => `Cliploft ${version}`,
  wrong: {
    command: (what: string) => `There is no command “${what}”.`,
    option: (what: string) => `There is no option “${what}” here.`,
    id: (what: string) => `“${what}” is no task id.`,
    noIds: () => 'Name at least one task id.',
    noFile: () => 'Name a file, or - for standard input.',
    tooMany: (what: string) => `“${what}” is one word too many.`,
    link: (what: string) =>
      `“${what}” is no link of Cliploft’s. There are cliploft://task/<id> and cliploft://clip/<id>.`,
  },
  seeHelp: 'cliploft --help says what there is.',
  nobody: 'Cliploft is not running.',
  silent: 'Cliploft is running, but gives no answer. Its log has more.',
  notStarted: 'Cliploft did not start. “cliploft” alone says why; on Linux it needs a display.',
  noPlace: 'The path of the profile folder is too long to reach a running Cliploft there.',
  unreadable: (path: string, why: string) => `${path} cannot be read: ${why}`,
  unwritten: (why: string) => `The output could not be written: ${why}`,
  tooBig: (path: string) => `${path} is too big: five million signs are read at most.`,
  refused: {
    bad_request: 'The running Cliploft did not understand what was asked.',
    other_version: 'Another version of Cliploft is running. Quit it, then try again.',
    serving:
      'Cliploft is running as “cliploft serve”, which has no window. End it with “cliploft quit” first.',
    bad_link: 'This is no link of Cliploft’s.',
    unknown_clip: 'The library has no such clip.',
    internal: 'Something went wrong in the running Cliploft. Its log has more.',
  },
  added: (n: number, text: string) =>
    plural('en', n, {
      one: `${text} task is watched from now on.`,
      other: `${text} tasks are watched from now on.`,
    }),
  known: (n: number, text: string) =>
    plural('en', n, {
      one: `${text} task was on the list already.`,
      other: `${text} tasks were on the list already.`,
    }),
  rejected: (what: string) => `Not an id: ${what}`,
  noneFound: 'No task ids were found.',
  noKey: 'There is no key yet: open Cliploft and enter one, or set SUNOR_API_KEY.',
  keyRejected: 'The key was refused: everything waits until one works.',
  status: {
    app: (version: string) => `Cliploft ${version} is running.`,
    serve: (version: string) => `Cliploft ${version} is running without a window (serve).`,
    counts: (watching: string, saving: string, needsYou: string) =>
      `Watching ${watching}, saving ${saving}, waiting for you ${needsYou}.`,
    library: (clips: string, sheets: string) => `In the library: clips ${clips}, lyric sheets ${sheets}.`,
    offline: 'There is no network.',
    database: 'The disk with Cliploft’s own data refuses: everything waits.',
    folder: 'Saving waits for the library folder.',
    untitled: 'untitled',
  },
  serve: {
    started: (version: string) => `Cliploft ${version} watches and saves. SIGTERM or Ctrl+C ends it.`,
    task: (phase: string, title: string, id: string) => `${phase}: ${title} (${id})`,
    ended: 'Everything is put down safely. Bye.',
    running:
      'Cliploft is running already, and nothing of this was added to it. Quit it first (cliploft quit), or give it the ids: cliploft watch <id>',
    noDisplay:
      'On Linux Cliploft needs a display, also to serve. Start one that nobody sees: Xvfb :99 & DISPLAY=:99 cliploft serve',
  },
} as const;
