import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, eventually, goTo, playClip, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

story('a clip is removed by the keyboard or its menu, and comes back as long as it may', async (world) => {
  const made = world.simulator.createTask({ title: 'Second Thoughts', seconds: 0 });
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await addTasks(page, made.id);
  await untilPhase(page, made.id, 'saved');
  await playClip(page, 'Second Thoughts');
  const clips = async (): Promise<number> => (await ask(page, 'app.snapshot')).library.clips;
  const cards = page.locator('[data-card]');
  await cards.first().focus();
  await page.keyboard.press('Delete');
  await page.getByText(en.library.remove.done(1, '1')).waitFor();
  await eventually(async () => expect(await cards.count()).toBe(1));
  expect(await clips()).toBe(1);
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['card'])).toBe(
    await cards.first().getAttribute('data-card'),
  );
  await page.getByRole('button', { name: en.library.remove.undo }).click();
  await eventually(async () => expect(await cards.count()).toBe(2));

  await cards.last().click({ button: 'right' });
  await page.getByRole('menuitem', { name: en.library.remove.action }).click();
  await eventually(async () => expect(await clips()).toBe(1));
  await page.keyboard.press('Control+z');
  await eventually(async () => expect(await clips()).toBe(2));
});

story('the library is rebuilt from its folder, and says what it found', async (world) => {
  const made = world.simulator.createTask({ title: 'Known Already', seconds: 0 });
  const { window: page } = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await addTasks(page, made.id);
  await untilPhase(page, made.id, 'saved');
  await goTo(page, 'settings');
  await page.getByRole('button', { name: en.settings.care.rebuildButton, exact: true }).click();
  await page.getByText(en.settings.care.rebuiltNothing).waitFor();
  await page.getByText(en.settings.care.known(2, '2')).waitFor();
});
