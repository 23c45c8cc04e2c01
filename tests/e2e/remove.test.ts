import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { addTasks, eventually, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const all = { text: '', sort: 'newest', offset: 0, limit: 10 } as const;

story(
  'a removed clip goes to the system’s trash when the time to undo is over, and may come back from it',
  async (world) => {
    const made = world.simulator.createTask({ title: 'Removed Day', seconds: 0, clip: [{}] });
    // The home's own trash takes only what lies on the home's disk.
    const how = { env: { SUNOR_API_KEY: world.simulator.key, HOME: world.folder } };
    const app = await world.launch(how);
    await addTasks(app.window, made.id);
    await untilPhase(app.window, made.id, 'saved');
    const ids = made.clipIds;
    const files = async (): Promise<string[]> =>
      (await readdir(world.library)).filter((name) => !name.startsWith('.')).sort();
    const before = await files();
    expect(before.some((name) => name.endsWith('.mp3'))).toBe(true);

    const { undo } = await ask(app.window, 'library.remove', { clips: { of: 'ids', ids } });
    expect(await ask(app.window, 'library.page', all)).toMatchObject({ total: 0 });
    await ask(app.window, 'library.undo', { undo: undo ?? '' });
    expect(await ask(app.window, 'library.page', all)).toMatchObject({ total: 1 });

    const { undoUntil } = await ask(app.window, 'library.remove', { clips: { of: 'ids', ids } });
    expect(undoUntil).toBeGreaterThan(Date.now() + 5000);
    expect(await files()).toEqual(before);
    await eventually(async () => expect(await files()).toEqual([]), 30_000);
    expect(await ask(app.window, 'library.page', all)).toMatchObject({ total: 0 });
    if (process.platform !== 'linux') return;

    const trash = join(world.desktop.env['XDG_DATA_HOME'] ?? '', 'Trash', 'files');
    expect((await readdir(trash)).sort()).toEqual(before);
    await app.close();
    for (const name of before) await rename(join(trash, name), join(world.library, name));
    const again = await world.launch(how);
    await eventually(async () =>
      expect(await ask(again.window, 'library.page', all)).toMatchObject({ total: 1 }),
    );
  },
);
