import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Command } from '../desktop/commands.ts';
import { textOfIds } from './answers.ts';
import { longestText, type Ask } from './protocol.ts';
import { readAll } from './read-all.ts';
import type { Errand, Outcome } from './reach.ts';
import { exitCodes, plain, type Report, reportOf } from './report.ts';

/** What commands need of the process that runs them. */
export interface Surroundings {
  words: Catalogue;
  locale: string;
  version: string;
  /** Where a running instance listens; null where it cannot. */
  place: string | null;
  workingDir: string;
  hasDisplay: boolean;
  /** How to start the app, in sight or not. */
  starter: (hidden: boolean) => { command: string; args: string[] };
  reach: (errand: Errand) => Outcome;
}

/** Commands with which this process becomes the app. */
export type StartCommand = Extract<Command, { kind: 'start' | 'serve' | 'link' }>;
export const isStart = (command: Command): command is StartCommand =>
  command.kind === 'start' || command.kind === 'serve' || command.kind === 'link';

/** Is there a display for Electron? Only Linux may lack one; a platform of Chromium's own choice is believed. Pure. */
export const hasDisplay = (
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): boolean =>
  platform !== 'linux' ||
  Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']) ||
  argv.some((arg) => arg.startsWith('--ozone-platform='));

const patienceMs = 20_000;

const usage = (line: string, words: Catalogue): Report => ({
  out: [],
  err: [plain(line), words.terminal.seeHelp],
  code: exitCodes.usage,
});

/** A sign takes up to so many bytes of UTF-8. */
const bytesOfSign = 4;

const readFrom = (path: string): string | null => {
  const longest = bytesOfSign * longestText;
  if (path === '-') return readAll(0, longest);
  const file = openSync(path, 'r');
  try {
    return readAll(file, longest);
  } finally {
    closeSync(file);
  }
};

/** The text of the file that `path` names, read by this process with its own rights; or why not. */
const readText = (path: string, { workingDir, words }: Surroundings): { text: string } | { why: string } => {
  try {
    const text = readFrom(path === '-' ? path : resolve(workingDir, path));
    return text === null || text.length > longestText
      ? { why: words.terminal.tooBig(plain(path)) }
      : { text };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    return { why: words.terminal.unreadable(plain(path), why) };
  }
};

/**
 * Does what a command line asks for, as far as it is done by talking to a running instance or to the terminal. null: it is
 * a start of the app itself (`start`, `serve`, or a link that nobody runs for).
 */
export const runCommand = (command: Command, around: Surroundings): Report | null => {
  const { words, locale, place } = around;
  const said = words.terminal;
  const go = (ask: Ask, more: Partial<Errand> = {}, json = false): Report => {
    if (place === null) return { out: [], err: [said.noPlace], code: exitCodes.failed };
    const errand: Errand = { place, ask, start: null, untilGone: false, patienceMs, ...more };
    return reportOf(around.reach(errand), json, words, locale);
  };
  switch (command.kind) {
    case 'start':
      return null;
    case 'serve':
      return around.hasDisplay ? null : { out: [], err: [said.serve.noDisplay], code: exitCodes.failed };
    case 'help':
      return { out: [said.help.trimEnd()], err: [], code: exitCodes.done };
    case 'version':
      return { out: [said.version(around.version)], err: [], code: exitCodes.done };
    case 'wrong':
      return usage(said.wrong[command.why](command.what), words);
    case 'watch':
      return go({ kind: 'add', text: textOfIds(command.ids) }, { start: around.starter(true) });
    case 'add-file': {
      const read = readText(command.path, around);
      if ('why' in read) return { out: [], err: [read.why], code: exitCodes.failed };
      return go({ kind: 'add', text: read.text }, { start: around.starter(true) });
    }
    case 'status':
      return go({ kind: 'status' }, {}, command.json);
    case 'open':
      return go({ kind: 'open' }, { start: around.starter(false) });
    case 'quit':
      return go({ kind: 'quit' }, { untilGone: true });
    case 'link': {
      const report = place === null ? null : go({ kind: 'link', link: command.link });
      return report?.code === exitCodes.nobody ? null : report;
    }
  }
};
