import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, taskId } from '../../../tests/fakes/engine.ts';
import { engines } from '../../../tests/tools/engines.ts';
import { addSongs, allClips, buildOver } from '../../../tests/tools/start-over.ts';
import { createUserData, day, now, stamp } from '../../../tests/tools/user-data.ts';
import type { Engine } from '../../core/engine-api.ts';
import type { Sql } from '../../core/ports.ts';
import { Fault } from '../../shared/fault.ts';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import { wordsFor } from './start.ts';

const fault = (kind: 'damaged' | 'disk'): SqlFault => new SqlFault(kind, 'disk_fault', kind, null);
const idsIn = (engine: Engine): string[] =>
  engine
    .state()
    .tasks.map(({ id }) => id)
    .sort();

describe.each(engines)('starting with %s', (_engine, open) => {
  let at: ReturnType<typeof createUserData>;
  let world: ReturnType<typeof createWorld>;
  let aside: string;
  beforeEach(() => {
    at = createUserData(open);
    aside = `${at.file}.damaged-${stamp}`;
    world = createWorld();
  });
  afterEach(() => at.remove());

  /** Starts, and gives what is there after that; everything is closed again. */
  const outcome = async (options: Partial<Parameters<typeof buildOver>[2]> = {}) => {
    const { engine, close } = buildOver(at, world, { open, ...options });
    await engine.start();
    const found = { ids: idsIn(engine), recovery: engine.state().recovery };
    await engine.stop();
    close();
    return found;
  };
  const failsAtFirst =
    (error: Error) =>
    (built: Engine, which: number): Engine =>
      which === 0 ? { ...built, start: () => Promise.reject(error) } : built;

  it.each([
    ['a clean end', () => undefined],
    ['a crash', () => at.crashed()],
  ])('restores at once after %s when a value is of a kind that is never written', async (_what, how) => {
    at.make();
    at.makeBackup(day, 'backup');
    const sql = open(at.file);
    // As one flipped bit does it; SQLite's own checks have nothing against it.
    sql.run("UPDATE tasks SET title = CAST('x' AS BLOB) WHERE id = 'task-150'");
    expect(sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    sql.close();
    how();
    expect(await outcome()).toMatchObject({
      ids: ['backup'],
      recovery: { setAside: aside, backupAt: now - day },
    });
    expect(at.names()).toEqual(['backups', 'library.db', `library.db.damaged-${stamp}`]);
    expect(await outcome()).toMatchObject({ ids: ['backup'] });
  });

  it('restores when only the start comes upon damage, and goes on for all who hold the engine', async () => {
    at.make();
    at.makeBackup(day, 'backup');
    let replaced = 0;
    let stopped = 0;
    const { engine, close } = buildOver(at, world, {
      open,
      instead: (built, which) =>
        which > 0
          ? built
          : {
              ...built,
              start: () => Promise.reject(fault('damaged')),
              async stop() {
                stopped += 1;
                await built.stop();
                throw new Error('not even that');
              },
            },
      onReplaced: () => (replaced += 1),
    });
    const heard: string[] = [];
    engine.onChange((change) => heard.push(...change.tasks.map(({ id }) => id)));
    await engine.start();
    expect([idsIn(engine), replaced, stopped]).toEqual([['backup'], 1, 1]);
    expect(engine.state().recovery).toMatchObject({ setAside: aside, backupAt: now - day });
    heard.length = 0;
    engine.addTasks(taskId(7));
    await world.clock.advance(10);
    expect(heard).toContain(taskId(7));
    await engine.stop();
    close();
    expect([existsSync(aside), existsSync(`${at.file}.open`)]).toEqual([true, false]);
    expect(await outcome()).toMatchObject({ ids: [taskId(7), 'backup'] });
  });

  it('restores when damage comes up while list and journal are brought together', async () => {
    at.make();
    at.makeBackup(day, 'backup');
    world.journal.append([`+${taskId(9)} ${now}`]);
    let sound = false;
    const openDamaged = (path: string): Sql => {
      const sql = open(path);
      return {
        ...sql,
        run(statement, params) {
          if (sound || !/INTO tasks/.test(statement)) return sql.run(statement, params);
          sound = true;
          throw fault('damaged');
        },
      };
    };
    expect(await outcome({ open: openDamaged })).toMatchObject({
      ids: [taskId(9), 'backup'],
      recovery: { setAside: aside, backupAt: now - day, fromJournal: 1 },
    });
    expect(existsSync(aside)).toBe(true);
  });

  it('tries that once, says that the file was set aside, and goes on with the next start', async () => {
    at.make();
    at.makeBackup(day, 'backup');
    const always = (built: Engine): Engine => ({ ...built, start: () => Promise.reject(fault('damaged')) });
    const { engine, close } = buildOver(at, world, { open, instead: always });
    await expect(engine.start()).rejects.toMatchObject({ why: 'damaged' });
    close();
    expect(existsSync(aside)).toBe(true);
    const words = catalogueFor('en').desktop;
    expect(wordsFor(words, 'damaged', at.file)).toMatch(/set aside in the same folder.*start Cliploft again/);
    expect(await outcome()).toMatchObject({ ids: ['backup'] });
  });

  it('looks at all of it again where the disk failed once, and goes on with it when it reads', async () => {
    at.make();
    at.makeBackup(day, 'backup');
    const { ids, recovery } = await outcome({ instead: failsAtFirst(fault('disk')) });
    expect([ids.length, recovery, existsSync(aside)]).toEqual([200, null, false]);
  });

  it('takes no other fault for damage', async () => {
    at.make();
    at.makeBackup(day, 'backup');
    const { engine, close } = buildOver(at, world, { open, instead: failsAtFirst(new Error('of ours')) });
    await expect(engine.start()).rejects.toThrow('of ours');
    await engine.stop();
    close();
    expect((await outcome()).ids).toHaveLength(200);
    expect(at.names()).toEqual(['backups', 'library.db']);
  });

  it('heals with the next start what was come upon in the middle of a run', async () => {
    const first = buildOver(at, world, { open });
    await first.engine.start();
    await addSongs(world, first.engine, [1, 2, 3]);
    await first.engine.stop();
    first.close();
    const sql = open(at.file);
    sql.run("UPDATE clips SET title = CAST('x' AS BLOB)");
    sql.close();
    at.makeBackup(day, 'backup');
    const second = buildOver(at, world, { open });
    await second.engine.start();
    expect(second.engine.state()).toMatchObject({ recovery: null, library: { clips: 6 } });
    let thrown: unknown;
    try {
      second.engine.clipPage(allClips);
    } catch (error) {
      thrown = error;
    }
    expect(thrown instanceof Fault ? thrown.problem.code : thrown).toBe('disk_fault');
    await second.engine.stop();
    second.close();
    expect(existsSync(`${at.file}.open`)).toBe(true);
    // The songs are in the folder, and their tasks in the journal.
    const third = buildOver(at, world, { open });
    await third.engine.start();
    await world.clock.advance(60_000);
    expect(third.engine.state().recovery).toMatchObject({
      setAside: aside,
      backupAt: now - day,
      fromJournal: 3,
    });
    expect(idsIn(third.engine)).toEqual([...[1, 2, 3].map(taskId), 'backup']);
    await third.engine.stop();
    third.close();
  });
});
