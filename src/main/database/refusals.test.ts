import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../tests/tools/engines.ts';
import { smallDisk } from '../../../tests/tools/small-disk.ts';
import { createUserData, idsOf, now, overwrite } from '../../../tests/tools/user-data.ts';

const script = join(import.meta.dirname, '../../../tests/tools/database-opened.ts');

/** What opening says in a process of its own: `opened`, or why not. Somebody without special rights when we are root. */
const openElsewhere = async (engine: string, userData: string, asNobody: boolean): Promise<string> => {
  const child = spawn(process.execPath, ['--no-warnings', script, engine, userData], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(asNobody && process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  child.stdin.end();
  await once(child, 'close');
  return said;
};

describe.each(engines)('with %s', (engine, open) => {
  it('takes a database that another program holds for no damage', async () => {
    const at = createUserData(open);
    at.make();
    at.crashed();
    at.makeBackup(1, 'backup');
    const before = readFileSync(at.file);
    const holder = spawn(
      process.execPath,
      ['--no-warnings', script, 'hold', at.userData],
      { stdio: ['pipe', 'pipe', 'inherit'] }, // prettier-ignore
    );
    await once(holder.stdout, 'data');
    const why = at.refused();
    holder.stdin.end();
    await once(holder, 'close');
    // The engine in WebAssembly knows of no other program's locks, only of its own kind's.
    if (engine === 'node:sqlite') {
      expect([why, at.names()]).toEqual(['locked', ['backups', 'library.db', 'library.db.open']]);
      expect(readFileSync(at.file)).toEqual(before);
    } else {
      expect(why).toBe('it was opened');
    }
    const { sql, recovery } = at.opened();
    expect([recovery, idsOf(sql).length]).toEqual([null, 200]);
    sql.close();
    at.remove();
  }, 20_000);

  it.each<[string, (at: ReturnType<typeof createUserData>) => void]>([
    ['the file may only be read', ({ file }) => chmodSync(file, 0o444)],
    ['the file may not even be read', ({ file }) => chmodSync(file, 0)],
    ['the folder may not be written', ({ userData }) => chmodSync(userData, 0o555)],
  ])(
    'sets nothing aside because %s',
    async (_what, deny) => {
      const at = createUserData(open);
      at.make();
      if (process.getuid?.() === 0) {
        chownSync(at.file, 65534, 65534);
        chownSync(at.userData, 65534, 65534);
      }
      deny(at);
      expect(await openElsewhere(engine, at.userData, true)).toBe('denied');
      chmodSync(at.userData, 0o755);
      chmodSync(at.file, 0o644);
      expect([await openElsewhere(engine, at.userData, true), at.names()]).toEqual([
        'opened',
        ['library.db'],
      ]);
      at.remove();
    },
    20_000,
  );

  it('passes over a backup that may not be read, for the sound one behind it', async () => {
    const at = createUserData(open);
    at.make();
    chmodSync(at.makeBackup(2, 'sound'), 0o644);
    chmodSync(at.makeBackup(1, 'denied'), 0);
    overwrite(at.file, 0, 8192);
    if (process.getuid?.() === 0) {
      chownSync(at.file, 65534, 65534);
      chownSync(at.userData, 65534, 65534);
    }
    expect(await openElsewhere(engine, at.userData, true)).toBe('opened');
    const { sql, recovery } = at.opened();
    expect([recovery?.backupAt, idsOf(sql)]).toEqual([now - 2, ['sound']]);
    sql.close();
    at.remove();
  }, 20_000);

  it('sets a damaged file aside only when there is room for what takes its place', () => {
    const root = mkdtempSync(join(tmpdir(), 'cliploft-full-'));
    const disk = smallDisk(join(root, 'disk'), 2048);
    const where = disk?.path ?? join(root, 'folder');
    if (disk === null) mkdirSync(where);
    const at = createUserData(open, where);
    at.make();
    at.makeBackup(1, 'backup');
    overwrite(at.file, 0, 8192);
    const room = disk?.fill();
    if (disk !== null) {
      expect(at.refused()).toBe('full');
      expect(at.names().filter((name) => name.includes('damaged'))).toEqual([]);
    }
    room?.free();
    const { sql, recovery } = at.opened();
    expect([recovery?.backupAt, idsOf(sql)]).toEqual([expect.any(Number), ['backup']]);
    sql.close();
    disk?.remove();
    rmSync(root, { recursive: true });
  });

  it('migrates only when there is room for a backup before it', () => {
    const root = mkdtempSync(join(tmpdir(), 'cliploft-full-'));
    const disk = smallDisk(join(root, 'disk'), 1024);
    const where = disk?.path ?? join(root, 'folder');
    if (disk === null) mkdirSync(where);
    const at = createUserData(open, where);
    const old = join(import.meta.dirname, '../../../tests/fixtures/databases/v1.db');
    copyFileSync(old, at.file);
    const room = disk?.fill();
    if (disk !== null) {
      expect(at.refused()).toBe('full');
      expect(readFileSync(at.file).subarray(100)).toEqual(readFileSync(old).subarray(100));
    }
    room?.free();
    const { sql } = at.opened();
    expect([idsOf(sql).length, readdirSync(join(where, 'backups')).length]).toEqual([5, 1]);
    sql.close();
    disk?.remove();
    rmSync(root, { recursive: true });
  });
});
