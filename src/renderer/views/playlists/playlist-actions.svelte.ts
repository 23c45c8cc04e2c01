import Plus from '@lucide/svelte/icons/plus';
import ListMusic from '@lucide/svelte/icons/list-music';
import ListPlus from '@lucide/svelte/icons/list-plus';
import { createContext } from 'svelte';
import type { ClipSet } from '../../../shared/clip-set.ts';
import type { ClipList } from '../../../shared/library-query.ts';
import type { Playlist } from '../../../shared/playlist.ts';
import type { Problem, Result } from '../../../shared/problem.ts';
import type { AppContext } from '../../state/context.ts';
import { count, shorten } from '../../ui/format.ts';
import type { MenuItem } from '../../ui/menu.ts';
import { t } from '../../ui/text.ts';

/** What the dialog about a playlist is open for. */
export type Asking =
  /** `query` set: a smart one is offered first. */
  { kind: 'new'; clips: ClipSet | null; query: ClipList | null } | { kind: 'edit'; list: Playlist };

const none: ClipSet = { of: 'ids', ids: [] };
const said = t.playlists.said;
const name = (list: Pick<Playlist, 'name'>): string => shorten(list.name, 80);

/** What the page does with playlists: each change at once, with a way back. */
export class PlaylistActions {
  /** The dialog that is open; null when none is. */
  asking = $state.raw<Asking | null>(null);

  #context: AppContext;
  /** Tokens of what can be taken back, the latest last. */
  #undos: string[] = [];
  #toast: number | null = null;

  constructor(context: AppContext) {
    this.#context = context;
  }

  get lists(): readonly Playlist[] {
    return this.#context.app.playlists.lists;
  }

  /** Asks for the name of a new list, which holds these clips. */
  askNew(clips: ClipSet | null = null): void {
    this.asking = { kind: 'new', clips, query: null };
  }

  /** Asks for the name of a smart list, which shows this. */
  askSmart(query: ClipList): void {
    this.asking = { kind: 'new', clips: null, query };
  }

