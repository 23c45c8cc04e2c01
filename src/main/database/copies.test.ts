import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../tests/tools/engines.ts';
import { addTask, createUserData, day, idsOf, now, overwrite } from '../../../tests/tools/user-data.ts';
import { backupName } from './backup-names.ts';

/** Reading it is an I/O error, as on a disk with a bad sector. */
const unreadable = '/proc/self/mem';

describe.each(engines)('backups in the way, with %s', (_engine, open) => {
  let at: ReturnType<typeof createUserData>;
  let newest: string;
  beforeEach(() => {
    at = createUserData(open);
    at.make();
    at.makeBackup(2 * day, 'sound');
    newest = join(at.userData, 'backups', backupName(now - day));
    overwrite(at.file, 0, 8192);
  });
  afterEach(() => at.remove());

  const passedOver: [string, () => void][] = [
    ['a folder', () => void mkdirSync(newest)],
    ['a link that leads nowhere', () => symlinkSync(join(at.userData, 'nowhere'), newest)],
    ['no database', () => truncateSync(at.makeBackup(day, 'cut'), 5000)],
    ['one that its header makes read-only', () => overwrite(at.makeBackup(day, 'odd'), 18, 1)],
    [
      'one with bytes where a text should be',
      () => {
        const sql = open(at.makeBackup(day, 'odd'));
        sql.run("UPDATE tasks SET title = x'00ff'");
        sql.close();
      },
    ],
  ];
  if (existsSync(unreadable))
    passedOver.push(['one that the disk does not read', () => symlinkSync(unreadable, newest)]);

  it.each(passedOver)('takes the sound one behind %s, and says so in the log', (_what, put) => {
    put();
    const { sql, recovery } = at.opened();
    expect([recovery?.backupAt, idsOf(sql)]).toEqual([now - 2 * day, ['sound']]);
    expect(at.log.lines.filter(({ event }) => event === 'backup passed over')).toMatchObject([
      { fields: { backup: backupName(now - day), fault: expect.stringMatching(/./) as string } },
    ]);
    sql.close();
  });

  it('restores from a backup that may only be read to a file that may be written', () => {
    chmodSync(at.makeBackup(day, 'read only'), 0o444);
    const { sql } = at.opened();
    addTask(sql, 'written');
    expect(idsOf(sql)).toEqual(['read only', 'written']);
    expect(statSync(at.file).mode & 0o200).toBe(0o200);
    sql.close();
  });
});
