import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import type { Log } from '../core/ports.ts';
import { channels } from '../shared/channels.ts';
import { commands, type CommandInput, type CommandName, type CommandOutput } from '../shared/contract.ts';
import { Fault } from '../shared/fault.ts';
import { fail, type Result } from '../shared/problem.ts';

/** One handler per command; a missing one does not compile. */
export type Handlers = {
  [N in CommandName]: (
    input: CommandInput<N>,
  ) => Result<CommandOutput<N>> | Promise<Result<CommandOutput<N>>>;
};

interface IpcOptions {
  ipcMain: Pick<IpcMain, 'handle'>;
  /** A page may ask before there is anybody to answer: it waits. */
  handlers: Handlers | Promise<Handlers>;
  onAnswered?: (name: CommandName) => void;
  log: Log;
  /** Is this the page that we loaded ourselves? Asked with the sender's main-frame URL. */
  isOurPage: (webContentsId: number, url: string) => boolean;
}

type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

const isKnown = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(commands, name);

/** Answers one message. Apart from `registerIpc`, so that tests can speak to it without Electron. */
export const answer = async (
  { handlers, log, isOurPage, onAnswered }: Omit<IpcOptions, 'ipcMain'>,
  event: Sender,
  name: unknown,
  input: unknown,
): Promise<Result<unknown>> => {
  const frame = event.senderFrame;
  // Only the main frame of our own page may ask: a frame within it is somebody else's.
  if (frame === null || frame.parent !== null || !isOurPage(event.sender.id, frame.url)) {
    log.warn('message from a stranger refused', { url: frame?.url.slice(0, 200) ?? null });
    return fail('bad_request', { detail: 'not for this sender' });
  }
  if (!isKnown(name)) return fail('bad_request', { detail: 'no such command' });
  const parsed = v.safeParse(commands[name].in, input);
  if (!parsed.success) {
    log.warn('message with a bad input refused', { command: name });
    return fail('bad_request', { detail: parsed.issues[0].message });
  }
  try {
    // The name ties handler and input together; TypeScript cannot follow that through the union.
    const handler = (await handlers)[name] as (value: unknown) => Result<unknown> | Promise<Result<unknown>>;
    const given = await handler(parsed.output);
    onAnswered?.(name);
    return given;
  } catch (error) {
    log.error('command failed', {
      command: name,
      detail: error instanceof Error ? error.stack : String(error),
    });
    // The disk refused, say: then the page can say that, and that nothing was taken.
    if (error instanceof Fault) return { ok: false, problem: error.problem };
    return fail('internal', { detail: error instanceof Error ? error.message : 'unknown' });
  }
};

/** The only place that listens to the page. */
export const registerIpc = (options: IpcOptions): void => {
  options.ipcMain.handle(channels.command, (event, name: unknown, input: unknown) =>
    answer(options, event, name, input),
  );
};
