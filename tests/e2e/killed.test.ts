import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import type { DrivenApp } from '../../scripts/driving/app.ts';
import { seeded } from '../../simulator/seeded.ts';
import { compare, type Owed } from '../torture/kill/compare.ts';
import { readCopy } from '../torture/kill/copy.ts';
import { judgeEnding } from '../torture/kill/ending.ts';
import { untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const kills = 5;
/** The whole of it is repeatable but for the machine's own pace. */
const chance = seeded('killed:1');

/** The process and all that it started, children after their parents. */
const treeOf = (root: number): number[] => {
  const pairs = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, of]) => of === parent).flatMap(([pid = 0]) => [pid, ...below(pid)]);
  return [root, ...below(root)];
};

/** SIGKILL for everything that belongs to the app, at once. */
const killAll = async (app: DrivenApp): Promise<void> => {
  const { pid } = app.app.process();
  if (pid === undefined) throw new Error('the app has no process');
  for (const each of treeOf(pid)) {
    try {
      process.kill(each, 'SIGKILL');
    } catch (error) {
      // It went with its parent.
      if ((error as { code?: unknown }).code !== 'ESRCH') throw error;
    }
  }
  await app.kill();
};

story(
  'killed again and again at any moment, the app keeps every task and every clip, whole and once',
  async (world) => {
    const { simulator, userData, library } = world;
    const owed: Owed = { tasks: new Set(), clips: new Set() };
    const env = { SUNOR_API_KEY: simulator.key };
    for (let kill = 0; kill < kills; kill += 1) {
      const app = await world.launch({ env });
      const slow = simulator.setFault({ on: 'audio', bytesPerSecond: chance.whole(20_000, 200_000) });
      const ids = [
        simulator.createTask({ seconds: 0 }),
        simulator.createTask({ seconds: chance.whole(0, 4) }),
      ];
      await ask(app.window, 'tasks.add', { text: ids.map(({ id }) => id).join('\n') });
      ids.forEach(({ id }) => owed.tasks.add(id));
      await sleep(chance.between(0, 1800));
      await killAll(app);
      slow();
      const kept = readCopy(userData);
      expect(compare(kept, owed, library)).toEqual([]);
      kept?.clips.forEach((clip) => owed.clips.add(clip.id));
    }
    const last = await world.launch({ env });
    for (const id of owed.tasks) await untilPhase(last.window, id, 'saved');
    await last.close();
    expect(judgeEnding({ simulator, profile: userData, library, owed, before: new Set() })).toEqual([]);
    expect(readCopy(userData)?.clips).toHaveLength(kills * 4);
  },
  { simulator: { rateLimit: 100_000, songSeconds: [1.5, 3], credits: 100_000 } },
);
