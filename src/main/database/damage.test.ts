import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded, type Seeded } from '../../../simulator/seeded.ts';
import { clipId, createWorld, taskId } from '../../../tests/fakes/engine.ts';
import { NoStart } from '../../../tests/headless/engine.ts';
import { addSongs, allClips, buildOver } from '../../../tests/tools/start-over.ts';
import { engines } from '../../../tests/tools/engines.ts';
import { createUserData, now } from '../../../tests/tools/user-data.ts';
import type { Engine } from '../../core/engine-api.ts';
import { Fault } from '../../shared/fault.ts';
import { backupName } from './backup-names.ts';
import { copyOut } from './copies.ts';

/** Another seed, or thousands of trials, may be tried by hand; these take a second or two. */
const seed = 'damage:1';
const trials = 25;

const pageBytes = 4096;
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const inBackup = numbers(0, 12);
const onlyInJournal = numbers(12, 16);
/** The ids that no start may be without: the backup's tasks and clips, and the journal's tasks. */
const owed = [
  ...[...inBackup, ...onlyInJournal].map(taskId),
  ...inBackup.flatMap((n) => [clipId(2 * n), clipId(2 * n + 1)]),
];
const missingIn = (engine: Engine): string[] => {
  const held = [...engine.state().tasks, ...engine.clipPage(allClips).clips].map(({ id }) => id);
  return owed.filter((id) => !held.includes(id));
};

/** Flips a bit or some, overwrites a little, empties a page, or cuts the end off. */
const damage = (whole: Buffer, chance: Seeded): Buffer => {
  const bytes = Buffer.from(whole);
  const at = chance.whole(0, bytes.length - 1);
  const near = (): number => Math.min(at + chance.whole(0, 100), bytes.length - 1);
  const flip = (where: number): number =>
    bytes.writeUInt8(bytes.readUInt8(where) ^ (1 << chance.whole(0, 7)), where);
  const page = at - (at % pageBytes);
  switch (chance.pick(['bit', 'bits', 'nonsense', 'page', 'cut'])) {
    case 'bit':
      flip(at);
      return bytes;
    case 'bits':
      for (let n = 0; n < 10; n += 1) flip(near());
      return bytes;
    case 'nonsense':
      for (let n = 0; n < 100; n += 1) bytes.writeUInt8(chance.whole(0, 255), near());
      return bytes;
    case 'page':
      return bytes.fill(0, page, page + pageBytes);
    default:
      return bytes.subarray(0, at);
  }
};

describe.each(engines)('a database that is damaged at random, with %s', (engine, open) => {
  let at: ReturnType<typeof createUserData>;
  let base: ReturnType<typeof createWorld>;
  let whole: Buffer;

  beforeAll(async () => {
    at = createUserData(open);
    base = createWorld();
    const { sql } = at.opened();
    const first = base.restart({ sql, recovery: null });
    await first.start();
    await addSongs(base, first, inBackup);
    copyOut(sql, join(at.userData, 'backups'), backupName(now - 1000), open);
    await addSongs(base, first, onlyInJournal);
    await first.stop();
    sql.close();
    whole = readFileSync(at.file);
  });
  afterAll(() => at.remove());

  /** One start on what is there, and its end; what it was, in a word. Throws whatever is no answer of the program. */
  const run = async (expected: boolean): Promise<string> => {
    const world = createWorld({ beside: base });
    world.journal.replace(base.journal.read());
    let started;
    try {
      started = buildOver(at, world, { open });
      await started.engine.start();
    } catch (error) {
      if (error instanceof NoStart) return error.why;
      throw error;
    }
    let ended = 'well';
    try {
      const missing = missingIn(started.engine);
      if (expected && missing.length > 0) ended = `without ${missing.join(', ')}`;
    } catch (error) {
      // Come upon under way, as the command that asked is told.
      if (!(error instanceof Fault)) throw error;
      ended = 'fault';
    }
    await started.engine.stop();
    try {
      started.close();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return ended;
  };

  it('leads to a start that has all of backup and journal, or to a refusal', async () => {
    const chance = seeded(`${seed}:${engine}`);
    const odd: string[] = [];
    for (let trial = 0; trial < trials; trial += 1) {
      for (const name of at.names().filter((each) => each !== 'backups'))
        rmSync(join(at.userData, name), { recursive: true });
      writeFileSync(at.file, damage(whole, chance));
      const unclean = chance.next() < 0.7;
      if (unclean) at.crashed();
      // After a clean end nobody looks for what no index knows; but what was come upon is healed by the next start.
      const first = await run(unclean);
      const last = first === 'fault' ? await run(true) : first;
      if (!['well', 'newer'].includes(last)) odd.push(`trial ${trial} of ${seed}: ${first}, ${last}`);
    }
    expect(odd).toEqual([]);
  });
});
