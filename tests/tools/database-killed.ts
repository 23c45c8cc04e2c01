import { writeSync } from 'node:fs';
import { engines } from './engines.ts';
import { createFakeLog } from '../fakes/log.ts';
import { openDatabase } from '../../src/main/database/open.ts';

/** Run by src/main/database/open.test.ts: opens the database, commits tasks, then dies in the middle of one more commit. */
const [engine, userData = ''] = process.argv.slice(2);
const open = engines.find(([name]) => name === engine)?.[1];
if (open === undefined) throw new Error('which engine?');
const opened = openDatabase({ userData, now: Date.UTC(2026, 10, 23), log: createFakeLog(), open });
if (!opened.ok) throw opened.error;
const { sql } = opened.value;
const add = "INSERT INTO tasks (id, added_at, watch) VALUES (?, 1, 'active')";
for (let n = 0; n < 20; n += 1) sql.run(add, [`kept-${n}`]);
// So little memory that pages are written out before the commit.
sql.exec('PRAGMA cache_size = 2; PRAGMA cache_spill = 1');
sql.transaction(() => {
  for (let n = 0; n < 5000; n += 1) sql.run(add, [`lost-${n}`]);
  writeSync(1, 'within');
  process.kill(process.pid, 'SIGKILL');
});
