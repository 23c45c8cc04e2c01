import { createContext } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { ClipHit } from '../../../shared/library-query.ts';
import type { Result } from '../../../shared/problem.ts';

/** So many are asked for at once. */
const most = 200;
/** After so many ms it is asked again where there was no answer; then whoever looks at other clips asks. */
const pausesMs = [500, 2000, 8000] as const;

/** Where the words that are searched for stand in the clips that are shown. */
export class ClipHits {
  readonly #hits = new SvelteMap<string, ClipHit>();
  #ask: (of: { text: string; ids: string[] }) => Promise<Result<ClipHit[]>>;
  #text = '';
  #turn = -1;
  #shown: readonly string[] = [];
  readonly #asked = new SvelteSet<string>();
  /** How often in a row there was no answer. */
  #failures = 0;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (of: { text: string; ids: string[] }) => Promise<Result<ClipHit[]>>) {
    this.#ask = ask;
  }

  /** Where they stand in this clip; undefined as long as that is not known, and where nothing is searched for. */
  of(id: string): ClipHit | undefined {
    return this.#hits.get(id);
  }

  /** Tells which clips are shown that were found by this text; `turn` rises when they may be others than before. */
  async show(text: string, turn: number, ids: readonly string[]): Promise<void> {
    if (text !== this.#text) this.#hits.clear();
    if (text !== this.#text || turn !== this.#turn) {
      this.#asked.clear();
      this.#failures = 0;
    }
    this.#text = text;
    this.#turn = turn;
    this.#shown = ids;
    await this.#askForShown();
  }

  async #askForShown(): Promise<void> {
    clearTimeout(this.#again);
    const [text, turn] = [this.#text, this.#turn];
    const wanted = this.#shown.filter((id) => !this.#asked.has(id)).slice(0, most);
    if (text === '' || wanted.length === 0) return;
    wanted.forEach((id) => this.#asked.add(id));
    const answer = await this.#ask({ text, ids: wanted });
    if (text !== this.#text || turn !== this.#turn) return;
    if (!answer.ok) {
      wanted.forEach((id) => this.#asked.delete(id));
      const pause = pausesMs[this.#failures];
      this.#failures += 1;
      clearTimeout(this.#again);
      if (pause !== undefined) this.#again = setTimeout(() => void this.#askForShown(), pause);
      return;
    }
    this.#failures = 0;
    for (const hit of answer.value) this.#hits.set(hit.id, hit);
    await this.#askForShown();
  }
}

/** `useHits()` in a component under the one that called `provideHits(hits)`. */
export const [useHits, provideHits] = createContext<ClipHits>();
