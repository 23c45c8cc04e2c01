import type { Clip } from '../../shared/clip.ts';

/** The cover of the clip that plays, for the system's media panel: asked for once, and kept while it plays. */
export class PanelCovers {
  #shown = $state.raw<{ id: string; cover: string } | null>(null);
  #asked: string | null = null;
  #ask: (id: string) => Promise<string | null>;

  constructor(ask: (id: string) => Promise<string | null>) {
    this.#ask = ask;
  }

  /** A data URL as soon as it is here; null before, and for a clip without a cover. */
  of(clip: Clip | null): string | null {
    if (clip === null || !clip.hasCover) return null;
    if (this.#asked !== clip.id) void this.#fetch(clip.id);
    return this.#shown?.id === clip.id ? this.#shown.cover : null;
  }

  async #fetch(id: string): Promise<void> {
    this.#asked = id;
    const cover = await this.#ask(id);
    if (cover !== null && this.#asked === id) this.#shown = { id, cover };
  }
}
