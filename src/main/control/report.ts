import { numbers } from '../../shared/formatters.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Reply, Status } from './protocol.ts';
import type { Outcome } from './reach.ts';

/** What the program ends with; --help says the same. */
export const exitCodes = { done: 0, failed: 1, usage: 2, nobody: 3 } as const;

/** What a command leaves behind. */
export interface Report {
  out: string[];
  err: string[];
  code: number;
}

/** What comes from elsewhere may hold signs that steer a terminal: none of them reaches it. Pure. */
export const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

/** JSON in one line; as in `plain`, no sign in it steers a terminal. Pure. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\x7f-\x9f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Another version may know phases that this one does not. */
const phaseWord = (phase: string, words: Record<string, string>): string =>
  Object.hasOwn(words, phase) ? (words[phase] ?? phase) : plain(phase);

const statusLines = (status: Status, words: Catalogue, locale: string): string[] => {
  const said = words.terminal.status;
  const number = (n: number): string => numbers(locale).format(n);
  const { counts, library, problems } = status;
  return [
    said[status.mode](plain(status.version)),
    ...(status.key === 'none' ? [words.terminal.noKey] : []),
    ...(status.key === 'rejected' ? [words.terminal.keyRejected] : []),
    ...(status.online ? [] : [said.offline]),
    ...(problems.database === null ? [] : [said.database]),
    ...(problems.libraryFolder === null ? [] : [said.folder]),
    said.counts(number(counts.watching), number(counts.saving), number(counts.needsYou)),
    said.library(number(library.clips), number(library.lyricSheets)),
    ...status.tasks.map(({ id, title, phase, progress }) => {
      const word = phaseWord(phase, words.tasks.phase);
      const part = phase === 'running' && progress !== null ? ` ${number(progress)} %` : '';
      return `  ${plain(id)}  ${word}${part}  ${plain(title ?? said.untitled)}`;
    }),
  ];
};

const ofAdded = (reply: Extract<Reply, { kind: 'added' }>, words: Catalogue, locale: string): Report => {
  const said = words.terminal;
  const { added, known, rejected, key } = reply;
  const some = (ids: string[], say: (n: number, text: string) => string): string[] =>
    ids.length === 0 ? [] : [say(ids.length, numbers(locale).format(ids.length))];
  const none = added.length + known.length === 0;
  return {
    out: [...some(added, said.added), ...some(known, said.known)],
    err: [
      ...rejected.map((piece) => said.rejected(plain(piece))),
      ...(none ? [said.noneFound] : []),
      ...(key === 'none' ? [said.noKey] : []),
      ...(key === 'rejected' ? [said.keyRejected] : []),
    ],
    code: none ? exitCodes.failed : exitCodes.done,
  };
};

const failed = (line: string): Report => ({ out: [], err: [line], code: exitCodes.failed });

/** An outcome in lines and an exit code. Pure. */
export const reportOf = (outcome: Outcome, json: boolean, words: Catalogue, locale: string): Report => {
  const said = words.terminal;
  if (outcome.kind === 'nobody') return { out: [], err: [said.nobody], code: exitCodes.nobody };
  if (outcome.kind === 'silent') return failed(said.silent);
  if (outcome.kind === 'not_started') return failed(said.notStarted);
  const { reply } = outcome;
  switch (reply.kind) {
    case 'added':
      return ofAdded(reply, words, locale);
    case 'status': {
      const out = json ? [jsonLine(reply.status)] : statusLines(reply.status, words, locale);
      return { out, err: [], code: exitCodes.done };
    }
    case 'done':
      return { out: [], err: [], code: exitCodes.done };
    case 'refused':
      return failed(said.refused[reply.code]);
  }
};
