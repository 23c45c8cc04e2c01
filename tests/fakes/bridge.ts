import type { ClipDetails, LyricSheet } from '../../src/shared/clip.ts';
import type { Bridge, CommandInput, CommandName, CommandOutput } from '../../src/shared/contract.ts';
import { fail, ok, type Result } from '../../src/shared/problem.ts';
import type { Push, Snapshot } from '../../src/shared/snapshot.ts';
import { sampleClips, sampleSheets } from './sample-clips.ts';
import { sampleSnapshot } from './sample-state.ts';
import { createReplies, type Replies } from './replies.ts';

export interface Call {
  name: CommandName;
  input: unknown;
}

export interface FakeSeed {
  /** ms since the epoch; the sample data is laid around it. */
  now?: number;
  snapshot?: Partial<Snapshot>;
  clips?: ClipDetails[];
  sheets?: LyricSheet[];
}

export interface FakeBridge {
  bridge: Bridge;
  /** Everything that was asked, in order. */
  calls: Call[];
  callsOf(name: CommandName): unknown[];
  /** The state main would have. */
  state(): Snapshot;
  /** Changes the state and tells the page, with the next revision. */
  push(change: Partial<Omit<Push, 'revision'>>): void;
  /** Tells the page exactly this, true or not: for gaps and repeats. */
  pushRaw(push: Push): void;
  /** Changes the state without telling: a push that got lost. */
  lose(change: Partial<Omit<Push, 'revision'>>): void;
  /** Answers a command in another way from now on. */
  answer<N extends CommandName>(
    name: N,
    reply: (input: CommandInput<N>) => Result<CommandOutput<N>> | Promise<Result<CommandOutput<N>>>,
  ): void;
}

/** Stands in for main behind `window.cliploft`: believable data, true to the contract, under control. */
export const createFakeBridge = (seed: FakeSeed = {}): FakeBridge => {
  const now = seed.now ?? Date.UTC(2026, 10, 23, 20, 0, 0);
  let snapshot = sampleSnapshot(now, seed.snapshot ?? {});
  const listeners = new Set<(push: Push) => void>();
  const calls: Call[] = [];

  const change = ({ slices = {}, tasks = [], gone = [] }: Partial<Omit<Push, 'revision'>>): Push => {
    const left = new Map(snapshot.tasks.map((task) => [task.id, task]));
    for (const task of tasks) left.set(task.id, task);
    for (const id of gone) left.delete(id);
    const revision = snapshot.revision + 1;
    snapshot = { ...snapshot, ...slices, revision, tasks: [...left.values()] };
    return { revision, slices, tasks, gone };
  };
  const tell = (push: Push): void => {
    for (const listener of listeners) listener(structuredClone(push));
  };

  const replies: Replies = createReplies({
    now,
    clips: seed.clips ?? sampleClips(now),
    sheets: seed.sheets ?? sampleSheets(now),
    state: () => snapshot,
    push: (what) => tell(change(what)),
  });

  const bridge: Bridge = {
    invoke: async <N extends CommandName>(
      name: N,
      ...input: CommandInput<N> extends undefined ? [] : [CommandInput<N>]
    ) => {
      // Cloned as IPC would: a reactive proxy in the input fails here as it would there.
      const asked: unknown = structuredClone(input[0]);
      calls.push({ name, input: asked });
      const reply = replies[name] as (input: unknown) => Promise<Result<CommandOutput<N>>>;
      return structuredClone(await reply(asked));
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    bridge,
    calls,
    callsOf: (name) => calls.filter((call) => call.name === name).map((call) => call.input),
    state: () => snapshot,
    push: (what) => tell(change(what)),
    pushRaw: tell,
    lose: (what) => {
      change(what);
    },
    answer: (name, reply) => {
      Object.assign(replies, { [name]: reply });
    },
  };
};

/** For `answer`: nothing is wrong, and there is nothing to say. */
export const fine = (): Result<undefined> => ok(undefined);

/** For `answer`: the network is gone. */
export const offline = (): ReturnType<typeof fail> => fail('offline', { detail: 'getaddrinfo ENOTFOUND' });
