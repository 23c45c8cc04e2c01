import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { ClipExport } from '../../shared/clip-export.ts';
import { ok, type Result } from '../../shared/problem.ts';
import type { Work } from '../../shared/snapshot.ts';
import type { AppState } from './app.svelte.ts';
import type { Commands } from './commands.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { type Outcome, workWords } from './work-words.ts';

type WorkKind = Work['kind'];

/** Long work on the library: begun, stopped, and its result kept until somebody has read it. */
export class LibraryWork {
  /** What was asked for here and is not answered yet; the system's dialog may still be open. */
  asking = $state<WorkKind | null>(null);
  /** Set between "stop" and the answer. */
  stopping = $state(false);
  /** How the last work ended; null before, and once it is closed. */
  outcome = $state.raw<Outcome | null>(null);

  #with: { app: AppState; nav: Navigation; commands: Commands; toasts: Toasts };
  #t: Catalogue;

  constructor(parts: { app: AppState; nav: Navigation; commands: Commands; toasts: Toasts }, t: Catalogue) {
    this.#with = parts;
    this.#t = t;
  }

  /** What is under way, whoever began it; null when more can begin. */
  get busy(): WorkKind | null {
    return this.#with.app.work?.kind ?? this.asking;
  }

  export(): Promise<void> {
    return this.#run('export', async () => {
      const answer = await this.#with.commands.invoke('library.export');
      return answer.ok ? ok(answer.value && { kind: 'export', report: answer.value }) : answer;
    });
  }

  import(): Promise<void> {
    return this.#run('import', async () => {
      const answer = await this.#with.commands.invoke('library.import');
      return answer.ok ? ok(answer.value && { kind: 'import', report: answer.value }) : answer;
    });
  }

  rebuild(): Promise<void> {
    return this.#run('rebuild', async () => {
      const answer = await this.#with.commands.invoke('library.rebuild');
      return answer.ok ? ok({ kind: 'rebuild', report: answer.value }) : answer;
    });
  }

  move(to: string): Promise<void> {
    return this.#run('move', async () => {
      const answer = await this.#with.commands.invoke('settings.moveLibrary', { to });
      return answer.ok ? ok({ kind: 'move', folder: to }) : answer;
    });
  }

  rename(how: 'library.rename' | 'library.renameBack'): Promise<void> {
    return this.#run('rename', async () => {
      const answer = await this.#with.commands.invoke(how);
      return answer.ok
        ? ok({ kind: 'rename', report: answer.value, isBack: how !== 'library.rename' })
        : answer;
    });
  }

  copy(job: ClipExport): Promise<void> {
    return this.#run('copy', async () => {
      const answer = await this.#with.commands.invoke('clips.export', job);
      if (!answer.ok) return answer;
      if (answer.value !== null) return ok({ kind: 'copy', report: answer.value });
      return ok(this.stopping ? { kind: 'copy', stopped: true } : null);
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const well = await this.#with.commands.run('library.stopWork');
    // Work that this page did not begin (a start that repairs) gives it no answer to wait for.
    if (!well || this.asking === null) this.stopping = false;
  }

  close(): void {
    this.outcome = null;
  }

  async #run(kind: WorkKind, work: () => Promise<Result<Outcome | null>>): Promise<void> {
    if (this.busy !== null) return;
    this.asking = kind;
    this.stopping = false;
    this.outcome = null;
    const answer = await work();
    const { stopping } = this;
    this.asking = null;
    this.stopping = false;
    if (answer.ok) this.outcome = answer.value;
    else this.outcome = stopping ? { kind, stopped: true } : { kind, problem: answer.problem };
    if (this.outcome !== null && this.#with.nav.view !== 'settings') this.#tell(this.outcome);
  }

  /** Whoever went elsewhere meanwhile hears of the end, and is led to the whole of it. */
  #tell(outcome: Outcome): void {
    const { toasts, nav } = this.#with;
    const words = workWords(this.#t, outcome);
    toasts.add({
      kind: words.tone === 'problem' ? 'problem' : 'done',
      title: words.title,
      text: words.text,
      lasts: 12_000,
      action: { label: this.#t.shell.work.open, run: () => nav.go('settings') },
    });
  }
}
