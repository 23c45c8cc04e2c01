import { SvelteMap } from 'svelte/reactivity';
import type { Clip } from '../../../shared/clip.ts';
import type { PlaylistEntry, PlaylistPage } from '../../../shared/playlist.ts';
import type { Problem, Result } from '../../../shared/problem.ts';

/** Entries asked for at once. */
export const pageSize = 120;
/** Pages kept; those farthest from what is looked at go first. */
const keptPages = 16;

/** One playlist as its view sees it: a count, and the entries of those pages that were looked at. */
export class PlaylistPages {
  /** Entries that are shown; null until the first answer. */
  total = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);

  readonly #pages = new SvelteMap<number, readonly PlaylistEntry[]>();
  #ask: (offset: number, limit: number) => Promise<Result<PlaylistPage>>;
  /** Pages that were asked for in this round, and their answers. */
  #asked: { page: number; answer: Promise<void> }[] = [];
  #round = 0;
  #answered = -1;
  #from = 0;
  #to = pageSize - 1;
  #version = '';

  constructor(ask: (offset: number, limit: number) => Promise<Result<PlaylistPage>>) {
    this.#ask = ask;
  }

  /** The entry at this place of the list, if its page is here. */
  at(place: number): PlaylistEntry | undefined {
    return this.#pages.get(Math.floor(place / pageSize))?.[place % pageSize];
  }

  /** Tells which state of library and lists there is: what is here is asked for again when that is new. */
  follow(version: string): void {
    if (version === this.#version) return;
    this.#version = version;
    void this.reload();
  }

  /** Asks again for what is looked at, which stays on screen until the answer is there. */
  async reload(): Promise<void> {
    this.#round += 1;
    this.#asked = [];
    this.need(this.#from, this.#to);
    await Promise.all(this.#asked.map(({ answer }) => answer));
  }

  /** Says which places are looked at; their pages are fetched where they are not here. */
  need(from: number, to: number): void {
    this.#from = Math.max(0, from);
    this.#to = Math.max(this.#from, to);
    const last = Math.floor(this.#to / pageSize);
    for (let page = Math.floor(this.#from / pageSize); page <= last; page += 1)
      if (!this.#asked.some((asked) => asked.page === page))
        this.#asked.push({ page, answer: this.#fetch(page) });
  }

  /** The clips around a place that are here without a gap, and where in them it is. */
  runAround(place: number): { clips: Clip[]; at: number } {
    let first = place;
    while (this.at(first - 1) !== undefined) first -= 1;
    const clips: Clip[] = [];
    for (let entry = this.at(first); entry !== undefined; entry = this.at(first + clips.length))
      clips.push(entry.clip);
    return { clips, at: place - first };
  }

  /** The clips of `limit` entries from a place on, in the list as it is now. */
  async read(offset: number, limit: number): Promise<Clip[]> {
    const answer = await this.#ask(offset, limit);
    return answer.ok ? answer.value.entries.map(({ clip }) => clip) : [];
  }

  async #fetch(page: number): Promise<void> {
    const round = this.#round;
    const answer = await this.#ask(page * pageSize, pageSize);
    if (round !== this.#round) return;
    if (!answer.ok) {
      this.problem = answer.problem;
      this.#forget(page);
      return;
    }
    // The first answer of a round makes everything older untrue.
    if (this.#answered !== round) this.#pages.clear();
    this.#answered = round;
    this.problem = null;
    this.total = answer.value.total;
    this.#pages.set(page, answer.value.entries);
    this.#dropFarPages(page);
  }

  /** It is asked for again when it is looked at. */
  #forget(page: number): void {
    this.#asked = this.#asked.filter((asked) => asked.page !== page);
  }

  #dropFarPages(near: number): void {
    if (this.#pages.size <= keptPages) return;
    const far = Array.from(this.#pages.keys()).sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const page of far.slice(0, this.#pages.size - keptPages)) {
      this.#pages.delete(page);
      this.#forget(page);
    }
  }
}
