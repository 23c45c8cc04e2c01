import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../../simulator/seeded.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import { databaseOf, type Sqlite } from '../../headless/engine.ts';
import { compare, type Finding, type Owed } from './compare.ts';
import { readCopy } from './copy.ts';
import { damage } from './damage.ts';
import { judgeEnding } from './ending.ts';
import { planOf } from './plan.ts';
import { noteAcknowledged, runTrial } from './trial.ts';
import { startVictim, type VictimOptions } from './victim-process.ts';

/** What one profile went through. */
export interface ProfileReport {
  trials: number;
  findings: Finding[];
  /** The victim ended by itself, or rejected without anybody listening. */
  wrong: string[];
  /** Databases that were damaged on purpose and came back. */
  restored: number;
}

const oldTask = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const oldClip = (n: number): string => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** An older program's profile (tests/fixtures/databases): its database, its files, and its tasks at the server. */
const layOldProfile = (simulator: Simulator, profile: string, library: string, owed: Owed): Set<string> => {
  const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'databases', 'v1.db');
  copyFileSync(fixture, databaseOf(profile));
  const files = new Set<string>();
  for (const clip of readCopy(profile)?.clips ?? []) {
    owed.clips.add(clip.id);
    files.add(clip.audio);
    writeFileSync(join(library, clip.audio), `audio of https://media.test/${clip.id}.mp3`);
    if (clip.cover !== null)
      writeFileSync(join(library, clip.cover), Buffer.from([255, 216, 255, 224, 1, 2, 3]));
  }
  const make = (n: number, options: Parameters<Simulator['createTask']>[0]): void => {
    simulator.createTask({ id: oldTask(n), seconds: 0, ...options });
    owed.tasks.add(oldTask(n));
  };
  make(1, { clip: [{ id: oldClip(1) }, { id: oldClip(2) }] });
  make(2, { clip: [{ imageUrl: null }, { imageUrl: null }] });
  make(3, { status: 'failure' });
  make(4, { type: 'lyrics' });
  make(5, { clip: [{ id: oldClip(5) }, { id: oldClip(6), imageUrl: null }] });
  return files;
};

/** Starts the program on a damaged profile and leaves it alone until it has put itself together again. */
const heal = async (options: VictimOptions, owed: Owed): Promise<{ found: boolean; wrong: string[] }> => {
  const victim = startVictim(options);
  const ready = await victim.when(({ event }) => event === 'ready', 10_000);
  const found = victim.events.some(({ recovery }) => recovery !== null && recovery !== undefined);
  if (found)
    await victim.when(
      ({ recovery }) => recovery?.fromFolder !== null && recovery?.fromFolder !== undefined,
      10_000,
    );
  victim.kill();
  await victim.gone;
  noteAcknowledged(victim, owed);
  const last = victim.events.find(({ event }) => event === 'no start' || event === 'unhandled')?.detail;
  return { found, wrong: ready === null ? [`no start after damage: ${last ?? victim.stderr()}`] : [] };
};

/** Lets the program finish everything in peace; ends it in order. */
const finish = async (options: VictimOptions, owed: Owed): Promise<string[]> => {
  const victim = startVictim(options);
  const all = ({ event, tasks, open }: (typeof victim.events)[number]): boolean =>
    event === 'state' && (tasks ?? 0) >= owed.tasks.size && open?.length === 0;
  const done = await victim.when(all, 60_000);
  const last = victim.events.filter(({ event }) => event === 'state').at(-1);
  victim.send({ stop: true });
  await victim.when(({ event }) => event === 'stopped', 10_000);
  victim.kill();
  await victim.gone;
  noteAcknowledged(victim, owed);
  const bad = victim.events.find(({ event }) => event === 'no start' || event === 'unhandled');
  if (bad !== undefined) return [`${bad.event}: ${bad.detail ?? ''}`];
  return done === null ? [`not all done: ${last?.open?.slice(0, 5).join('; ') ?? victim.stderr()}`] : [];
};

export interface ProfileOptions {
  simulator: Simulator;
  seed: string;
  kills: number;
  sqlite: Sqlite;
  /** Begins with an older program's profile, which is migrated under fire. Others are damaged now and then. */
  old: boolean;
  onTrial: () => void;
}

/** Kills the program again and again on one profile, then lets it finish, and judges. */
export const runProfile = async (options: ProfileOptions): Promise<ProfileReport> => {
  const { simulator, sqlite } = options;
  const chance = seeded(options.seed);
  const root = mkdtempSync(join(tmpdir(), 'cliploft-kill-'));
  const [profile, library] = [join(root, 'profile'), join(root, 'music')];
  mkdirSync(profile);
  mkdirSync(library);
  const owed: Owed = { tasks: new Set(), clips: new Set() };
  const before = options.old ? layOldProfile(simulator, profile, library, owed) : new Set<string>();
  const victim: VictimOptions = { profile, library, api: simulator.apiUrl, key: simulator.key, sqlite };
  const report: ProfileReport = { trials: 0, findings: [], wrong: [], restored: 0 };
  const look = (when: string): void => {
    const kept = readCopy(profile);
    const found = compare(kept, owed, library);
    kept?.clips.forEach((clip) => owed.clips.add(clip.id));
    report.findings.push(
      ...found.map((each) => ({ ...each, detail: `${options.seed} ${when}: ${each.detail}` })),
    );
  };

  for (let trial = 0; trial < options.kills; trial += 1) {
    const plan = planOf(chance, trial, options.old);
    const { wrong } = await runTrial(simulator, victim, plan, owed);
    report.trials += 1;
    if (wrong !== null) report.wrong.push(`${options.seed} trial ${trial} (${plan.death.kind}): ${wrong}`);
    look(`trial ${trial} ${JSON.stringify(plan.death)}`);
    if (plan.damage !== null && damage(profile, plan.damage, chance)) {
      const healed = await heal(victim, owed);
      report.wrong.push(
        ...healed.wrong.map((text) => `${options.seed} trial ${trial} ${plan.damage}: ${text}`),
      );
      if (healed.found) report.restored += 1;
      look(`after ${plan.damage} in trial ${trial}`);
    }
    // What runs for long ends in one of the next lives, not all at once.
    for (const id of [...owed.tasks].filter(() => chance.next() < 0.3)) simulator.finish(id);
    options.onTrial();
  }
  // Also those that the victim took without living to say so.
  for (const id of simulator.world().tasks.keys()) simulator.finish(id);
  report.wrong.push(...(await finish(victim, owed)).map((text) => `${options.seed} at the end: ${text}`));
  const ended = judgeEnding({ simulator, profile, library, owed, before });
  report.findings.push(...ended.map((each) => ({ ...each, detail: `${options.seed}: ${each.detail}` })));
  const good = report.findings.length === 0 && report.wrong.length === 0;
  if (good) rmSync(root, { recursive: true, force: true });
  else process.stderr.write(`${options.seed}: kept for looking at in ${root}\n`);
  return report;
};
