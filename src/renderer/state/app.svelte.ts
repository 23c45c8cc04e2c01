import { SvelteMap } from 'svelte/reactivity';
import type { Bridge } from '../../shared/contract.ts';
import { fail, type Problem, type Result } from '../../shared/problem.ts';
import type { Push, Slices, Snapshot } from '../../shared/snapshot.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Task } from '../../shared/task.ts';
import { noUpdates } from '../../shared/update.ts';
import { OlderTasks } from './older-tasks.svelte.ts';

/** What stands on the page for the moment before main has answered; `ready` says that it has. */
const blank = (): Slices => ({
  app: {
    version: '',
    platform: '',
    demo: false,
    demoKey: null,
    overridden: [],
    settingsReset: null,
    faults: 0,
  },
  session: { state: 'reading', where: null, keychainName: '', why: null },
  online: true,
  paused: false,
  past: { finished: 0, failed: 0 },
  balance: null,
  budget: { limit: 0, used: 0, pausedUntil: null },
  notices: [],
  library: { clips: 0, lyricSheets: 0, version: 0, problem: null },
  playlists: { version: 0, lists: [] },
  work: null,
  database: null,
  recovery: null,
  sounds: 0,
  settings: { ...defaultSettings, libraryFolder: '' },
  focus: null,
  update: noUpdates,
});

/**
 * Main's state as this page knows it: one snapshot, then every push that follows it without a gap.
 * Each slice is replaced whole, so reading one does not make a view depend on the others.
 */
export class AppState {
  /** True from the first snapshot on. */
  ready = $state(false);
  /** Why the state could not be read; null when all is well. `load()` tries again. */
  problem = $state.raw<Problem | null>(null);
  info = $state.raw(blank().app);
  session = $state.raw(blank().session);
  online = $state(true);
  paused = $state(false);
  past = $state.raw(blank().past);
  balance = $state.raw(blank().balance);
  budget = $state.raw(blank().budget);
  notices = $state.raw(blank().notices);
  library = $state.raw(blank().library);
  playlists = $state.raw(blank().playlists);
  work = $state.raw(blank().work);
  database = $state.raw(blank().database);
  recovery = $state.raw(blank().recovery);
  sounds = $state(0);
  settings = $state.raw(blank().settings);
  focus = $state.raw(blank().focus);
  update = $state.raw(blank().update);
  /** Where the user was before this page was there; null when nothing is known of that. */
  place: Snapshot['place'] = null;
  /** Every task at hand, by id. */
  readonly tasks = new SvelteMap<string, Task>();
  readonly older: OlderTasks;

  #newestFirst = $derived(Array.from(this.tasks.values()).sort((a, b) => b.addedAt - a.addedAt));
  #unread = $derived(this.notices.filter((notice) => !notice.read).length);

  #bridge: Bridge;
  #revision = 0;
  #loading = false;
  #waiting: Push[] = [];

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.older = new OlderTasks(bridge, (id) => this.tasks.has(id));
  }

  /** Tasks, newest first. Tasks that were added together keep main's order. */
  get tasksNewestFirst(): readonly Task[] {
    return this.#newestFirst;
  }

  get unreadNotices(): number {
    return this.#unread;
  }

  /** Listens, then asks for the snapshot; returns how to stop. */
  connect(): () => void {
    const stop = this.#bridge.onPush((push) => this.#receive(push));
    void this.load();
    return stop;
  }

  /** Asks for the whole state. Pushes that arrive meanwhile wait, and are applied where they follow it. */
  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    const answer = await this.#ask();
    this.#loading = false;
    if (!answer.ok) {
      this.problem = answer.problem;
      return;
    }
    this.#take(answer.value);
    const waiting = this.#waiting.sort((a, b) => a.revision - b.revision);
    this.#waiting = [];
    for (const push of waiting) this.#receive(push);
  }

  async #ask(): Promise<Result<Snapshot>> {
    try {
      return await this.#bridge.invoke('app.snapshot');
    } catch (error) {
      return fail('internal', { detail: String(error) });
    }
  }

  #receive(push: Push): void {
    if (this.#loading || !this.ready) {
      this.#waiting.push(push);
    } else if (push.revision === this.#revision + 1) {
      this.#revision = push.revision;
      this.#assign(push.slices);
      for (const task of push.tasks) this.tasks.set(task.id, task);
      for (const id of push.gone) this.tasks.delete(id);
      this.older.leave([...push.tasks.map(({ id }) => id), ...push.gone]);
    } else if (push.revision > this.#revision) {
      // Something was missed: only the whole state is true now.
      this.#waiting.push(push);
      void this.load();
    }
  }

  #take(snapshot: Snapshot): void {
    this.#revision = snapshot.revision;
    this.#assign(snapshot);
    this.tasks.clear();
    this.older.clear();
    for (const task of snapshot.tasks) this.tasks.set(task.id, task);
    this.problem = null;
    if (!this.ready) this.place = snapshot.place;
    this.ready = true;
  }

  #assign(slices: Partial<Slices>): void {
    if (slices.app !== undefined) this.info = slices.app;
    if (slices.session !== undefined) this.session = slices.session;
    if (slices.online !== undefined) this.online = slices.online;
    if (slices.paused !== undefined) this.paused = slices.paused;
    if (slices.past !== undefined) this.past = slices.past;
    if (slices.balance !== undefined) this.balance = slices.balance;
    if (slices.budget !== undefined) this.budget = slices.budget;
    if (slices.notices !== undefined) this.notices = slices.notices;
    if (slices.library !== undefined) this.library = slices.library;
    if (slices.playlists !== undefined) this.playlists = slices.playlists;
    if (slices.work !== undefined) this.work = slices.work;
    if (slices.database !== undefined) this.database = slices.database;
    if (slices.recovery !== undefined) this.recovery = slices.recovery;
    if (slices.sounds !== undefined) this.sounds = slices.sounds;
    if (slices.settings !== undefined) this.settings = slices.settings;
    if (slices.focus !== undefined) this.focus = slices.focus;
    if (slices.update !== undefined) this.update = slices.update;
  }
}
