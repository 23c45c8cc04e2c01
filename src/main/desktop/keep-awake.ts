import type { PowerSaveBlocker } from 'electron';
import type { Engine } from '../../core/engine-api.ts';

export interface KeepAwakeOptions {
  engine: Pick<Engine, 'state' | 'onChange'>;
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** Does the user want it? */
  wanted: () => boolean;
}

export interface KeepAwake {
  /** The user's wish may have changed. */
  look(): void;
  /** Lets the system sleep: the app ends. */
  stop(): void;
}

/** Keeps the system, not its screen, awake while something is on its way to the disk, and no moment longer. */
export const createKeepAwake = ({ engine, blocker, wanted }: KeepAwakeOptions): KeepAwake => {
  let held: number | null = null;

  const release = (): void => {
    if (held !== null) blocker.stop(held);
    held = null;
  };
  const look = (): void => {
    const saves = (): boolean =>
      engine.state().tasks.some(({ items }) => items.some(({ state }) => state === 'saving'));
    // What waits for its next try waits as well asleep.
    if (!wanted() || !saves()) release();
    else held ??= blocker.start('prevent-app-suspension');
  };

  const stopListening = engine.onChange(look);
  look();
  return {
    look,
    stop() {
      stopListening();
      release();
    },
  };
};
