import { createContext } from 'svelte';
import type { ClipSet, Saying } from '../../../shared/clip-set.ts';
import type { AppContext } from '../../state/context.ts';
import { count } from '../../ui/format.ts';
import { t } from '../../ui/text.ts';

/** What the user says of clips from anywhere on the page, and the way back. */
export class Sayings {
  /** Something is being said of many clips, which takes a moment. */
  busy = $state(false);

  #context: AppContext;
  #done: { undo: string; at: number; toast: number | null }[] = [];

  constructor(context: AppContext) {
    this.#context = context;
  }

  /** When something was said last, ms since the epoch; 0 for never. */
  get lastAt(): number {
    return this.#done.at(-1)?.at ?? 0;
  }

  /** Says it; of many clips with a word about it. False where it could not be kept. */
  async say(clips: ClipSet, saying: Saying): Promise<boolean> {
    const { commands, toasts, clock } = this.#context;
    const many = clips.of === 'selection';
    if (many) this.busy = true;
    const answer = await commands.invoke('library.say', { clips, saying });
    if (many) this.busy = false;
    if (!answer.ok) {
      commands.report(answer.problem);
      return false;
    }
    const { undo, changed } = answer.value;
    if (undo === null) return true;
    const toast = many
      ? toasts.add({
          kind: 'done',
          title: t.library.said.changed(changed, count(changed)),
          action: { label: t.library.remove.undo, run: () => void this.#takeBack(undo) },
        })
      : null;
    this.#done = [...this.#done, { undo, at: clock.now, toast }].slice(-50);
    return true;
  }

  /** Takes the last one back; false when there is none. */
  undo(): boolean {
    const last = this.#done.at(-1);
    if (last === undefined) return false;
    void this.#takeBack(last.undo);
    return true;
  }

  async #takeBack(undo: string): Promise<void> {
    const step = this.#done.find((one) => one.undo === undo);
    if (step === undefined) return;
    this.#done = this.#done.filter((one) => one !== step);
    const { toasts, commands } = this.#context;
    if (step.toast !== null) toasts.remove(step.toast);
    await commands.run('library.undo', { undo });
  }
}

/** `useSayings()` in a component under the one that called `provideSayings(sayings)`. */
export const [useSayings, provideSayings] = createContext<Sayings>();
