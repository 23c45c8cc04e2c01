import * as v from 'valibot';
import type { Log } from '../../core/ports.ts';
import { type Ask, askSchema, type Reply } from './protocol.ts';
import { type ControlServer, startControlServer } from './server.ts';

/** Starts to answer at `place`. Never rejects: without it the app works, and the log says why commands do not reach it. */
export const openControl = async (
  place: string | null,
  answer: (ask: Ask) => Promise<Reply>,
  log: Log,
): Promise<ControlServer> => {
  const nothing: ControlServer = { stop: () => Promise.resolve() };
  if (place === null) {
    log.warn('no control', { detail: 'no private place with a short path' });
    return nothing;
  }
  try {
    return await startControlServer({ place, answer, log });
  } catch (error) {
    log.error('no control', { detail: String(error) });
    return nothing;
  }
};

const secondStartSchema = v.object({ ask: v.nullable(askSchema) });

/** What a second start hands over along with its try for the lock. */
export const secondStart = (ask: Ask | null): v.InferOutput<typeof secondStartSchema> => ({ ask });

/** What a second start wants; the window, where it says nothing that we understand (another version). Pure. */
export const askOfSecondStart = (data: unknown): Ask | null => {
  const read = v.safeParse(secondStartSchema, data);
  return read.success ? read.output.ask : { kind: 'open' };
};
