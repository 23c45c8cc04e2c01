import { SvelteMap } from 'svelte/reactivity';
import { shorten } from '../ui/format.ts';

export interface ToastWords {
  kind: 'done' | 'problem';
  title: string;
  /** One more sentence; may be empty. */
  text?: string;
  /** Technical text, one click away. */
  detail?: string;
  action?: { label: string; run: () => void };
  /** ms until it goes by itself; null stays until closed. */
  lasts?: number | null;
  /** It goes after its time whoever is at it: what it offers is over then. */
  firm?: boolean;
}

export interface Toast extends ToastWords {
  id: number;
  lasts: number | null;
}

const usual = (kind: ToastWords['kind']): number => (kind === 'problem' ? 12_000 : 5_000);

/** Short messages that lie over the page. Problems stay longer than good news. */
export class Toasts {
  readonly #shown = new SvelteMap<number, Toast>();
  #list = $derived(Array.from(this.#shown.values()));
  #next = 1;

  /** Oldest first. */
  get list(): readonly Toast[] {
    return this.#list;
  }

  /**
   * Shows a message and returns its id. The same words are never shown twice at once, unless each offers an
   * action of its own. Words that somebody else wrote are cut to what a toast can hold.
   */
  add(words: ToastWords): number {
    const title = shorten(words.title, 160);
    const text = words.text === undefined ? '' : shorten(words.text, 500);
    for (const shown of this.#shown.values()) {
      const same = shown.kind === words.kind && shown.title === title && shown.text === text;
      if (same && shown.action === undefined) this.#shown.delete(shown.id);
    }
    const id = this.#next;
    this.#next += 1;
    const lasts = words.lasts === undefined ? usual(words.kind) : words.lasts;
    this.#shown.set(id, { ...words, title, text, id, lasts });
    return id;
  }

  remove(id: number): void {
    this.#shown.delete(id);
  }
}
