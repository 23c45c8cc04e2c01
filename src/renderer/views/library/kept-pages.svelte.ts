import { SvelteMap } from 'svelte/reactivity';
import type { Clip } from '../../../shared/clip.ts';
import type { ClipPage, GroupHead } from '../../../shared/library-query.ts';

/** Clips asked for at once. */
export const pageSize = 120;
/** Pages kept; those farthest from what is looked at go first. */
const keptPages = 16;

/** The pages of a list that are here, by their numbers, and the heads of the groups that they reach into. */
export class KeptPages {
  readonly #pages = new SvelteMap<number, readonly Clip[]>();
  readonly #heads = new SvelteMap<number, GroupHead>();

  /** The clip at this place of the list, if its page is here. */
  at(index: number): Clip | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** The head of the group that begins at this place, if a page of it is here. */
  headAt(first: number): GroupHead | undefined {
    return this.#heads.get(first);
  }

  /** The place of a clip among the pages that are here, or null. */
  indexOf(id: string): number | null {
    for (const [page, clips] of this.#pages) {
      const at = clips.findIndex((clip) => clip.id === id);
      if (at >= 0) return page * pageSize + at;
    }
    return null;
  }

  /** The ids of the `most` clips from this place on, as far as they are here. */
  idsFrom(place: number, most: number): string[] {
    return Array.from({ length: most }, (_, step) => this.at(place + step)?.id ?? '').filter(
      (id) => id !== '',
    );
  }

  /** The clips around `index` that are here without a gap, and where in them `index` is. */
  runAround(index: number): { clips: Clip[]; at: number } {
    let first = index;
    while (this.at(first - 1) !== undefined) first -= 1;
    const clips: Clip[] = [];
    for (let clip = this.at(first); clip !== undefined; clip = this.at(first + clips.length))
      clips.push(clip);
    return { clips, at: index - first };
  }

  /** One more page; gives the numbers of those that go for it. */
  keep(page: number, { clips, groups }: Pick<ClipPage, 'clips' | 'groups'>): number[] {
    this.#pages.set(page, clips);
    for (const head of groups) this.#heads.set(head.first, head);
    if (this.#pages.size <= keptPages) return [];
    const far = Array.from(this.#pages.keys()).sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
    const dropped = far.slice(0, this.#pages.size - keptPages);
    dropped.forEach((each) => this.#pages.delete(each));
    return dropped;
  }

  /** None of them holds any more. */
  forget(): void {
    this.#pages.clear();
    this.#heads.clear();
  }
}
