import type { EngineState } from '../../core/engine-api.ts';
import { audioExtensions } from '../../shared/audio-types.ts';
import type { Settings } from '../../shared/settings.ts';
import { taskPhase } from '../../shared/task.ts';

export interface ReportFacts {
  /** Name and value, such as Electron's version. */
  versions: readonly (readonly [string, string])[];
  settings: Settings;
  state: EngineState;
  /** Faults of our own in this run. */
  faults: number;
  /** The last warnings and errors of the log, oldest first: ids shortened, secrets blotted out by then. */
  problems: readonly string[];
  /** The user's home folder, whose path often holds a name. */
  home: string;
  at: Date;
}

const countsOf = (names: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
};

/** What is chosen, without what tells of a person: the proxy's host stays out. */
const settingsOf = ({ proxy, ...settings }: Settings): string =>
  Object.entries({ ...settings, proxy: proxy.mode })
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

const extensions = [...audioExtensions, '.png', '.jpg', '.webp', '.txt', '.cliploft.json', '.part'];
/** The title at the front of a file's name in the library (file-names.ts), or the whole name of another such file. */
const titleInName = new RegExp(
  `[^/\\\\":]+?((?: \\[[0-9a-z]{1,8}\\](?: \\d+)?)?(?:${extensions.join('|').replaceAll('.', '\\.')})(?![\\w]))`,
  'gi',
);

/** A path as it stands in a text, and in a line of JSON, where each backslash is doubled. */
const spellings = (path: string): string[] => [JSON.stringify(path).slice(1, -1), path];

/**
 * What somebody who is to help needs to know, as text: versions, settings, how everything stands in numbers, the last
 * problems. No key, no titles, no ids in full. English whatever the page speaks, for whoever reads it. Pure.
 */
export const reportText = ({ state, ...facts }: ReportFacts): string => {
  const items = state.tasks.flatMap((task) => task.items);
  const { library } = state;
  const lines = [
    `Cliploft report, ${facts.at.toISOString()}`,
    facts.versions.map(([name, value]) => `${name} ${value}`).join(', '),
    '',
    `settings: ${settingsOf(facts.settings)}`,
    `key: ${state.session.state}, ${state.session.where ?? 'nowhere'}${state.session.why === null ? '' : ` (${state.session.why})`}`,
    `network: ${state.online ? 'online' : 'offline'}${state.paused ? ', watching paused' : ''}`,
    `requests: ${state.budget.used} of ${state.budget.limit}`,
    `tasks: ${countsOf(state.tasks.map(taskPhase))}; older: ${state.past.finished} finished, ${state.past.failed} failed`,
    `problems of tasks: ${countsOf(state.tasks.flatMap((task) => task.problem?.code ?? []))}`,
    `results: ${countsOf(items.map((item) => item.state))}`,
    `problems of results: ${countsOf(items.flatMap((item) => item.problem?.code ?? []))}`,
    `library: ${library.clips} clips, ${library.lyricSheets} lyric sheets, folder ${library.problem?.code ?? 'fine'}`,
    `database: ${state.database?.code ?? 'fine'}${state.recovery === null ? '' : ', was recovered'}`,
    `faults in this run: ${facts.faults}`,
    '',
    'last problems:',
    ...(facts.problems.length === 0
      ? ['none']
      : facts.problems.map((line) => line.replace(titleInName, '[title]$1'))),
  ];
  return spellings(facts.home).reduce((text, home) => text.replaceAll(home, '~'), lines.join('\n'));
};
