import type { Focus } from '../../shared/snapshot.ts';

export type View = 'library' | 'pairs' | 'playlist' | 'tasks' | 'statistics' | 'notices' | 'settings';

/** A task that someone asked to see; `seq` rises so that asking twice for one task works twice. */
export interface TaskTarget {
  id: string;
  seq: number;
}

/** Where the user is. Views read it and call its verbs; it knows nothing of main. */
export class Navigation {
  view = $state<View>('library');
  /** The clip whose details are open; null when the panel is closed. */
  clipId = $state<string | null>(null);
  /** The side of the library that is open. */
  librarySide = $state<'clips' | 'lyrics'>('clips');
  /** The lyric sheet that is open in the reader; null when none is. */
  sheetId = $state<string | null>(null);
  /** The playlist that is open in its view. */
  playlistId = $state<string | null>(null);
  /** The task whose clips are compared; null for the newest that is still to be decided. */
  pairTask = $state<string | null>(null);
  /** The task to scroll to and highlight in the tasks view. */
  task = $state.raw<TaskTarget | null>(null);
  /** True while the "add tasks" dialog is open. */
  adding = $state(false);
  /** True while the key form is asked for over a key that is there (rejected, or to be replaced). */
  enteringKey = $state(false);

  #seq = 0;
  /** The clips that were left for the one whose details are open (`at`), the last left at the end. */
  #trail = $state.raw<{ at: string; left: readonly string[] } | null>(null);

  go(view: View): void {
    this.view = view;
  }

  /** Opens the library at its clips, whatever is searched for. */
  showClips(): void {
    this.view = 'library';
    this.librarySide = 'clips';
    this.clipId = null;
  }

  /** Opens the library at one clip, with its details. */
  showClip(id: string): void {
    this.view = 'library';
    this.librarySide = 'clips';
    this.clipId = id;
  }

  /** From the details of one clip to those of another, with a step back to the first. */
  followClip(id: string): void {
    if (this.clipId === null || this.clipId === id) return;
    const left = this.#trail?.at === this.clipId ? this.#trail.left : [];
    this.#trail = { at: id, left: [...left, this.clipId].slice(-100) };
    this.clipId = id;
  }

  /** Was this clip come to from another one? */
  get canStepBack(): boolean {
    return this.#trail !== null && this.#trail.at === this.clipId && this.#trail.left.length > 0;
  }

  /** Back to the clip that was left for this one. */
  stepBack(): void {
    const id = this.canStepBack ? this.#trail?.left.at(-1) : undefined;
    if (id === undefined || this.#trail === null) return;
    this.#trail = { at: id, left: this.#trail.left.slice(0, -1) };
    this.clipId = id;
  }

  /** Opens the library at one lyric sheet. */
  showLyrics(id: string): void {
    this.view = 'library';
    this.librarySide = 'lyrics';
    this.sheetId = id;
  }

  showPlaylist(id: string): void {
    this.view = 'playlist';
    this.playlistId = id;
  }

  /** Opens the clips of one task, to be compared. */
  comparePair(taskId: string): void {
    this.view = 'pairs';
    this.pairTask = taskId;
  }

  closeClip(): void {
    this.clipId = null;
  }

  /** Opens the tasks at one task. */
  showTask(id: string): void {
    this.#seq += 1;
    this.view = 'tasks';
    this.task = { id, seq: this.#seq };
  }

  /** From any view: the tasks, with the dialog to add some open. */
  addTasks(): void {
    this.view = 'tasks';
    this.adding = true;
  }

  /** Where a notification's click or a deep link points. */
  follow(target: Exclude<Focus['target'], { kind: 'play' }>): void {
    if (target.kind === 'clip') this.showClip(target.id);
    else if (target.kind === 'task') this.showTask(target.id);
    else this.go('notices');
  }
}
