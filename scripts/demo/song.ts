import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseFile } from 'music-metadata';
import type { ClipDetails } from '../../src/shared/clip.ts';
import { en } from '../../src/shared/messages/en.ts';
import { taskPhase } from '../../src/shared/task.ts';
import { ask } from '../driving/bridge.ts';
import {
  clickNotificationOf,
  notificationsOnScreen,
  shownNotifications,
  until,
} from '../driving/evidence.ts';
import { Stop } from '../tools/say.ts';
import { goTo } from './key.ts';
import { hashOf, type Stage } from './stage.ts';

/** A song is made and watched to its end. Returns the ids of its clips. */
export const watchStep = async (stage: Stage): Promise<string[]> => {
  const page = await stage.page();
  let clips: string[] = [];
  await stage.step('Watch: a song is made, the task card follows it', async (evidence) => {
    await goTo(page, en.shell.nav.tasks);
    const before = new Set((await ask(page, 'app.snapshot')).tasks.map((task) => task.id));
    await page
      .getByRole('region', { name: en.tasks.title })
      .getByRole('button', { name: en.tasks.demoSong })
      .click();
    const seen: string[] = [];
    let taken = false;
    const task = await until(
      'the song to be finished and saved',
      async () => {
        const now = (await ask(page, 'app.snapshot')).tasks.find((task) => !before.has(task.id));
        if (now === undefined) return null;
        const phase = taskPhase(now);
        const step = now.progress === null ? phase : `${phase} ${String(now.progress)} %`;
        if (seen.at(-1) !== step) seen.push(step);
        if (!taken && phase === 'running' && now.progress !== null) {
          taken = true;
          await page.locator(`[data-task="${now.id}"]`).getByRole('progressbar').first().waitFor();
          await stage.picture('watching');
        }
        return phase === 'saved' ? now : null;
      },
      60_000,
    );
    evidence(`task ${task.id} (${task.type ?? '?'}, ${task.model ?? '?'}): ${seen.join(' > ')}`);
    evidence(`"${task.title ?? ''}", ${String(task.credits ?? 0)} credits`);
    await page.locator(`[data-task="${task.id}"][data-phase="saved"]`).waitFor();
    await stage.picture('finished');
    clips = task.items.filter((item) => item.kind === 'clip').map((item) => item.id);
    if (clips.length === 0) throw new Stop('The song has no clips.');
  });
  return clips;
};

const checkFile = async (clip: ClipDetails): Promise<string> => {
  const { size } = await stat(clip.file);
  const hash = await hashOf(clip.file);
  if (size !== clip.bytes || hash !== clip.sha256)
    throw new Stop(`${clip.file} is not what the library says.`);
  const start = (await readFile(clip.file)).subarray(0, 3);
  const { format } = await parseFile(clip.file, { duration: true });
  const heard = format.duration ?? 0;
  if (Math.abs(heard - clip.duration) > 1) throw new Stop(`${clip.file} lasts ${heard.toFixed(1)} s.`);
  const mark = start.toString('latin1') === 'ID3' ? 'ID3' : start.subarray(0, 2).toString('hex');
  const facts = `${String(size)} bytes, starts with ${mark}, ${format.codec ?? '?'}, ${heard.toFixed(2)} s`;
  return `${basename(clip.file)}: ${facts}, sha256 ${hash.slice(0, 16)}...`;
};

/** The clips are ordinary, whole audio files on the disk, and in the library. */
export const savedStep = async (stage: Stage, ids: readonly string[]): Promise<ClipDetails[]> => {
  const page = await stage.page();
  const clips: ClipDetails[] = [];
  await stage.step('Saved: ordinary files, checked on the disk', async (evidence) => {
    for (const id of ids) {
      const clip = await ask(page, 'library.clip', { id });
      if (clip === null) throw new Stop(`Clip ${id} is not in the library.`);
      evidence(await checkFile(clip));
      clips.push(clip);
    }
    await goTo(page, en.shell.nav.library);
    const library = page.getByRole('region', { name: en.library.title });
    for (const clip of clips)
      await library
        .getByRole('button', { name: en.library.play(clip.title) })
        .first()
        .waitFor();
    await stage.picture('library');
  });
  return clips;
};

/** The system's notification came, and its click leads to the clip. */
export const notificationStep = async (stage: Stage, title: string): Promise<void> => {
  const page = await stage.page();
  await stage.step('Notification: through a real notification server', async (evidence) => {
    const summary = en.desktop.notify.finished(title);
    const shown = await until('the notification', async () =>
      (await shownNotifications(stage.desktop)).findLast((each) => each.summary === summary),
    );
    const count = await notificationsOnScreen(stage.desktop);
    evidence(`dunst shows ${String(count)}, among them: ${shown.app}: ${shown.summary} ${shown.body}`);
    await clickNotificationOf(stage.desktop, summary);
    const details = page.getByRole('complementary', { name: en.library.details.label });
    await details.getByRole('heading', { name: title }).waitFor();
    evidence('its click opened that clip in the library');
    await stage.picture('clip');
  });
};
