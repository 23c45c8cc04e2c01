import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import type { Launch } from '../../scripts/prepare.ts';
import { run, type RunResult } from '../../scripts/tools/run.ts';
import { statusSchema, type Status } from '../../src/main/control/protocol.ts';
import { en } from '../../src/shared/messages/en.ts';
import { eventually, goTo, taskOf, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import type { World } from './harness/world.ts';

const words = en.terminal;

/** What a user types after `cliploft`, as a program and its arguments; with the world's profile and simulator. */
const typed = (world: World, args: readonly string[]) => {
  const launch = JSON.parse(process.env['CLIPLOFT_LAUNCH'] ?? '') as Launch;
  return {
    command: launch.executable,
    args: [...launch.args, `--user-data-dir=${world.userData}`, `--library-dir=${world.library}`, ...args],
    env: {
      ...world.desktop.env,
      SUNOR_API_URL: world.simulator.apiUrl,
      SUNOR_API_KEY: world.simulator.key,
    } as NodeJS.ProcessEnv,
  };
};

const cliploft = (world: World, ...args: string[]): Promise<RunResult> => {
  const { command, args: all, env } = typed(world, args);
  return run(command, all, { env, limitMs: 40_000 });
};
/** Commands need no display, and must not come to need one. */
const withoutDisplay = (world: World, ...args: string[]): Promise<RunResult> => {
  const { command, args: all, env } = typed(world, args);
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = env;
  return run(command, all, { env: rest, limitMs: 40_000 });
};
const status = async (world: World): Promise<Status> => {
  const { code, stdout } = await withoutDisplay(world, 'status', '--json');
  expect(code).toBe(0);
  return v.parse(statusSchema, JSON.parse(stdout));
};

story('commands reach the one that runs, tell how it went, and need no display', async (world) => {
  const { simulator } = world;
  const first = simulator.createTask({ title: 'Typed', seconds: 0 });
  const linked = simulator.createTask({ title: 'Linked', seconds: 0 });
  const filed = simulator.createTask({ title: 'Filed', seconds: 0 });

  expect(await withoutDisplay(world, 'status')).toMatchObject({ code: 3, stdout: '' });
  expect((await withoutDisplay(world, 'wahtch')).code).toBe(2);
  const app = await world.launch({ env: { SUNOR_API_KEY: simulator.key } });
  const child = app.app.process();
  expect((await stat(join(world.userData, 'control.sock'))).mode & 0o777).toBe(0o600);

  const watched = await withoutDisplay(world, 'watch', first.id);
  expect(watched).toMatchObject({ code: 0, stdout: `${words.added(1, '1')}\n` });
  await untilPhase(app.window, first.id, 'saved');
  expect((await withoutDisplay(world, 'watch', first.id)).stdout).toBe(`${words.known(1, '1')}\n`);
  const told = await status(world);
  expect(told).toMatchObject({ mode: 'app', key: 'ready', library: { clips: 2 } });
  expect(told.tasks).toMatchObject([{ id: first.id, title: 'Typed', phase: 'saved', status: 'success' }]);

  expect((await cliploft(world, `cliploft://task/${linked.id}`)).code).toBe(0);
  await untilPhase(app.window, linked.id, 'saved');
  await eventually(() => app.window.getByRole('region', { name: en.tasks.title }).waitFor());
  expect((await cliploft(world, 'cliploft://clip/no-such-clip')).stderr).toContain(
    words.refused.unknown_clip,
  );
  expect((await cliploft(world, `cliploft://forget/${linked.id}`)).code).toBe(2);
  await eventually(async () => expect(await world.log()).toContain('link refused'));
  expect((await taskOf(app.window, linked.id)).id).toBe(linked.id);

  const file = join(world.folder, 'responses.json');
  await writeFile(file, `[{"code":202,"data":{"task_id":"${filed.id}"}}]`);
  expect((await withoutDisplay(world, 'add-file', file)).code).toBe(0);
  await untilPhase(app.window, filed.id, 'saved');
  expect((await withoutDisplay(world, 'add-file', join(world.folder, 'none.json'))).code).toBe(1);

  expect((await withoutDisplay(world, 'quit')).code).toBe(0);
  await eventually(() => expect(app.ended()).toBe(true));
  expect(child.exitCode).toBe(0);
  expect((await withoutDisplay(world, 'quit')).code).toBe(3);
});

story('a command starts the app where none runs, without a window, and comes back', async (world) => {
  const made = world.simulator.createTask({ title: 'From Nothing', seconds: 0 });
  // Were its output still open, in the hands of the app that goes on, this would take until the limit.
  expect(await cliploft(world, 'watch', made.id)).toMatchObject({
    ...{ code: 0, timedOut: false },
    stdout: `${words.added(1, '1')}\n`,
  });
  await eventually(async () => expect((await status(world)).tasks[0]?.phase).toBe('saved'));
  expect((await cliploft(world, 'quit')).code).toBe(0);
});

story('serve saves without a window and ends cleanly when told to', async (world) => {
  const made = world.simulator.createTask({ title: 'Served', seconds: 0 });
  expect((await withoutDisplay(world, 'serve')).stderr).toContain(words.serve.noDisplay);
  const { command, args, env } = typed(world, ['serve', '--json', made.id]);
  const serving = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const end = once(serving, 'exit');
  let written = '';
  serving.stdout.on('data', (piece: Buffer) => (written += piece.toString()));
  try {
    await eventually(() => expect(written).toMatch(/"event":"task".*"phase":"saved"/));
    expect((await readdir(world.library)).filter((name) => name.endsWith('.mp3'))).toHaveLength(2);
    expect((await status(world)).mode).toBe('serve');
    expect((await cliploft(world, 'open')).stderr).toContain(words.refused.serving);
    expect((await cliploft(world, 'serve')).stderr).toContain(words.serve.running);
    serving.kill('SIGTERM');
    expect(await end).toEqual([0, null]);
  } finally {
    serving.kill('SIGKILL');
  }
  const events = written
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect([events[0], events.at(-1)]).toEqual(['started', 'ended']);
  expect(await world.log()).toContain('"ended"');
  expect(await readdir(world.userData)).not.toContain('control.sock');
});

story('the switch writes what the desktop starts at login, and shows what the system says', async (world) => {
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const folder = join(world.desktop.env['XDG_CONFIG_HOME'] ?? '', 'autostart');
  await goTo(page, 'settings');
  const toggle = page.getByRole('switch', { name: en.settings.starting.atLogin });
  expect(await toggle.isChecked()).toBe(false);
  await toggle.click();
  const name = await eventually(async () => {
    const names = await readdir(folder);
    expect(names).toEqual([expect.stringMatching(/^cliploft-[0-9a-f]{8}\.desktop$/)]);
    return names[0] ?? '';
  });
  const entry = await readFile(join(folder, name), 'utf8');
  expect(entry).toMatch(/^Exec=.*--hidden$/m);
  expect(entry).toContain(`--user-data-dir=${world.userData}`);
  expect(await readFile(join(world.userData, 'settings.json'), 'utf8').catch(() => '')).not.toContain(
    'AtLogin',
  );
  // Switched off in the desktop's own settings.
  await writeFile(join(folder, name), `${entry}Hidden=true\n`);
  await page.reload();
  await eventually(async () => expect((await ask(page, 'app.snapshot')).settings.startAtLogin).toBe(false));
  await goTo(page, 'settings');
  expect(await toggle.isChecked()).toBe(false);
  await toggle.click();
  await eventually(async () => expect((await ask(page, 'app.snapshot')).settings.startAtLogin).toBe(true));
  await toggle.click();
  await eventually(async () => expect(await readdir(folder)).toEqual([]));
});
