import type { Problem, Result } from '../../shared/problem.ts';
import type { Amounts, Statistics, StatisticsQuery, StatisticsSpan } from '../../shared/statistics.ts';

/** Adding up costs the computer something: after one answer the next is not asked for at once. ms. */
const restMs = 4000;

const zone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Statistics as the page shows them: kept while another view is open, asked for anew when something changed. */
export class Figures {
  span = $state<StatisticsSpan>('all');
  /** What the charts show. */
  metric = $state<keyof Amounts>('clips');
  /** The last answer; stays on screen until the next is there. null before the first. */
  shown = $state.raw<Statistics | null>(null);
  problem = $state.raw<Problem | null>(null);

  #ask: (query: StatisticsQuery) => Promise<Result<Statistics>>;
  #known: string | null = null;
  #round = 0;
  #asking = false;
  #again = false;
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(ask: (query: StatisticsQuery) => Promise<Result<Statistics>>) {
    this.#ask = ask;
  }

  choose(span: StatisticsSpan): void {
    if (span === this.span) return;
    this.span = span;
    void this.#fetch();
  }

  /** Tells what the library and the tasks are like now; asks when that is new, at most every few seconds. */
  follow(sign: string): void {
    if (sign === this.#known) return;
    this.#known = sign;
    if (this.#asking || this.#rest !== null) this.#again = true;
    else void this.#fetch();
  }

  /** Asks at once, whatever was asked before. */
  reload(): void {
    void this.#fetch();
  }

  /** Nobody looks: what is new is asked for when somebody does. */
  leave(): void {
    if (this.#again) this.#known = null;
    this.#again = false;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
  }

  async #fetch(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.#again = false;
    this.#asking = true;
    const answer = await this.#ask({ span: this.span, zone: zone() });
    // Another span was chosen meanwhile, and is on its way.
    if (round !== this.#round) return;
    this.#asking = false;
    if (answer.ok) this.shown = answer.value;
    this.problem = answer.ok ? null : answer.problem;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = null;
      if (this.#again) void this.#fetch();
    }, restMs);
  }
}
