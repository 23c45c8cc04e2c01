/** One line for people, on stderr: stdout belongs to what a script is asked for. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** A reason to stop that is worth reading on its own: shown without a stack. */
export class Stop extends Error {}

/** Runs a script's body: a `Stop` ends it with its message and code 1, anything else with its stack. */
export const runScript = async (body: () => Promise<number | undefined>): Promise<void> => {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    say(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
};
