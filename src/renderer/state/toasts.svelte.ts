import { SvelteMap } from 'svelte/reactivity';

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

  /** Shows a message and returns its id. The same words are never shown twice at once. */
  add(words: ToastWords): number {
    for (const shown of this.#shown.values()) {
      if (shown.kind === words.kind && shown.title === words.title && shown.text === words.text) {
        this.#shown.delete(shown.id);
      }
    }
    const id = this.#next;
    this.#next += 1;
    this.#shown.set(id, { ...words, id, lasts: words.lasts === undefined ? usual(words.kind) : words.lasts });
    return id;
  }

  remove(id: number): void {
    this.#shown.delete(id);
  }
}
