import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Owed } from './compare.ts';
import type { Death, Plan } from './plan.ts';
import { startVictim, type Victim, type VictimOptions } from './victim-process.ts';

/** The longest that a victim lives that does not come to where it should die. ms. */
const longestLifeMs = 1200;

/** Resolves when the media host is asked for something, or when the time is over. */
const mediaAsked = async (simulator: Simulator, limitMs: number): Promise<void> => {
  const seen = simulator.requests().filter((request) => request.server === 'media').length;
  for (let waited = 0; waited < limitMs; waited += 5) {
    if (simulator.requests().filter((request) => request.server === 'media').length > seen) return;
    await sleep(5);
  }
};

/** Waits for the moment of death, wherever that lies. */
const untilDeath = async (simulator: Simulator, victim: Victim, death: Death): Promise<void> => {
  switch (death.kind) {
    case 'starting':
    case 'running':
      return sleep(death.after);
    case 'seam':
      await Promise.race([victim.gone, sleep(longestLifeMs)]);
      return;
    case 'within':
      await victim.when((event) => event.event === 'seam', longestLifeMs);
      return sleep(death.after);
    case 'download':
      await mediaAsked(simulator, longestLifeMs);
      return sleep(death.after);
    case 'backup':
      victim.send({ backup: true });
      return sleep(death.after);
  }
};

const seamOptions = (death: Death): Pick<VictimOptions, 'die' | 'tell'> => ({
  ...(death.kind === 'seam' ? { die: death.die } : {}),
  ...(death.kind === 'within' ? { tell: death.seam } : {}),
});

/** What a trial tells of its victim. */
export interface Died {
  /** It ended by itself where it should have been killed, or said something that it never may. */
  wrong: string | null;
}

/** Notes what the victim acknowledged before it died. */
export const noteAcknowledged = (victim: Victim, owed: Owed): void => {
  for (const { event, ids = [] } of victim.events) {
    if (event === 'added') ids.forEach((id) => owed.tasks.add(id));
    if (event === 'saved') ids.forEach((id) => owed.clips.add(id));
  }
};

/** One life and death: starts a victim, gives it tasks, and kills it as planned. */
export const runTrial = async (
  simulator: Simulator,
  options: VictimOptions,
  plan: Plan,
  owed: Owed,
): Promise<Died> => {
  const { death } = plan;
  const lift =
    death.kind === 'download'
      ? simulator.setFault({ on: 'audio', bytesPerSecond: death.bytesPerSecond })
      : (): void => undefined;
  const victim = startVictim({ ...options, ...seamOptions(death) });
  const start = async (): Promise<void> => {
    const up = death.kind === 'starting' ? 'open' : 'ready';
    if (death.kind !== 'starting' && (await victim.when(({ event }) => event === up, 8000)) === null) return;
    if (plan.tasks.length > 0) victim.send({ add: plan.tasks.map((task) => simulator.createTask(task).id) });
    await untilDeath(simulator, victim, death);
  };
  await start();
  victim.kill();
  const code = await victim.gone;
  lift();
  noteAcknowledged(victim, owed);
  const said = victim.events.find(({ event }) => event === 'unhandled' || event === 'no start');
  const wrong =
    said !== undefined
      ? `${said.event}: ${said.detail ?? ''}`
      : code === null
        ? null
        : `ended by itself with code ${code}: ${victim.stderr()}`;
  return { wrong };
};
