import { createContext, untrack } from 'svelte';
import type { Clip } from '../../../shared/clip.ts';
import { isOpen, type Pair, type PairAnswer, type PairWish, type Take } from '../../../shared/pair.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { AudioEngine } from '../../player/audio-engine.ts';
import { PairSound, type Side } from '../../player/pair-sound.svelte.ts';
import type { Player } from '../../player/player.svelte.ts';
import type { AppContext } from '../../state/context.ts';
import { count, shorten } from '../../ui/format.ts';
import { t } from '../../ui/text.ts';
import { type PairStep, PairSteps } from './pair-steps.svelte.ts';

export type Shelf = 'open' | 'all';

/** A, B, C and so on; numbers where the alphabet ends. */
export const letterOf = (at: number): string => (at < 26 ? String.fromCharCode(65 + at) : String(at + 1));

/** How a clip is named here; empty for none. */
export const titleOf = (clip: Clip | null): string =>
  clip === null ? '' : shorten(clip.title.trim() || t.library.untitled, 200);

/** One pair on the table, what is decided of it, and the way to the next one. */
export class PairTable {
  shelf = $state<Shelf>('open');
  /** null: nothing was asked for yet, or there is none. */
  answer = $state.raw<PairAnswer | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** A task was asked for that the library has nothing of. */
  missing = $state(false);
  /** Which of the pair's clips lie on the two sides. */
  onTable = $state.raw<readonly [number, number]>([0, 1]);
  /** The last thing that a screen reader is to say. */
  said = $state('');
  readonly sound: PairSound;

  #context: AppContext;
  #player: Player;
  #steps = new PairSteps();
  /** Pairs that were on the table before this one, by task. */
  #trail: string[] = [];
  #asked = 0;
  /** What was asked last. */
  #newest: Promise<boolean> = Promise.resolve(true);
  /** Pairs that are on their way to the table. */
  #bringing = 0;
  /** Something changed meanwhile. */
  #lookLater = false;

  constructor(context: AppContext, player: Player, create: () => AudioEngine) {
    this.#context = context;
    this.#player = player;
    this.sound = new PairSound(create);
  }

  get pair(): Pair | null {
    return this.answer?.pair ?? null;
  }

  /** What lies on a side; null where there is nothing. */
  takeOn(side: Side): Take | null {
    return this.pair?.takes[this.onTable[side]] ?? null;
  }

  /** The view opens: at the task that was asked for, or at the next one to decide. */
  async open(taskId: string | null): Promise<void> {
    if (taskId !== null && taskId === this.pair?.taskId) return this.look();
    await this.#bring(taskId === null ? { to: 'next', of: this.shelf, from: null } : { to: 'task', taskId });
  }

  /** Something of the library changed: what is on the table stays there, as it is now. */
  async look(): Promise<void> {
    // What is on its way must not be overtaken by what it replaces.
    if (this.#bringing > 0) {
      this.#lookLater = true;
      return;
    }
    const { pair } = this;
    if (pair !== null) await this.#ask({ to: 'task', taskId: pair.taskId }, 'stay');
    else if (this.answer !== null) await this.#bring({ to: 'next', of: this.shelf, from: null });
  }

  async choose(shelf: Shelf): Promise<void> {
    this.shelf = shelf;
    if (this.pair === null || (shelf === 'open' && !isOpen(this.pair)))
      await this.#bring({ to: 'next', of: shelf, from: null });
  }

