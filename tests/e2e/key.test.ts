import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { keychainEntries } from '../../scripts/driving/evidence.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, enterKey, eventually, goTo, untilAsked, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

const newKey = 'another-key-9876543210';

story('a refused key pauses everything; a new one makes it go on by itself', async (world) => {
  const { window: page } = await world.launch();
  await enterKey(page, world.simulator.key);
  await page.getByRole('region', { name: en.library.title }).waitFor();
  const made = world.simulator.createTask({ seconds: 3600 });
  await addTasks(page, made.id);
  await untilAsked(page, made.id);

  world.simulator.revokeKey();
  await page.getByRole('alert').getByText(en.welcome.refused.title).waitFor();
  const asked = (): number =>
    world.simulator.requests().filter((request) => request.path.includes(made.id)).length;
  const before = asked();
  world.simulator.allowKey(newKey);
  world.simulator.finish(made.id);
  await page.getByRole('button', { name: en.welcome.refused.action }).first().click();
  expect(asked()).toBe(before);
  await enterKey(page, newKey);
  await untilPhase(page, made.id, 'saved');
  expect((await keychainEntries(world.desktop)).map((entry) => entry.secret)).toEqual([newKey]);
  await page.getByRole('alert').getByText(en.welcome.refused.title).waitFor({ state: 'hidden' });
});

story('a wrong key is not kept, and the screen says what happened', async (world) => {
  const { window: page } = await world.launch();
  await enterKey(page, 'not-the-key');
  await page.getByText(en.problems.codes.unauthorized.title).waitFor();
  expect(await keychainEntries(world.desktop)).toEqual([]);
  await world.simulator.stop();
  await enterKey(page, world.simulator.key);
  await page.getByText(en.problems.codes.offline.title).first().waitFor();
  expect((await ask(page, 'app.snapshot')).session.state).toBe('none');
});

for (const keyring of ['none', 'locked'] as const) {
  story(
    `with ${keyring === 'none' ? 'no keyring at all' : 'a keyring that stays locked'} the app works, with the key in memory, and says so`,
    async (world) => {
      const app = await world.launch();
      const page = app.window;
      await page.getByLabel(en.welcome.keyLabel, { exact: true }).waitFor();
      await enterKey(page, world.simulator.key);
      await eventually(async () => {
        const { session } = await ask(page, 'app.snapshot');
        expect(session).toMatchObject({ state: 'ready', where: 'session' });
      });
      const made = world.simulator.createTask({ seconds: 0 });
      await addTasks(page, made.id);
      await untilPhase(page, made.id, 'saved');
      await goTo(page, 'settings');
      const settings = page.getByRole('region', { name: en.settings.title });
      await settings.getByText(en.settings.key.session).waitFor();
      const { why } = (await ask(page, 'app.snapshot')).session;
      expect(why).toBe(keyring === 'none' ? 'no_keychain' : 'keychain_locked');
      await settings.getByText(en.problems.codes[why ?? 'internal'].title).waitFor();
      await app.close();
      const again = await world.launch();
      await again.window.getByLabel(en.welcome.keyLabel, { exact: true }).waitFor();
    },
    { desktop: { keyring } },
  );
}

story('a key of the environment is used for one run and never stored', async (world) => {
  const first = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await goTo(first.window, 'settings');
  await first.window.getByText(en.settings.key.environment).waitFor();
  await first.close();
  expect(await keychainEntries(world.desktop)).toEqual([]);
  const second = await world.launch();
  await second.window.getByLabel(en.welcome.keyLabel, { exact: true }).waitFor();
});

story('a forgotten key is gone from the keyring; a kept one is there after a restart', async (world) => {
  const first = await world.launch();
  await enterKey(first.window, world.simulator.key);
  await first.window.getByRole('region', { name: en.library.title }).waitFor();
  await first.close();
  const second = await world.launch();
  await second.window.getByRole('region', { name: en.library.title }).waitFor();
  await goTo(second.window, 'settings');
  await second.window.getByRole('button', { name: en.settings.key.forget }).click();
  await second.window.getByRole('dialog').getByRole('button', { name: en.settings.key.forgetSure }).click();
  await second.window.getByLabel(en.welcome.keyLabel, { exact: true }).waitFor();
  expect(await keychainEntries(world.desktop)).toEqual([]);
});
