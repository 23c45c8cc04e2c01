import type { Engine } from '../../core/engine-api.ts';
import type { Log } from '../../core/ports.ts';
import { attentionOf } from '../../shared/attention.ts';
import type { Focus } from '../../shared/snapshot.ts';
import { taskPhase } from '../../shared/task.ts';
import { readLink } from '../desktop/links.ts';
import type { Ask, Refusal, Reply, Status } from './protocol.ts';

export interface AnswerOptions {
  engine: Pick<Engine, 'state' | 'addTasks' | 'clipDetails'>;
  log: Log;
  version: string;
  pid: number;
  /** ms since the epoch. */
  now: () => number;
  /** Brings up the window, where asked at what; null where there is none to show (serve). */
  show: ((target: Focus['target'] | null) => void) | null;
  /** Ends the app; the answer is given before. */
  quit: () => void;
}

/** A text that makes the engine take exactly these ids. */
export const textOfIds = (ids: readonly string[]): string =>
  ids.map((id) => JSON.stringify({ task_id: id })).join('\n');

/** How everything stands, for other programs. Pure. */
export const statusOf = ({ engine, ...about }: Omit<AnswerOptions, 'log' | 'quit'>): Status => {
  const state = engine.state();
  const { watching, saving, needsYou } = attentionOf(state, about.now());
  return {
    version: about.version,
    pid: about.pid,
    mode: about.show === null ? 'serve' : 'app',
    key: state.session.state,
    online: state.online,
    problems: {
      database: state.database?.code ?? null,
      libraryFolder: state.library.problem?.code ?? null,
    },
    counts: { watching, saving, needsYou },
    library: { clips: state.library.clips, lyricSheets: state.library.lyricSheets },
    tasks: [...state.tasks]
      .sort((a, b) => b.addedAt - a.addedAt)
      .map((task) => ({
        ...{ id: task.id, title: task.title, phase: taskPhase(task) },
        ...{ status: task.status, progress: task.progress },
      })),
  };
};

/** Does what another process or a link asks, whichever way it came: it adds, shows, tells or ends, and no more. */
export const createAnswers = (options: AnswerOptions): ((ask: Ask) => Promise<Reply>) => {
  const { engine, log, show, quit } = options;
  const refused = (code: Refusal): Reply => {
    log.warn('asked in vain', { code });
    return { kind: 'refused', code };
  };
  const add = (text: string): Reply => {
    const report = engine.addTasks(text);
    log.info('asked to add', { added: report.added.length, known: report.known.length });
    return { kind: 'added', ...report, key: engine.state().session.state };
  };
  const follow = async (link: string): Promise<Reply> => {
    const target = readLink(link);
    if (target === null) return refused('bad_link');
    if (target.kind === 'task') {
      const reply = add(textOfIds([target.id]));
      show?.(target);
      return reply;
    }
    if ((await engine.clipDetails(target.id)) === null) return refused('unknown_clip');
    if (show === null) return refused('serving');
    show(target);
    return { kind: 'done' };
  };

  return async (ask) => {
    switch (ask.kind) {
      case 'add':
        return add(ask.text);
      case 'status':
        return { kind: 'status', status: statusOf(options) };
      case 'open':
        if (show === null) return refused('serving');
        show(null);
        return { kind: 'done' };
      case 'quit':
        // After the answer is on its way.
        setImmediate(quit);
        return { kind: 'done' };
      case 'link':
        return follow(ask.link);
    }
  };
};
