import { createContext } from 'svelte';
import type { ClipSet } from '../../../shared/clip-set.ts';
import type { Player } from '../../player/player.svelte.ts';
import type { AppContext } from '../../state/context.ts';
import { count, shorten } from '../../ui/format.ts';
import { t } from '../../ui/text.ts';

interface Removed {
  /** What brings it back, and the clip to go to then; null where they were many. */
  undo: string;
  id: string | null;
  title: string;
  clips: number;
  /** ms since the epoch. */
  at: number;
  until: number;
}

/** Where a clip was that is gone, so that the focus can go to what takes its place. */
export interface Gap {
  id: string;
  place: number;
}

/** Taking clips out of the library: at once, with one way back for all that can still come back. */
export class Removal {
  /** Set until the focus has gone to the next card. */
  gap = $state.raw<Gap | null>(null);

  #context: AppContext;
  #player: Player;
  #undoable: Removed[] = [];
  #toast: number | null = null;

  constructor(context: AppContext, player: Player) {
    this.#context = context;
    this.#player = player;
  }

  /** When something was removed last that can still come back, ms since the epoch; 0 for never. */
  get lastAt(): number {
    return this.#undoable.findLast(({ until }) => until > this.#context.clock.now)?.at ?? 0;
  }

  /** Removes a clip; `place` is where the grid shows it, null where it does not. */
  async remove(clip: { id: string; title: string }, place: number | null): Promise<void> {
    const { id } = clip;
    if (!(await this.#remove({ of: 'ids', ids: [id] }, id, clip.title.trim() || t.library.untitled))) return;
    this.#player.remove([id]);
    if (this.#context.nav.clipId === id) this.#context.nav.closeClip();
    this.gap = place === null ? null : { id, place };
  }

  /** Removes all that is selected. */
  async removeSelected(): Promise<void> {
    const { nav } = this.#context;
    if (!(await this.#remove({ of: 'selection' }, null, ''))) return;
    nav.closeClip();
    // What is in the player goes on: main knows which clips these were.
  }

  /** Brings back all that can still come back; false when there is nothing. */
  undo(): boolean {
    const { commands, nav, clock, toasts } = this.#context;
    const back = this.#undoable.filter(({ until }) => until > clock.now);
    this.#undoable = [];
    if (this.#toast !== null) toasts.remove(this.#toast);
    if (back.length === 0) return false;
    void Promise.all(back.map(({ undo }) => commands.run('library.undo', { undo }))).then((well) => {
      if (well.every((one) => one)) nav.clipId = back.at(-1)?.id ?? null;
    });
    return true;
  }

  async #remove(clips: ClipSet, id: string | null, title: string): Promise<boolean> {
    const { commands, clock } = this.#context;
    const answer = await commands.invoke('library.remove', { clips });
    if (!answer.ok) {
      commands.report(answer.problem);
      return false;
    }
    const { removed, undo, undoUntil } = answer.value;
    if (undo === null) return false;
    const now = clock.now;
    this.#undoable = [
      ...this.#undoable.filter(({ until }) => until > now),
      { undo, id, title, clips: removed, at: now, until: undoUntil },
    ];
    this.#tell(now);
    return true;
  }

  #tell(now: number): void {
    const { toasts } = this.#context;
    const removed = this.#undoable;
    const last = removed.at(-1);
    if (last === undefined) return;
    const clips = removed.reduce((sum, each) => sum + each.clips, 0);
    if (this.#toast !== null) toasts.remove(this.#toast);
    this.#toast = toasts.add({
      kind: 'done',
      title: t.library.remove.done(clips, count(clips)),
      ...(last.title === '' ? {} : { text: shorten(last.title, 80) }),
      lasts: Math.max(1_000, last.until - now),
      firm: true,
      action: { label: t.library.remove.undo, run: () => void this.undo() },
    });
  }
}

/** `useRemoval()` in a component under the one that called `provideRemoval(removal)`. */
export const [useRemoval, provideRemoval] = createContext<Removal>();
