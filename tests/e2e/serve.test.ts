import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { en } from '../../src/shared/messages/en.ts';
import { eventually, taskOf, untilAsked, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import { cliploft, status, typed, withoutDisplay } from './harness/typed.ts';
import type { World } from './harness/world.ts';

const words = en.terminal;

interface Served {
  child: ChildProcess;
  /** Exit code and signal. */
  end: Promise<unknown[]>;
  /** The kinds of events so far. */
  events(): string[];
  written(): string;
}

/** `cliploft serve --json` in a process group of its own, as a shell starts it; it is gone when `body` ends. */
const serving = async (
  world: World,
  ids: readonly string[],
  body: (served: Served) => Promise<void>,
): Promise<void> => {
  const { command, args, env } = typed(world, ['serve', '--json', ...ids]);
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let written = '';
  child.stdout.on('data', (piece: Buffer) => (written += piece.toString()));
  const events = (): string[] =>
    written
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { event: string }).event);
  try {
    await body({ child, end: once(child, 'exit'), events, written: () => written });
  } finally {
    child.kill('SIGKILL');
  }
};

const saved = (served: Served): Promise<void> =>
  eventually(() => expect(served.written()).toMatch(/"event":"task".*"phase":"saved"/));

/** As it should have ended: its last words said and logged, its socket gone. */
const endedCleanly = async (world: World, { end, events }: Served): Promise<void> => {
  expect(await end).toEqual([0, null]);
  await eventually(() => expect([events()[0], events().at(-1)]).toEqual(['started', 'ended']));
  expect(await world.log()).toContain('"ended"');
  expect(await readdir(world.userData)).not.toContain('control.sock');
};

story('serve saves without a window and ends cleanly when told to', async (world) => {
  const made = world.simulator.createTask({ title: 'Served', seconds: 0 });
  expect((await withoutDisplay(world, 'serve')).stderr).toContain(words.serve.noDisplay);
  await serving(world, [made.id], async (served) => {
    await saved(served);
    expect((await readdir(world.library)).filter((name) => name.endsWith('.mp3'))).toHaveLength(2);
    expect((await status(world)).mode).toBe('serve');
    expect((await cliploft(world, 'open')).stderr).toContain(words.refused.serving);
    served.child.kill('SIGTERM');
    await endedCleanly(world, served);
  });
});

story('Ctrl+C ends serve as cleanly, whatever is under way, and nothing is lost', async (world) => {
  const made = world.simulator.createTask({ title: 'Interrupted', seconds: 600 });
  await serving(world, [made.id], async (served) => {
    await eventually(() => expect(served.written()).toMatch(/"phase":"(waiting|running)"/));
    // A terminal sends it to all processes of the group.
    process.kill(-(served.child.pid ?? NaN), 'SIGINT');
    await endedCleanly(world, served);
  });
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  expect((await untilAsked(page, made.id)).watch).toBe('active');
});

story('a second serve says that one runs, fails, and takes nothing from it', async (world) => {
  const [first, second] = [1, 2].map((n) => world.simulator.createTask({ title: `Song ${n}`, seconds: 0 }));
  if (first === undefined || second === undefined) throw new Error('no tasks');
  const refused = { code: 1, stdout: '', stderr: expect.stringContaining(words.serve.running) as string };

  await serving(world, [first.id], async (served) => {
    await saved(served);
    expect(await cliploft(world, 'serve', second.id)).toMatchObject(refused);
    const after = await status(world);
    expect([after.pid, after.mode, after.tasks.map(({ id }) => id)]).toEqual([
      ...[served.child.pid, 'serve', [first.id]],
    ]);
    served.child.kill('SIGTERM');
    await endedCleanly(world, served);
  });

  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  expect(await cliploft(world, 'serve', '--json', second.id)).toMatchObject(refused);
  expect((await status(world)).mode).toBe('app');
  // What it names does what it says.
  expect((await cliploft(world, 'watch', second.id)).stdout).toBe(`${words.added(1, '1')}\n`);
  await untilPhase(page, second.id, 'saved');
  expect((await taskOf(page, first.id)).items.map(({ state }) => state)).toEqual(['saved', 'saved']);
});

story('serve goes on when nobody reads what it says', async (world) => {
  const made = world.simulator.createTask({ title: 'Unread', seconds: 0 });
  await serving(world, [], async (served) => {
    await eventually(() => expect(served.events()).toContain('started'));
    served.child.stdout?.destroy();
    expect((await cliploft(world, 'watch', made.id)).code).toBe(0);
    await eventually(async () => expect((await status(world)).tasks[0]?.phase).toBe('saved'));
    served.child.kill('SIGTERM');
    expect(await served.end).toEqual([0, null]);
  });
  const log = await world.log();
  expect(log.match(/"output ends"/g)).toHaveLength(1);
  expect(log).not.toContain('"uncaught"');
});

/** Of the program that runs in a terminal of `script`: its process is the last of the line. */
const childOf = async (pid: number): Promise<number> =>
  Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').at(-1));

story(
  'serve outlives its terminal where it was taken from it, as by nohup, and ends with it elsewhere',
  async (world) => {
    await serving(world, [], async (served) => {
      await eventually(() => expect(served.events()).toContain('started'));
      served.child.kill('SIGHUP');
      await eventually(async () => expect(await world.log()).toContain('terminal gone'));
      expect((await status(world)).pid).toBe(served.child.pid);
      served.child.kill('SIGTERM');
      await endedCleanly(world, served);
    });

    const { command, args, env } = typed(world, ['serve']);
    const line = [command, ...args].map((word) => `'${word}'`).join(' ');
    const terminal = spawn('script', ['-qfc', `exec ${line}`, '/dev/null'], {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    try {
      await eventually(async () => expect((await status(world)).mode).toBe('serve'));
      expect((await status(world)).pid).toBe(await childOf(terminal.pid ?? NaN));
      terminal.kill('SIGKILL');
      await eventually(async () => expect((await withoutDisplay(world, 'status')).code).toBe(3));
    } finally {
      terminal.kill('SIGKILL');
    }
  },
);