  /** The next (older) pair; behind the last one, those that were passed over or came meanwhile. */
  async next(): Promise<void> {
    const { pair, shelf } = this;
    const newest = { to: 'next', of: shelf, from: null } as const;
    if (pair === null) return void (await this.#bring(newest));
    const from = { madeAt: pair.madeAt, taskId: pair.taskId };
    const found = await this.#bring({ to: 'next', of: shelf, from }, 'try');
    if (!found && shelf === 'open') await this.#bring(newest, 'stay');
    if (this.pair?.taskId === pair.taskId) {
      this.#tell(shelf === 'open' ? t.pairs.onlyOpen : t.pairs.lastOfAll);
      return;
    }
    this.#trail = [...this.#trail, pair.taskId].slice(-200);
    this.#sayPair();
  }

  /** Back to the pair that was on the table before, else to the one that is newer. */
  async previous(): Promise<void> {
    const last = this.#trail.at(-1);
    this.#trail = this.#trail.slice(0, -1);
    const { pair } = this;
    if (last !== undefined) await this.#bring({ to: 'task', taskId: last });
    else if (pair === null) return;
    else {
      const from = { madeAt: pair.madeAt, taskId: pair.taskId };
      if (!(await this.#bring({ to: 'previous', of: this.shelf, from }, 'try'))) {
        this.#tell(t.pairs.first);
        return this.look();
      }
    }
    this.#sayPair();
  }

  /** Hears the other side. */
  change(): void {
    this.hear(this.sound.heard === 0 ? 1 : 0);
  }

  hear(side: Side): void {
    if (this.takeOn(side) === null) return;
    this.sound.hear(side);
    const letter = letterOf(this.onTable[side]);
    this.said = this.sound.over ? t.pairs.said.over(letter) : t.pairs.said.heard(letter);
  }

  /** Hears a clip of the task by its number; one that is not on the table takes the place of the side that is not heard. */
  take(at: number): void {
    const take = this.pair?.takes[at];
    if (take === undefined) return;
    const side = this.onTable.indexOf(at);
    if (side !== -1) return this.hear(side as Side);
    const free: Side = this.sound.heard === 0 ? 1 : 0;
    this.onTable = free === 0 ? [at, this.onTable[1]] : [this.onTable[0], at];
    this.sound.put(free, take.here ? take.clip : null);
    this.hear(free);
  }

  /** The clip before or after the one that is heard. */
  step(by: number): void {
    const count = this.pair?.takes.length ?? 0;
    if (count > 0) this.take((this.onTable[this.sound.heard] + by + count) % count);
  }

  /** The clip after (1) or before (-1) the one that is heard, but for those in the trash; past the ends the next or the previous pair. */
  async skip(by: 1 | -1): Promise<void> {
    const takes = this.pair?.takes ?? [];
    const from = this.onTable[this.sound.heard];
    const at =
      by === 1
        ? takes.findIndex(({ here }, n) => here && n > from)
        : takes.findLastIndex(({ here }, n) => here && n < from);
    if (at !== -1) return this.take(at);
    await (by === 1 ? this.next() : this.previous());
  }

  toggle(): void {
    if (!this.sound.playing && this.#player.playing) this.#player.pause();
    this.sound.toggle();
  }

  /** Keeps a clip, or takes that back; a kept one leads on to what is still to be decided. */
  async keep(side: Side = this.sound.heard): Promise<void> {
    const take = this.takeOn(side);
    if (take === null || !take.here) return;
    const letter = letterOf(this.onTable[side]);
    if (!(await this.#say(take, { kept: !take.kept }))) return;
    if (take.kept) this.said = t.pairs.said.notKept(letter);
    else this.#moveOn(t.pairs.said.kept(letter));
  }

  async favourite(side: Side = this.sound.heard): Promise<void> {
    const take = this.takeOn(side);
    if (take?.here === true) await this.#say(take, { favourite: !take.clip.favourite });
  }

  /** Out of the library, and to the system's trash when the time to take it back is over. */
  async bin(side: Side = this.sound.heard): Promise<void> {
    const take = this.takeOn(side);
    if (take === null || !take.here) return;
    const { commands, toasts, clock } = this.#context;
    const { id } = take.clip;
    const letter = letterOf(this.onTable[side]);
    const answer = await commands.invoke('library.remove', { clips: { of: 'ids', ids: [id] } });
    if (!answer.ok) return commands.report(answer.problem);
    const { undo, undoUntil } = answer.value;
    if (undo === null) return;
    this.#player.remove([id]);
    const title = titleOf(take.clip);
    const toast = toasts.add({
      ...{ kind: 'done', title: t.pairs.binnedToast(t.pairs.side(letter, title)) },
      ...{ lasts: Math.max(1_000, undoUntil - clock.now), firm: true },
      action: { label: t.pairs.undo, run: () => void this.#takeBack(undo) },
    });
    this.#remember({ undo, id, toast });
    await this.look();
    this.#moveOn(t.pairs.said.binned(letter));
  }

  /** Takes the last step back, and brings its pair to the table again. */
  async undo(): Promise<void> {
    const { last } = this.#steps;
    if (last === undefined) this.#tell(t.pairs.nothingToUndo);
    else await this.#takeBack(last.undo);
  }

  /** Was it binned here, and can that still be tried to be taken back? */
  canBringBack(id: string): boolean {
    return this.#steps.binOf(id) !== undefined;
  }

  /** Takes back that this clip was binned, whatever came after it. */
  async bringBack(id: string): Promise<void> {
    const step = this.#steps.binOf(id);
    if (step !== undefined) await this.#takeBack(step.undo);
  }

  /** The view is left: nothing is heard from it any more. What was on the table is there again the next time. */
  leave(): void {
    this.sound.close();
  }

  async #takeBack(undo: string): Promise<void> {
    const step = this.#steps.take(undo);
    if (step === undefined) return;
    const { commands, toasts } = this.#context;
    if (step.toast !== null) toasts.remove(step.toast);
    const answer = await commands.invoke('library.undo', { undo });
    if (!answer.ok) return commands.report(answer.problem);
    if (step.taskId === this.pair?.taskId) await this.look();
    else await this.#bring({ to: 'task', taskId: step.taskId });
    const at = this.pair?.takes.findIndex(({ clip }) => clip.id === step.id) ?? -1;
    // It can be here again all the same: the trash refused it, say.
    if (answer.value === 0 && this.pair?.takes[at]?.here !== true)
      toasts.add({ kind: 'problem', title: t.pairs.tooLate, text: t.pairs.tooLateText });
    if (at !== -1) this.take(at);
    if (answer.value > 0) this.said = t.pairs.said.undone;
  }

  async #say({ clip: { id } }: Take, saying: { kept?: boolean; favourite?: boolean }): Promise<boolean> {
    const { commands } = this.#context;
    const answer = await commands.invoke('library.say', { clips: { of: 'ids', ids: [id] }, saying });
    if (!answer.ok) {
      commands.report(answer.problem);
      return false;
    }
    const { undo } = answer.value;
    if (undo !== null) this.#remember({ undo, id, toast: null });
    await this.look();
    // Nothing was changed of a clip that was taken out elsewhere just then.
    return undo !== null;
  }

  #tell(title: string): void {
    this.#context.toasts.add({ kind: 'done', title });
  }

  #sayPair(): void {
    const { answer, sound } = this;
    const clip = this.takeOn(sound.heard)?.clip ?? null;
    if (answer === null || clip === null) return;
    const place = t.pairs.place(count(answer.place), count(answer.total));
    this.said = t.pairs.said.came(place, titleOf(clip), letterOf(this.onTable[sound.heard]));
  }

  #remember(step: Omit<PairStep, 'taskId'>): void {
    this.#steps.remember({ ...step, taskId: this.pair?.taskId ?? '' });
  }

  /** To the next clip of this pair that nothing was decided of; `said` is what was decided. */
  #moveOn(said: string): void {
    const { pair, onTable, sound } = this;
    this.said = said;
    if (pair === null) return;
    const now = onTable[sound.heard];
    const { length } = pair.takes;
    for (let by = 0; by < length; by += 1) {
      const take = pair.takes[(now + by) % length];
      if (take?.here !== true || take.kept) continue;
      this.take((now + by) % length);
      this.said = `${said}. ${this.said}`;
      return;
    }
  }

