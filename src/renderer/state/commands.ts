import type { Bridge, CommandInput, CommandName, CommandOutput } from '../../shared/contract.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import { fail, type Problem, type Result } from '../../shared/problem.ts';
import { problemText } from './problem-text.ts';
import type { Toasts } from './toasts.svelte.ts';

type Rest<N extends CommandName> = CommandInput<N> extends undefined ? [] : [CommandInput<N>];

/** The page's way to ask main for something. */
export class Commands {
  #bridge: Bridge;
  #toasts: Toasts;
  #t: Catalogue;

  constructor(bridge: Bridge, toasts: Toasts, t: Catalogue) {
    this.#bridge = bridge;
    this.#toasts = toasts;
    this.#t = t;
  }

  /** Asks, and leaves the problem to the caller. Never rejects: a broken line is an `internal` problem. */
  async invoke<N extends CommandName>(name: N, ...input: Rest<N>): Promise<Result<CommandOutput<N>>> {
    try {
      return await this.#bridge.invoke<N>(name, ...input);
    } catch (error) {
      return fail('internal', { detail: `${name}: ${String(error)}` });
    }
  }

  /** Asks, shows a problem as a toast, and says whether it went well. For commands that answer nothing. */
  async run<N extends CommandName>(name: N, ...input: Rest<N>): Promise<boolean> {
    const answer = await this.invoke(name, ...input);
    if (!answer.ok) this.report(answer.problem);
    return answer.ok;
  }

  /** Shows a problem in words. */
  report(problem: Problem): void {
    const words = problemText(this.#t, problem, Date.now());
    this.#toasts.add({
      kind: 'problem',
      title: words.title,
      text: [words.safety, words.next].filter((part) => part !== '').join(' '),
      ...(words.detail === null ? {} : { detail: words.detail }),
    });
  }
}
