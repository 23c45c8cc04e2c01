import type { Simulator } from '../../simulator/simulator.ts';

/** Starts the embedded simulator. Loaded only in the demo; each run has a world of its own, so that ids are new. */
export const startDemo = async (): Promise<Simulator> => {
  const { startSimulator } = await import('../../simulator/simulator.ts');
  return startSimulator({ seed: `demo ${new Date().toISOString()}`, scenario: 'demo' });
};

/** A first demo begins with some songs on their way, so that there is something to see within seconds. */
export const firstSongs = (simulator: Simulator, count: number): string =>
  Array.from({ length: count }, () => simulator.createTask().id).join('\n');
