import type { ExportReport, ImportReport, RebuildReport } from '../../shared/contract.ts';
import type { ClipExportReport } from '../../shared/clip-export.ts';
import type { RenameReport } from '../../shared/file-names.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Work } from '../../shared/snapshot.ts';
import { count, fileSize } from '../ui/format.ts';

/** How long work on the library ended. */
export type Outcome =
  | { kind: 'export'; report: ExportReport }
  | { kind: 'import'; report: ImportReport }
  | { kind: 'rebuild'; report: RebuildReport }
  | { kind: 'move'; folder: string }
  | { kind: 'rename'; report: RenameReport; isBack: boolean }
  | { kind: 'copy'; report: ClipExportReport }
  | { kind: Work['kind']; stopped: true }
  | { kind: Work['kind']; problem: Problem };

export interface WorkWords {
  tone: 'done' | 'partly' | 'problem';
  title: string;
  /** May be empty. */
  text: string;
  /** A path to read and copy. */
  path: string | null;
  /** What did not come along, by name. */
  lists: readonly { label: string; names: readonly string[] }[];
  /** Technical text for "details". */
  detail: string | null;
}

/** Lists in reports hold this many names at most (see contract.ts). */
const listed = 20;

interface Counts {
  clips: number;
  lyricSheets: number;
  playlists?: number | undefined;
  said?: number | undefined;
  tasks?: number;
}

/** "3 clips, 1 lyric sheet": what there is any of; empty when there is nothing. */
export const countWords = (
  t: Catalogue,
  { clips, lyricSheets, playlists = 0, said = 0, tasks = 0 }: Counts,
): string => {
  const words = t.shell.counts;
  return [
    clips > 0 ? words.clips(clips, count(clips)) : '',
    lyricSheets > 0 ? words.sheets(lyricSheets, count(lyricSheets)) : '',
    playlists > 0 ? words.playlists(playlists, count(playlists)) : '',
    said > 0 ? words.said(said, count(said)) : '',
    tasks > 0 ? words.tasks(tasks, count(tasks)) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
};

/** Progress as 0 to 1; null while the files are being counted. */
export const workPart = (work: Work): number | null => (work.total > 0 ? work.done / work.total : null);

/** The end of long work in words: what came of it, and what did not come along. */
export const workWords = (t: Catalogue, outcome: Outcome): WorkWords => {
  const words = t.settings.care;
  const plain = { tone: 'done', text: '', path: null, lists: [], detail: null } as const;
  const left = (
    names: readonly string[],
    label: (n: number, text: string) => string,
  ): Pick<WorkWords, 'tone' | 'lists'> => {
    if (names.length === 0) return { tone: 'done', lists: [] };
    const text = names.length < listed ? count(names.length) : words.atLeast(count(names.length));
    return { tone: 'partly', lists: [{ label: label(names.length, text), names }] };
  };
  const news = (counts: Counts, known: number): string =>
    [
      countWords(t, counts) === '' ? '' : words.taken(countWords(t, counts)),
      known > 0 ? words.known(known, count(known)) : '',
    ]
      .filter((part) => part !== '')
      .join(' ');

  if ('stopped' in outcome) return { ...plain, title: words.stopped[outcome.kind] };
  if ('problem' in outcome) {
    const { code, detail, status } = outcome.problem;
    const { title, safety, next } = t.problems.codes[code];
    const technical = [status === undefined ? '' : `HTTP ${status}`, detail ?? ''].filter(
      (part) => part !== '',
    );
    return {
      ...{ tone: 'problem', title: words.failed[outcome.kind], path: null, lists: [] },
      text: [`${title}.`, safety, next].filter((part) => part !== '').join(' '),
      detail: technical.length === 0 ? null : technical.join(': '),
    };
  }
  if (outcome.kind === 'move') return { ...plain, title: words.moved, path: outcome.folder };
  if (outcome.kind === 'export') {
    const { report } = outcome;
    return {
      ...{ ...plain, title: words.exported, path: report.path },
      text: words.exportedText(countWords(t, report), fileSize(report.bytes)),
      ...left(report.missing, words.missing),
    };
  }
  if (outcome.kind === 'rename') {
    const { renamed, failed, stopped } = outcome.report;
    return {
      ...{
        ...plain,
        title: renamed === 0 ? t.files.renamedNothing : t.files.renamed(renamed, count(renamed)),
      },
      text: stopped ? t.files.renamedStopped : '',
      ...left(failed, t.files.failed),
    };
  }
  if (outcome.kind === 'copy') {
    const { clips, bytes, missing, path, stopped } = outcome.report;
    return {
      ...{ ...plain, title: t.files.copy.done(clips, count(clips)), path },
      text: [stopped ? t.files.copy.stopped : '', `${fileSize(bytes)}.`]
        .filter((one) => one !== '')
        .join(' '),
      ...left(missing, t.files.copy.missing),
    };
  }
  const { report } = outcome;
  const nothing = countWords(t, report) === '';
  if (outcome.kind === 'import') {
    return {
      ...{ ...plain, title: nothing ? words.importedNothing : words.imported },
      text: news(report, report.known),
      ...left(outcome.report.damaged, words.damaged),
    };
  }
  const { unknown, saidUnread = [], saidWaiting = 0 } = outcome.report;
  const lists = [...left(unknown, words.unknown).lists, ...left(saidUnread, words.saidUnread).lists];
  const waits = saidWaiting > 0 ? words.saidWaiting(saidWaiting, count(saidWaiting)) : '';
  return {
    ...{ ...plain, title: nothing ? words.rebuiltNothing : words.rebuilt },
    text: [news(report, report.known), waits].filter((part) => part !== '').join(' '),
    ...{ lists, tone: lists.length > 0 ? 'partly' : 'done' },
  };
};
