import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { eventually, goTo, taskOf, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import { refuseWrites } from '../tools/read-only.ts';
import { cliploft, status, typed, withoutDisplay } from './harness/typed.ts';

const words = en.terminal;

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

story('a file on standard input is read to its end, however slowly it comes', async (world) => {
  const made = [1, 2].map((n) => world.simulator.createTask({ title: `Piped ${n}`, seconds: 600 }));
  await world.launchHidden({ env: { SUNOR_API_KEY: world.simulator.key } });
  await eventually(async () => expect((await withoutDisplay(world, 'status')).code).toBe(0));
  const { command, args, env } = typed(world, ['add-file', '-']);
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const end = once(child, 'exit');
  let stdout = '';
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  const text = made.map(({ id }) => `{"code":202,"data":{"task_id":"${id}"}}`).join('\n');
  // More than any pipe holds: once it is through, the command reads. The rest comes later, cut within an id.
  const first = `${' '.repeat(1_000_000)}${text.slice(0, -20)}`;
  await new Promise((resolve) => child.stdin.write(first, resolve));
  expect(child.exitCode).toBeNull();
  child.stdin.end(text.slice(-20));
  expect(await end).toEqual([0, null]);
  expect(stdout).toBe(`${words.added(2, '2')}\n`);
  expect((await status(world)).tasks.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
  expect(await withoutDisplay(world, 'add-file', '-')).toMatchObject({
    ...{ code: 1, stdout: '', stderr: expect.stringContaining(words.noneFound) as string },
  });
});

story('a reader that is gone is no fault, and a disk that is full is one', async (world) => {
  await world.launchHidden({ env: { SUNOR_API_KEY: world.simulator.key } });
  await eventually(async () => expect((await withoutDisplay(world, 'status')).code).toBe(0));
  for (const asked of [['status'], ['status', '--json'], ['--help']]) {
    const { command, args, env } = typed(world, asked);
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
    // Before the command has written anything, as with `| head -c 0`.
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr).not.toMatch(/EPIPE|Error|\n\s+at /);
  }
  if (!existsSync('/dev/full')) return;
  const full = await open('/dev/full', 'w');
  const { command, args, env } = typed(world, ['status']);
  const child = spawn(command, args, { env, stdio: ['ignore', full.fd, 'pipe'] });
  let stderr = '';
  child.stderr?.on('data', (piece: Buffer) => (stderr += piece.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(stderr).toContain(words.unwritten('ENOSPC'));
  await full.close();
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

story('the switch says so where the system takes no entry, and does not pretend', async (world) => {
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const folder = join(world.desktop.env['XDG_CONFIG_HOME'] ?? '', 'autostart');
  const allow = refuseWrites(folder);
  try {
    await goTo(page, 'settings');
    const toggle = page.getByRole('switch', { name: en.settings.starting.atLogin });
    await toggle.click();
    await page.getByText(en.problems.codes.autostart_denied.title).waitFor();
    await eventually(async () => expect(await toggle.isChecked()).toBe(false));
    expect((await ask(page, 'app.snapshot')).settings.startAtLogin).toBe(false);
    await page.reload();
    await goTo(page, 'settings');
    expect(await toggle.isChecked()).toBe(false);
    expect(await world.log()).toContain('command failed');
  } finally {
    allow();
  }
  // Once it is taken, it is on.
  await page.getByRole('switch', { name: en.settings.starting.atLogin }).click();
  await eventually(async () => expect(await readdir(folder)).toHaveLength(1));
  expect((await ask(page, 'app.snapshot')).settings.startAtLogin).toBe(true);
});