  /**
   * Lays another pair on the table; false where there is none. lay: from its start, and none is shown where there is none;
   * stay: from its start only where it is another one; try: what is on the table stays there where there is none.
   */
  async #bring(wish: PairWish, how: 'lay' | 'try' | 'stay' = 'lay'): Promise<boolean> {
    this.#bringing += 1;
    const found = await this.#ask(wish, how);
    this.#bringing -= 1;
    if (this.#bringing > 0 || !this.#lookLater) return found;
    this.#lookLater = false;
    await this.look();
    return found;
  }

  #ask(wish: PairWish, how: 'lay' | 'try' | 'stay'): Promise<boolean> {
    this.#newest = this.#askOnce(wish, how);
    return this.#newest;
  }

  async #askOnce(wish: PairWish, how: 'lay' | 'try' | 'stay'): Promise<boolean> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.#context.commands.invoke('pairs.find', { wish });
    // Somebody was quicker: only the last question counts, and whoever asked goes on from its answer.
    if (asked !== this.#asked) {
      await this.#newest;
      return true;
    }
    this.problem = answer.ok ? null : answer.problem;
    if (!answer.ok) return true;
    const { pair } = answer.value;
    if (pair === null && how === 'try') return false;
    const isOther = pair?.taskId !== this.pair?.taskId;
    this.answer = answer.value;
    this.missing = pair === null && wish.to === 'task';
    this.#context.nav.pairTask = pair?.taskId ?? null;
    if (isOther || how === 'lay') this.#lay();
    else this.#refresh();
    return pair !== null;
  }

  /** A pair comes to the table: its first two clips, those in the library before those in the trash. */
  #lay(): void {
    const takes = this.pair?.takes ?? [];
    const here = takes.flatMap((take, at) => (take.here ? [at] : []));
    const rest = takes.flatMap((take, at) => (take.here ? [] : [at]));
    const [first = 0, second = 1] = [...here, ...rest].slice(0, 2).sort((a, b) => a - b);
    this.onTable = [first, second];
    const { sound } = this;
    const wasPlaying = untrack(() => sound.playing);
    sound.pause();
    sound.rewind();
    for (const side of [0, 1] as const) this.#put(side);
    const undecided = ([0, 1] as const).find((side) => {
      const take = this.takeOn(side);
      return take?.here === true && !take.kept;
    });
    sound.hear(undecided ?? (this.takeOn(0)?.here === false && this.takeOn(1)?.here === true ? 1 : 0));
    if (wasPlaying) sound.play();
  }

  /** The same pair again: only what came or went is opened or closed. */
  #refresh(): void {
    for (const side of [0, 1] as const) {
      const take = this.takeOn(side);
      if ((take?.here === true ? take.clip.id : null) !== this.sound.idOf(side)) this.#put(side);
    }
  }

  #put(side: Side): void {
    const take = this.takeOn(side);
    this.sound.put(side, take?.here === true ? take.clip : null);
  }
}

/** `usePairTable()` in a component under the one that called `providePairTable(table)`. */
export const [usePairTable, providePairTable] = createContext<PairTable>();
