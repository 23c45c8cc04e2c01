import type { Page } from 'playwright-core';
import { en } from '../../src/shared/messages/en.ts';
import { ask } from '../driving/bridge.ts';
import { keychainEntries, until } from '../driving/evidence.ts';
import { Stop } from '../tools/say.ts';
import type { Stage } from './stage.ts';

/** The way around: one of the views in the navigation. */
export const goTo = async (page: Page, view: string): Promise<void> => {
  const nav = page.getByRole('navigation', { name: en.shell.nav.label });
  await nav.getByRole('button', { name: view }).click();
};

/** The key: forgotten in Settings, entered on the welcome screen, checked, kept. Returns it for the last step. */
export const keyStep = async (stage: Stage): Promise<string> => {
  const page = await stage.page();
  const { demoKey } = (await ask(page, 'app.snapshot')).app;
  if (demoKey === null) throw new Stop('The app says that this is no demo.');
  await stage.step('Key: forget it, enter it again, have it checked and kept', async (evidence) => {
    await goTo(page, en.shell.nav.settings);
    const settings = page.getByRole('region', { name: en.settings.title });
    await settings.getByRole('button', { name: en.settings.key.forget }).click();
    await page.getByRole('dialog').getByRole('button', { name: en.settings.key.forgetSure }).click();
    const welcome = page.getByRole('region', { name: en.welcome.region });
    await welcome.waitFor();
    const before = await keychainEntries(stage.desktop);
    evidence(`forgotten: the keyring holds ${String(before.length)} keys, the app shows its welcome screen`);
    await stage.picture('welcome');
    await welcome.getByRole('button', { name: en.welcome.useDemoKey }).click();
    await welcome.getByRole('button', { name: en.welcome.check }).click();
    const session = await until('the key to be checked and kept', async () => {
      const now = (await ask(page, 'app.snapshot')).session;
      return now.state === 'ready' ? now : null;
    });
    evidence(
      `checked by GET /account/balance; the app says: ${session.where ?? 'nowhere'}, ${session.keychainName}`,
    );
    const entry = (await keychainEntries(stage.desktop)).find((each) => each.secret === demoKey);
    if (entry === undefined) throw new Stop('The key is not in the keyring.');
    evidence(
      `secret-tool finds it in the real gnome-keyring: service "${entry.service}", account "${entry.account}"`,
    );
    await goTo(page, en.shell.nav.settings);
    await settings.getByText(en.settings.key.keychain(session.keychainName)).waitFor();
    await stage.picture('settings');
  });
  return demoKey;
};
