import type { Page } from 'playwright-core';
import type { Bridge, CommandInput, CommandName, CommandOutput } from '../../src/shared/contract.ts';
import type { Result } from '../../src/shared/problem.ts';
import { Stop } from '../tools/say.ts';

/** Asks the app what its own page may ask, through the same door. Throws `Stop` where the answer is a problem. */
export const ask = async <N extends CommandName>(
  page: Page,
  name: N,
  ...input: CommandInput<N> extends undefined ? [] : [CommandInput<N>]
): Promise<CommandOutput<N>> => {
  const answer = await page.evaluate(
    ([command, given]) => {
      const { cliploft } = globalThis as unknown as { cliploft: Bridge };
      const invoke = cliploft.invoke as unknown as (name: string, ...input: unknown[]) => Promise<unknown>;
      return given === undefined ? invoke(command) : invoke(command, given);
    },
    [name, input[0]] as const,
  );
  const result = answer as Result<CommandOutput<N>>;
  if (!result.ok) throw new Stop(`${name}: ${result.problem.code} ${result.problem.detail ?? ''}`);
  return result.value;
};
