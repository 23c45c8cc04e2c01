import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/database/open.ts';
import { createFakeLog } from '../fakes/log.ts';
import { engines } from './engines.ts';

/**
 * Run by refusals.test.ts: opens the database of a folder of user data and says `opened`, or why not. With `hold` as
 * engine, it is another program that holds the file until its input ends.
 */
const [engine, userData = ''] = process.argv.slice(2);
if (engine === 'hold') {
  const db = new DatabaseSync(join(userData, 'library.db'));
  db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  process.stdout.write('held');
  process.stdin.resume().once('end', () => db.close());
} else {
  const open = engines.find(([name]) => name === engine)?.[1];
  if (open === undefined) throw new Error('which engine?');
  const opened = openDatabase({ userData, now: Date.UTC(2026, 10, 23), log: createFakeLog(), open });
  if (opened.ok) opened.value.sql.close();
  process.stdout.write(opened.ok ? 'opened' : opened.why);
}
