import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Case, Verdict } from './case-process.ts';

/** Processes, and cases at once in each: a case thinks for half of its time and waits for real bytes the other half. */
const processes = 2;
const atOnce = 2;

const program = join(import.meta.dirname, 'case-process.ts');

/** Runs the cases in processes of their own; `told` hears of each one's end, in whatever order they end. */
export const runCases = async (
  cases: readonly Case[],
  told: (which: Case, verdict: Verdict) => void,
): Promise<void> => {
  let next = 0;
  const work = (child: ChildProcess): Promise<void> => {
    const underWay = new Map<number, Case>();
    const give = (): void => {
      const one = cases[next];
      next += 1;
      if (one !== undefined) {
        underWay.set(one.at, one);
        child.send(one);
      } else if (underWay.size === 0 && child.connected) child.disconnect();
    };
    return new Promise((resolve) => {
      child.on('message', (verdict: Verdict) => {
        const one = underWay.get(verdict.at);
        underWay.delete(verdict.at);
        if (one !== undefined) told(one, verdict);
        give();
      });
      child.on('exit', (code, signal) => {
        for (const one of underWay.values())
          told(one, { at: one.at, wrong: `the process ended: ${String(code ?? signal)}`, tookMs: 0 });
        resolve();
      });
      for (let count = 0; count < atOnce; count += 1) give();
    });
  };
  const children = Array.from({ length: processes }, () => fork(program, { stdio: 'inherit' }));
  await Promise.all(children.map(work));
  // Should all of them have died, what they never came to is not well either.
  for (; next < cases.length; next += 1) {
    const one = cases[next];
    if (one !== undefined) told(one, { at: one.at, wrong: 'never run', tookMs: 0 });
  }
};
