import { SvelteMap } from 'svelte/reactivity';
import type { Bridge } from '../../shared/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PastTasks, Task, TaskPlace } from '../../shared/task.ts';

/** Tasks that main does not keep at hand, as far as somebody looked back. */
export class OlderTasks {
  /** Why the next ones could not be read; null when all is well. */
  problem = $state.raw<Problem | null>(null);
  readonly tasks = new SvelteMap<string, Task>();
  /** Nothing older is left to be read. */
  isEnd = $state(false);

  #bridge: Bridge;
  #isAtHand: (id: string) => boolean;
  #shelf: keyof PastTasks | null = null;
  #place: TaskPlace | null = null;
  #asking = false;
  /** Answers to what was asked before this are too late. */
  #round = 0;

  constructor(bridge: Bridge, isAtHand: (id: string) => boolean) {
    this.#bridge = bridge;
    this.#isAtHand = isAtHand;
  }

  /** Begins anew, with those of one kind or (null) all of them. */
  clear(shelf: keyof PastTasks | null = this.#shelf): void {
    this.#round += 1;
    this.#shelf = shelf;
    this.#place = null;
    this.#asking = false;
    this.isEnd = false;
    this.problem = null;
    this.tasks.clear();
  }

  /** These are at hand now, or gone. */
  leave(ids: readonly string[]): void {
    ids.forEach((id) => this.tasks.delete(id));
  }

  /** Reads on, unless it is being done. */
  async more(limit = 60): Promise<void> {
    if (this.#asking || this.isEnd) return;
    this.#asking = true;
    const round = this.#round;
    const answer = await this.#bridge.invoke('tasks.past', {
      ...{ place: this.#place, shelf: this.#shelf, limit },
    });
    if (round !== this.#round) return;
    this.#asking = false;
    this.problem = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    const last = answer.value[answer.value.length - 1];
    if (last !== undefined) this.#place = { addedAt: last.addedAt, id: last.id };
    this.#take(answer.value);
    this.isEnd = answer.value.length < limit;
  }

  /** Makes one known that somebody asks for. False where there is no such task. */
  async find(id: string): Promise<boolean> {
    if (this.#isAtHand(id) || this.tasks.has(id)) return true;
    const answer = await this.#bridge.invoke('tasks.get', { ids: [id] });
    if (answer.ok) this.#take(answer.value);
    return this.#isAtHand(id) || this.tasks.has(id);
  }

  #take(tasks: readonly Task[]): void {
    for (const task of tasks) if (!this.#isAtHand(task.id)) this.tasks.set(task.id, task);
  }
}
