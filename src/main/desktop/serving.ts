import type { Engine } from '../../core/engine-api.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import { type Task, taskPhase } from '../../shared/task.ts';
import { jsonLine, plain, reportOf } from '../control/report.ts';
import { textOfIds } from '../control/answers.ts';

/** What `cliploft serve` was asked for. */
export interface ServeOptions {
  ids: string[];
  json: boolean;
}

/** Tells on standard output what happens, one line each: `serve` has no other face. */
export interface Serving {
  /** Everything runs: adds the ids of the command line. */
  started(): void;
  /** Everything has ended. */
  ended(): void;
}

export interface ServingOptions extends ServeOptions {
  engine: Pick<Engine, 'state' | 'onChange' | 'addTasks'>;
  words: Catalogue;
  locale: string;
  version: string;
  /** ms since the epoch. */
  now: () => number;
  /** Takes one line, without its end. */
  write: (line: string) => void;
}

/** Follows the engine and writes what changed, each thing once. */
export const createServing = (options: ServingOptions): Serving => {
  const { engine, words, locale, json, version, write } = options;
  const said = words.terminal;
  const phases = new Map<string, string>();
  let key = 'reading';
  let database = false;
  let folder = false;

  const tell = (event: string, line: string | null, more: Record<string, unknown> = {}): void => {
    const at = new Date(options.now()).toISOString();
    if (json) write(jsonLine({ at, event, ...more }));
    else if (line !== null) write(`${at} ${plain(line)}`);
  };
  const tellTask = (task: Task): void => {
    const phase = taskPhase(task);
    if (phases.get(task.id) === phase) return;
    phases.set(task.id, phase);
    const line = said.serve.task(words.tasks.phase[phase], task.title ?? said.status.untitled, task.id);
    tell('task', line, { id: task.id, phase, title: task.title });
  };
  const keyLines: Record<string, string> = { none: said.noKey, rejected: said.keyRejected };
  const look = (): void => {
    const state = engine.state();
    if (state.session.state !== key) {
      key = state.session.state;
      tell('key', keyLines[key] ?? null, { state: key });
    }
    if ((state.database !== null) !== database) {
      database = state.database !== null;
      tell('database', database ? said.status.database : null, { problem: state.database?.code ?? null });
    }
    const problem = state.library.problem;
    if ((problem !== null) !== folder) {
      folder = problem !== null;
      tell('libraryFolder', folder ? said.status.folder : null, { problem: problem?.code ?? null });
    }
  };

  let begun = false;
  const stopListening = engine.onChange(({ tasks, gone }) => {
    // What is there at the start is told then.
    if (!begun) return;
    tasks.forEach(tellTask);
    gone.forEach((id) => phases.delete(id));
    look();
  });
  return {
    started() {
      tell('started', said.serve.started(version), { version, pid: process.pid });
      begun = true;
      engine.state().tasks.forEach(tellTask);
      look();
      if (options.ids.length === 0) return;
      const report = engine.addTasks(textOfIds(options.ids));
      const reply = { kind: 'added' as const, ...report, key: 'ready' };
      const lines = reportOf({ kind: 'answered', reply }, false, words, locale);
      tell('added', [...lines.out, ...lines.err].join(' '), { ...report });
    },
    ended() {
      stopListening();
      tell('ended', said.serve.ended);
    },
  };
};
