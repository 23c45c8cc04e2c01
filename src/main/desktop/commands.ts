import { taskIdOf } from '../../core/tasks/find-ids.ts';
import { looksLikeLink, readLink } from './links.ts';

/** What a command line asks the program to do. */
export type Command =
  | { kind: 'start' }
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'watch'; ids: string[] }
  | { kind: 'add-file'; path: string }
  | { kind: 'status'; json: boolean }
  | { kind: 'open' }
  | { kind: 'quit' }
  | { kind: 'serve'; ids: string[]; json: boolean }
  | { kind: 'link'; link: string }
  | { kind: 'wrong'; why: Wrong; what: string };

/** What is wrong with a command line: a key of the words for it. */
export type Wrong = 'command' | 'option' | 'id' | 'noIds' | 'noFile' | 'tooMany' | 'link';

/** A command line in two halves: what Electron needs to start this app, and what is meant for the app. */
export interface SplitArguments {
  /** With `process.defaultApp`: flags, and the app's folder. Empty for a packaged app. */
  lead: string[];
  own: string[];
}

/** Splits arguments (without the executable). `isDefaultApp`: Electron was told which folder to run. Pure. */
export const splitArguments = (args: readonly string[], isDefaultApp: boolean): SplitArguments => {
  if (!isDefaultApp) return { lead: [], own: [...args] };
  let at = 0;
  while (at < args.length && args[at]?.startsWith('-')) at += /^(-r|--require)$/.test(args[at] ?? '') ? 2 : 1;
  return { lead: args.slice(0, at + 1), own: args.slice(at + 1) };
};

/** Options that every start understands (see command-line.ts). */
const launchOption = /^--(hidden|demo|(user-data-dir|library-dir)=.*)$/s;

/** Arguments that start the app as a command was given: with its profile and folders, and Chromium's options before it. Pure. */
export const launchArguments = (own: readonly string[], hidden: boolean): string[] => {
  const command = own.findIndex((arg) => !arg.startsWith('-'));
  const end = own.indexOf('--', Math.max(0, command));
  const options = (end < 0 ? own : own.slice(0, end)).filter(
    (arg, at) => launchOption.test(arg) || (arg.startsWith('-') && at < command),
  );
  return [...options.filter((arg) => arg !== '--hidden'), ...(hidden ? ['--hidden'] : [])];
};

const wrong = (why: Wrong, what: string): Command => ({ kind: 'wrong', why, what });

const withIds = (words: readonly string[], done: (ids: string[]) => Command, least: number): Command => {
  const bad = words.find((word) => taskIdOf(word) === null);
  if (bad !== undefined) return wrong('id', bad);
  if (words.length < least) return wrong('noIds', '');
  return done([...new Set(words.map((word) => taskIdOf(word) ?? ''))]);
};

/** The commands, each with the options it takes and what it makes of its words. */
const commands: Readonly<
  Record<string, { options: string[]; read: (words: string[], json: boolean) => Command }>
> = {
  watch: { options: [], read: (words) => withIds(words, (ids) => ({ kind: 'watch', ids }), 1) },
  'add-file': {
    options: [],
    read: ([path, more]) => {
      if (path === undefined || path === '') return wrong('noFile', '');
      return more === undefined ? { kind: 'add-file', path } : wrong('tooMany', more);
    },
  },
  status: { options: ['--json'], read: (words, json) => alone(words, { kind: 'status', json }) },
  open: { options: [], read: (words) => alone(words, { kind: 'open' }) },
  quit: { options: [], read: (words) => alone(words, { kind: 'quit' }) },
  serve: {
    options: ['--json'],
    read: (words, json) => withIds(words, (ids) => ({ kind: 'serve', ids, json }), 0),
  },
};

const alone = ([more]: string[], command: Command): Command =>
  more === undefined ? command : wrong('tooMany', more);

/**
 * Reads what is meant for the app. Options before a command are Chromium's or the launch's and are left alone; after
 * it only the command's own and the launch's are known. After `--` nothing is an option. Pure.
 */
export const readCommand = (own: readonly string[]): Command => {
  const first = own.findIndex((arg) => !arg.startsWith('-'));
  const before = first < 0 ? own : own.slice(0, first);
  if (before.includes('--help')) return { kind: 'help' };
  if (before.includes('--version')) return { kind: 'version' };
  const name = first < 0 ? undefined : own[first];
  if (name === undefined) return { kind: 'start' };
  const rest = own.slice(first + 1);
  if (looksLikeLink(name)) {
    if (readLink(name) === null) return wrong('link', name);
    return rest.length > 0 ? wrong('tooMany', rest[0] ?? '') : { kind: 'link', link: name };
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return wrong('command', name);

  const end = rest.indexOf('--');
  const head = end < 0 ? rest : rest.slice(0, end);
  // A lone dash is a word: standard input.
  const options = head.filter((arg) => arg.startsWith('-') && arg !== '-' && !launchOption.test(arg));
  if (options.includes('--help')) return { kind: 'help' };
  const unknown = options.find((option) => !command.options.includes(option));
  if (unknown !== undefined) return wrong('option', unknown);
  const words = head.filter((arg) => !arg.startsWith('-') || arg === '-');
  return command.read(end < 0 ? words : [...words, ...rest.slice(end + 1)], options.includes('--json'));
};
