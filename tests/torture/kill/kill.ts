import { startSimulator } from '../../../simulator/simulator.ts';
import type { Measures } from '../report.ts';
import { runProfile, type ProfileReport } from './profile.ts';

const killsPerProfile = 25;
/** Profiles at once: a victim spends half of its life waiting. */
const atOnce = 2;

/**
 * `kill -9` at random moments, restart, compare; a new profile every 25 kills, both SQLite engines in turn, every
 * third profile begun with an older program's database. Findings go to stderr as they come.
 */
export const torturedByKilling = async (trials: number, seed: string): Promise<Measures> => {
  const profiles = Math.max(1, Math.ceil(trials / killsPerProfile));
  const reports: ProfileReport[] = [];
  let next = 0;
  let killed = 0;
  const worker = async (): Promise<void> => {
    while (next < profiles) {
      const at = next;
      next += 1;
      const kills = Math.min(killsPerProfile, trials - at * killsPerProfile);
      const simulator = await startSimulator({
        ...{ seed: `${seed}:${at}`, rateLimit: 1_000_000, songSeconds: [1.5, 3], credits: 1_000_000 },
      });
      try {
        const report = await runProfile({
          ...{ simulator, seed: `${seed}:${at}`, kills },
          ...{ sqlite: at % 2 === 0 ? 'node' : 'wasm', old: at % 3 === 1 },
          onTrial() {
            killed += 1;
            if (killed % 50 === 0) process.stderr.write(`${killed} kills\n`);
          },
        });
        reports.push(report);
        for (const text of [
          ...report.wrong,
          ...report.findings.map(({ kind, detail }) => `${kind}: ${detail}`),
        ])
          process.stderr.write(`! ${text}\n`);
      } finally {
        await simulator.stop();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const sum = (count: (report: ProfileReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const found = (kind: string): number =>
    sum((report) => report.findings.filter((each) => each.kind === kind).length);
  const none = (value: number, unit: string): Measures[string] => ({ value, unit, goal: '0' });
  return {
    'kill.trials': { value: sum((report) => report.trials), unit: 'kills', goal: `≥ ${trials}` },
    'kill.tasksLost': none(found('taskLost'), 'tasks'),
    'kill.clipsLost': none(found('clipLost'), 'clips'),
    'kill.unfinishedListed': none(found('unfinishedListed'), 'files'),
    'kill.databaseDamaged': none(found('databaseDamaged'), 'times'),
    'kill.wrongEnds': none(
      sum((report) => report.wrong.length),
      'times',
    ),
    'kill.restored': { value: sum((report) => report.restored), unit: 'databases', goal: '≥ 0' },
  };
};
