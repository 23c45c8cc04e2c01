import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { isTerminal } from '../../src/core/tasks/task-record.ts';
import { openHeadless, type Headless } from '../headless/engine.ts';
import { seamNames, withSeams, withSqlSeams, type Seam } from './seams.ts';

/**
 * A process of its own that runs the real engine on a profile and survives nothing: it is killed from outside, or
 * ends itself by SIGKILL at a seam (`--die publish:2:after`). One JSON line on stdout per event; commands come as
 * JSON lines on stdin: {"add": [ids]}, {"backup": true}, {"stop": true}.
 */

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    library: { type: 'string' },
    api: { type: 'string' },
    key: { type: 'string' },
    sqlite: { type: 'string', default: 'node' },
    /** `<seam>:<which one, from 1>:<before|after>` */
    die: { type: 'string' },
    /** A seam to tell of on stdout, for a parent that kills a little later. */
    tell: { type: 'string' },
  },
});

/** Written at once and whole: what the parent reads has happened. */
const tell = (event: string, more: Record<string, unknown> = {}): void => {
  writeSync(1, `${JSON.stringify({ event, ...more })}\n`);
};

const needed = (name: 'profile' | 'library' | 'api' | 'key'): string => {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
};

/** Ends this process at the wanted seam, as if the power went. */
const deadlySeam = (): ((seam: Seam) => void) => {
  const [name, which, when] = (values.die ?? '').split(':');
  if (name !== '' && !seamNames.some((known) => known === name)) throw new Error(`no seam ${name}`);
  let left = Number(which);
  return (seam) => {
    if (seam.name === values.tell && seam.when === 'before') tell('seam', { name: seam.name });
    if (seam.name !== name || seam.when !== when) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
};

process.on('unhandledRejection', (error) => {
  tell('unhandled', { detail: error instanceof Error ? error.stack : String(error) });
  process.exit(70);
});

const open = (): Headless => {
  try {
    const at = deadlySeam();
    return openHeadless({
      profile: needed('profile'),
      libraryFolder: needed('library'),
      apiUrl: needed('api'),
      key: needed('key'),
      sqlite: values.sqlite === 'wasm' ? 'wasm' : 'node',
      pollIntervalS: 1,
      wrap: (ports) => withSeams(ports, at),
      wrapSql: (sql) => withSqlSeams(sql, at),
    });
  } catch (error) {
    tell('no start', { detail: error instanceof Error ? error.stack : String(error) });
    process.exit(71);
  }
};

const { engine, ports, close } = open();
const told = new Set<string>();

const look = (): void => {
  const { tasks, recovery } = engine.state();
  const saved = tasks.flatMap((task) =>
    task.items.filter((item) => item.state === 'saved').map((item) => item.libraryId),
  );
  const fresh = saved.filter((id) => !told.has(id));
  fresh.forEach((id) => told.add(id));
  if (fresh.length > 0) tell('saved', { ids: fresh });
  const open = tasks.filter(
    (task) =>
      !isTerminal(task.status) ||
      task.watch === 'active' ||
      task.items.some((item) => item.state !== 'saved'),
  );
  tell('state', {
    tasks: tasks.length,
    open: open.map((task) => `${task.id} ${task.status} ${task.items.map((item) => item.state).join(',')}`),
    recovery,
  });
};
engine.onChange(look);

createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line) as { add?: string[]; backup?: true; stop?: true };
  if (command.add !== undefined) {
    engine.addTasks(command.add.join('\n'));
    tell('added', { ids: command.add });
  }
  if (command.backup === true) void ports.backups.make().then((made) => tell('backup', { ok: made.ok }));
  if (command.stop === true)
    void close().then(() => {
      tell('stopped');
      process.exit(0);
    });
});

tell('open');
await engine.start();
tell('ready');
look();
