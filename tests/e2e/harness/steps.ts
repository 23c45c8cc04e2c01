import { expect, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { ask } from '../../../scripts/driving/bridge.ts';
import { en } from '../../../src/shared/messages/en.ts';
import { type Task, taskPhase, type TaskPhase } from '../../../src/shared/task.ts';

/** Waits for a condition of the app or the world; the assertion inside says what was missing. */
export const eventually = <T>(check: () => T | Promise<T>, timeout = 20_000): Promise<T> =>
  vi.waitFor(check, { timeout, interval: 50 });

/** One of the views in the navigation. */
export const goTo = async (
  page: Page,
  view: keyof Pick<
    typeof en.shell.nav,
    'library' | 'pairs' | 'tasks' | 'statistics' | 'notices' | 'settings'
  >,
): Promise<void> => {
  const nav = page.getByRole('navigation', { name: en.shell.nav.label });
  // Long work on the library has a button here too, whose name holds the word; a view's name may go on with a number.
  await nav.getByRole('button', { name: new RegExp(`^${en.shell.nav[view]}`) }).click();
};

/** Pastes a key on the welcome screen (or in the key dialog) and has it checked. */
export const enterKey = async (page: Page, key: string): Promise<void> => {
  await page.getByLabel(en.welcome.keyLabel, { exact: true }).fill(key);
  await page.getByRole('button', { name: en.welcome.check }).click();
};

/** Pastes a text into "Add tasks" and adds what was found. */
export const addTasks = async (page: Page, text: string): Promise<void> => {
  await goTo(page, 'tasks');
  await page
    .getByRole('region', { name: en.tasks.title })
    .getByRole('button', { name: en.tasks.add })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: en.tasks.adding.title });
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: /^Add \d/ }).click();
};

export const taskOf = async (page: Page, id: string): Promise<Task> => {
  const found = (await ask(page, 'app.snapshot')).tasks.find((task) => task.id === id);
  if (found === undefined) throw new Error(`task ${id} is not on the list`);
  return found;
};

/** Waits until a task has come so far. */
export const untilPhase = (page: Page, id: string, phase: TaskPhase, timeout = 30_000): Promise<Task> =>
  eventually(async () => {
    const task = await taskOf(page, id);
    expect(taskPhase(task)).toBe(phase);
    return task;
  }, timeout);

/** Waits until the API has answered for a task at least once. */
export const untilAsked = (page: Page, id: string): Promise<Task> =>
  eventually(async () => {
    const task = await taskOf(page, id);
    expect(task.status).not.toBeNull();
    return task;
  });

const slider = (page: Page) =>
  page.getByRole('region', { name: en.player.title }).getByRole('slider', { name: en.player.seek });

/** Seconds into what is playing, as the player shows it. */
export const position = async (page: Page): Promise<number> => Number(await slider(page).inputValue());

/** Plays the first clip of this title from the library and waits until time goes by. */
export const playClip = async (page: Page, title: string): Promise<void> => {
  await goTo(page, 'library');
  await page
    .getByRole('region', { name: en.library.title })
    .getByRole('button', { name: en.library.play(title) })
    .first()
    .click();
  await eventually(async () => expect(await position(page)).toBeGreaterThan(0.2));
};

/** Moves the player to a second, and waits until it plays on from there. */
export const seekTo = async (page: Page, second: number): Promise<void> => {
  await slider(page).fill(second.toFixed(1));
  await eventually(async () => {
    const now = await position(page);
    expect(now).toBeGreaterThan(second);
    expect(now).toBeLessThan(second + 3);
  });
};
