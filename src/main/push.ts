import type { Engine, EngineChange } from '../core/engine-api.ts';
import type { Clock } from '../core/ports.ts';
import type { Push, Slices, Snapshot } from '../shared/snapshot.ts';

/** What the desktop adds to the engine's state. */
export type DesktopSlices = Pick<Slices, 'app' | 'settings' | 'focus' | 'update'>;

/** Engine and desktop as one state with a revision, told in bursts merged over a short while. */
export interface StateFeed {
  snapshot(): Snapshot;
  /** A desktop slice changed, or the network did. */
  changed(...names: (keyof DesktopSlices | 'online')[]): void;
  /** What was told may hold no longer: the page has to ask for everything anew. */
  anew(): void;
}

/** Long enough to merge the changes of 300 pasted ids, short enough that nobody sees it. ms. */
const gatherMs = 40;

export const createStateFeed = (
  engine: Pick<Engine, 'state' | 'onChange'>,
  desktop: () => DesktopSlices,
  clock: Clock,
  send: (push: Push) => void,
  place: () => Snapshot['place'],
): StateFeed => {
  let revision = 0;
  let slices: Push['slices'] = {};
  let tasks = new Map<string, Push['tasks'][number]>();
  let gone = new Set<string>();
  let planned = false;

  const empty = (): void => {
    slices = {};
    tasks = new Map();
    gone = new Set();
  };

  const tell = (): void => {
    planned = false;
    revision += 1;
    const push: Push = { revision, slices, tasks: [...tasks.values()], gone: [...gone] };
    empty();
    send(push);
  };

  const plan = (): void => {
    if (planned) return;
    planned = true;
    clock.after(gatherMs, tell);
  };

  engine.onChange((change: EngineChange) => {
    slices = { ...slices, ...change.slices };
    for (const task of change.tasks) {
      tasks.set(task.id, task);
      gone.delete(task.id);
    }
    for (const id of change.gone) {
      gone.add(id);
      tasks.delete(id);
    }
    plan();
  });

  return {
    // What is planned is in the snapshot already; being told again changes nothing.
    snapshot: () => ({ revision, ...engine.state(), ...desktop(), place: place() }),
    changed(...names) {
      const all = { ...desktop(), online: engine.state().online };
      for (const name of names) slices = { ...slices, [name]: all[name] };
      plan();
    },
    anew() {
      empty();
      // After a gap the page trusts nothing that it knows.
      revision += 1;
      plan();
    },
  };
};
