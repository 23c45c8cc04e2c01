import { chmod, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { run } from '../../scripts/tools/run.ts';
import { en } from '../../src/shared/messages/en.ts';
import { eventually } from './harness/steps.ts';
import { story } from './harness/story.ts';
import { cliploft, typed } from './harness/typed.ts';
import { theLaunch, type World } from './harness/world.ts';

/** A program that writes down its arguments and ends. */
const writtenDown = async (world: World, name: string): Promise<{ program: string; started: string }> => {
  const [program, started] = [join(world.folder, name), join(world.folder, `${name}.started`)];
  await writeFile(program, `#!/bin/sh\necho "$@" > '${started}'\n`);
  await chmod(program, 0o755);
  return { program, started };
};

story(
  'a command typed in the terminal of another AppImage starts this program and not that one',
  async (world) => {
    const { program, started } = await writtenDown(world, 'Terminal.AppImage');
    const made = world.simulator.createTask({ seconds: 3600 });
    const { command, args, env } = typed(world, ['watch', made.id]);
    const around = { ...env, APPIMAGE: program, APPDIR: '/tmp/.mount_Terminal' };
    expect(await run(command, args, { env: around, limitMs: 40_000 })).toMatchObject({
      ...{ code: 0, stdout: `${en.terminal.added(1, '1')}\n` },
    });
    await expect(readFile(started)).rejects.toThrow('ENOENT');
    expect((await cliploft(world, 'quit')).code).toBe(0);
  },
);

story(
  'the demo is started from the AppImage itself, which is unmounted when this run ends',
  async (world) => {
    const { program, started } = await writtenDown(world, 'Cliploft.AppImage');
    const app = await world.launch({
      env: { APPIMAGE: program, APPDIR: dirname(theLaunch().executable) },
    });
    await app.window.getByRole('button', { name: en.welcome.demo }).click();
    await eventually(async () => expect(await readFile(started, 'utf8')).toContain('--demo'));
    await eventually(() => expect(app.ended()).toBe(true));
  },
);