  async create(title: string, how: { clips?: ClipSet | null; query?: ClipList | null }): Promise<void> {
    const made = await this.#ask(
      this.#context.commands.invoke('playlists.create', {
        ...{ name: title, clips: how.clips ?? none },
        query: how.query ?? null,
      }),
    );
    if (made === null) return;
    this.#context.nav.showPlaylist(made.id);
    this.#tell(said.created(shorten(title, 80)), '', made.undo);
  }

  async rename({ id }: Playlist, title: string): Promise<void> {
    const done = await this.#ask(this.#context.commands.invoke('playlists.rename', { id, name: title }));
    if (done !== null) this.#tell(said.renamed, '', done.undo);
  }

  async setQuery({ id }: Playlist, query: ClipList): Promise<void> {
    const done = await this.#ask(this.#context.commands.invoke('playlists.setQuery', { id, query }));
    if (done !== null) this.#tell(said.changed, '', done.undo);
  }

  async remove(list: Playlist): Promise<void> {
    const { commands, nav } = this.#context;
    const done = await this.#ask(commands.invoke('playlists.remove', { id: list.id }));
    if (done === null) return;
    if (nav.view === 'playlist' && nav.playlistId === list.id) nav.go('library');
    this.#tell(said.removed(name(list)), said.removedText, done.undo);
  }

  /** Puts a list before another one, or at the end. */
  async move({ id }: Playlist, before: string | null): Promise<void> {
    if (before === id) return;
    const done = await this.#ask(this.#context.commands.invoke('playlists.move', { id, before }));
    if (done !== null) this.#tell(said.listMoved, '', done.undo);
  }

  /** One place up (-1) or down (1) among the lists. */
  async step(list: Playlist, by: -1 | 1): Promise<void> {
    const at = this.lists.findIndex(({ id }) => id === list.id);
    if (at + by < 0 || at + by >= this.lists.length) return;
    await this.move(list, this.lists[by < 0 ? at - 1 : at + 2]?.id ?? null);
  }

  async add(list: Playlist, clips: ClipSet, before: number | null = null): Promise<void> {
    const done = await this.#ask(
      this.#context.commands.invoke('playlists.add', { id: list.id, clips, before }),
    );
    if (done === null) return;
    const { added, undo } = done;
    if (added === 0) this.#context.toasts.add({ kind: 'done', title: said.addedNone(name(list)) });
    else this.#tell(said.added(name(list)), t.playlists.clips(added, count(added)), undo);
  }

  async takeOut({ id }: Playlist, entries: readonly number[]): Promise<boolean> {
    const done = await this.#ask(
      this.#context.commands.invoke('playlists.takeOut', { id, entries: [...entries] }),
    );
    if (done !== null) this.#tell(said.takenOut, '', done.undo);
    return done !== null;
  }

  /** `place` and `total` are for the words about it. */
  async reorder(
    { id }: Playlist,
    entry: number,
    before: number | null,
    { place, total }: { place: number; total: number },
  ): Promise<boolean> {
    const done = await this.#ask(
      this.#context.commands.invoke('playlists.reorder', { id, entries: [entry], before }),
    );
    if (done !== null) this.#tell(said.moved(count(place + 1), count(total)), '', done.undo);
    return done !== null;
  }

  async export(list: Playlist): Promise<void> {
    const done = await this.#ask(this.#context.commands.invoke('playlists.export', { id: list.id }));
    if (done) this.#context.toasts.add({ kind: 'done', title: said.exported(name(list)), text: done.path });
  }

  async import(): Promise<void> {
    const done = await this.#ask(this.#context.commands.invoke('playlists.import'));
    if (!done) return;
    this.#context.nav.showPlaylist(done.id);
    const found = said.importedText(done.clips, count(done.clips));
    const missing = done.missing === 0 ? '' : said.missing(done.missing, count(done.missing));
    this.#tell(
      said.imported(name(done)),
      [found, missing].filter((part) => part !== '').join(' '),
      done.undo,
      done.missingNames.join('\n'),
    );
  }

  /** Takes back the last change that can be; false when there is none. */
  undo(token: string | undefined = this.#undos.at(-1)): boolean {
    if (token === undefined) return false;
    this.#undos = this.#undos.filter((each) => each !== token);
    if (this.#toast !== null) this.#context.toasts.remove(this.#toast);
    void this.#takeBack(token);
    return true;
  }

  /** "Add to playlist ▸", for the menu of clips. */
  menuFor(clips: ClipSet): MenuItem {
    const plain = this.lists.filter(({ query }) => query === null);
    return {
      label: t.playlists.addTo,
      icon: ListPlus,
      run: () => undefined,
      items: [
        { label: t.playlists.addToNew, key: '', icon: Plus, run: () => this.askNew(clips) },
        ...plain.map((list) => ({
          ...{ label: list.name, key: list.id, icon: ListMusic },
          run: () => void this.add(list, clips),
        })),
      ],
    };
  }

  async #takeBack(token: string): Promise<void> {
    const { commands, toasts } = this.#context;
    const done = await this.#ask(commands.invoke('playlists.undo', { undo: token }));
    if (done === true) this.#toast = toasts.add({ kind: 'done', title: said.undone, lasts: 3_000 });
  }

  async #ask<T>(asked: Promise<Result<T>>): Promise<T | null> {
    const answer: Result<T> | { ok: false; problem: Problem } = await asked;
    if (answer.ok) return answer.value;
    this.#context.commands.report(answer.problem);
    return null;
  }

  /** One message at a time: the latest change is the one that is offered back. */
  #tell(title: string, text: string, undo: string, detail = ''): void {
    const { toasts } = this.#context;
    this.#undos = [...this.#undos, undo].slice(-50);
    if (this.#toast !== null) toasts.remove(this.#toast);
    this.#toast = toasts.add({
      ...{ kind: 'done', title, text, lasts: 10_000 },
      ...(detail === '' ? {} : { detail }),
      action: { label: said.undo, run: () => void this.undo(undo) },
    });
  }
}

/** `usePlaylists()` in a component under the one that called `providePlaylists(actions)`. */
export const [usePlaylists, providePlaylists] = createContext<PlaylistActions>();
