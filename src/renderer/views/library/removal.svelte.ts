import { createContext } from 'svelte';
import type { Player } from '../../player/player.svelte.ts';
import type { AppContext } from '../../state/context.ts';
import { count, shorten } from '../../ui/format.ts';
import { t } from '../../ui/text.ts';

interface Removed {
  id: string;
  title: string;
  /** ms since the epoch. */
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

  /** Removes a clip; `place` is where the grid shows it, null where it does not. */
  async remove(clip: { id: string; title: string }, place: number | null): Promise<void> {
    const { commands, nav, clock } = this.#context;
    const { id } = clip;
    const answer = await commands.invoke('library.remove', { ids: [id] });
    if (!answer.ok) {
      commands.report(answer.problem);
      return;
    }
    this.#player.remove([id]);
    if (nav.clipId === id) nav.closeClip();
    this.gap = place === null ? null : { id, place };
    const now = clock.now;
    const title = clip.title.trim() || t.library.untitled;
    this.#undoable = [
      ...this.#undoable.filter(({ until }) => until > now),
      { id, title, until: answer.value.undoUntil },
    ];
    this.#tell(now);
  }

  /** Brings back all that can still come back; false when there is nothing. */
  undo(): boolean {
    const { commands, nav, clock, toasts } = this.#context;
    const ids = this.#undoable.filter(({ until }) => until > clock.now).map(({ id }) => id);
    this.#undoable = [];
    if (this.#toast !== null) toasts.remove(this.#toast);
    if (ids.length === 0) return false;
    void commands.run('library.undoRemove', { ids }).then((well) => {
      if (well) nav.clipId = ids.at(-1) ?? null;
    });
    return true;
  }

  #tell(now: number): void {
    const { toasts } = this.#context;
    const removed = this.#undoable;
    const last = removed.at(-1);
    if (last === undefined) return;
    if (this.#toast !== null) toasts.remove(this.#toast);
    this.#toast = toasts.add({
      kind: 'done',
      title: t.library.remove.done(removed.length, count(removed.length)),
      text: shorten(last.title, 80),
      lasts: Math.max(1_000, last.until - now),
      firm: true,
      action: { label: t.library.remove.undo, run: () => void this.undo() },
    });
  }
}

/** `useRemoval()` in a component under the one that called `provideRemoval(removal)`. */
export const [useRemoval, provideRemoval] = createContext<Removal>();
