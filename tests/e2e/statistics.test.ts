import { expect } from 'vitest';
import { en } from '../../src/shared/messages/en.ts';
import { eventually, goTo, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';
import { ask } from '../../scripts/driving/bridge.ts';

/** How far the world's clock is behind, in ms: songs of other days are made so. */
let behind = 0;

story(
  'statistics count what was made and what it cost, grow with it, and lead to the clips',
  async ({ launch, simulator }) => {
    const { window: page } = await launch({ env: { SUNOR_API_KEY: simulator.key } });
    const words = en.statistics;
    const room = page.getByRole('region', { name: words.title, exact: true });
    await goTo(page, 'statistics');
    await room.getByText(words.empty.title).waitFor();

    const make = async (
      days: number,
      options: Parameters<typeof simulator.createTask>[0],
      phase: 'saved' | 'failed',
    ) => {
      behind = days * 86_400_000;
      simulator.advance(0);
      const { id } = simulator.createTask({ seconds: 1, ...options });
      behind = 0;
      simulator.advance(0);
      await ask(page, 'tasks.add', { text: id });
      await untilPhase(page, id, phase);
    };
    await make(4, { title: 'Four Days Old' }, 'saved');
    await make(0, { status: 'failure', error: 'No' }, 'failed');
    // It is looked at all the while: nobody has to ask for the new figures.
    const totals = room.getByText(words.totals.credits).locator('xpath=ancestor::dl');
    await eventually(async () => {
      const said = await totals.innerText();
      expect(said).toMatch(/Clips\s+2\s/);
      expect(said).toMatch(/Credits spent\s+10\s+10 given back/);
      expect(said).toMatch(/Tasks\s+2\s+1 finished ·\s*1 failed/);
    });
    await room.getByText(words.span.days).click();
    await room.getByText(/^All of it on \w+, \w+ \d+: 2 clips\.$/).waitFor();

    await make(0, { title: 'Of Today', clips: 1 }, 'saved');
    const columns = room.getByRole('group', { name: words.periods.title.day });
    await eventually(async () =>
      expect(await columns.getByRole('button', { name: /: [12] clips?, / }).count()).toBe(2),
    );
    const old = columns.getByRole('button', { name: /: 2 clips, / });
    // By the keyboard alone: from the last day to the one before, which says its figure, and into the library.
    await columns.getByRole('button').last().focus();
    for (let day = 0; day < 4; day += 1) await page.keyboard.press('ArrowLeft');
    expect(await old.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    const library = page.getByRole('region', { name: en.library.title, exact: true });
    await library.getByText(en.library.found(2, '2'), { exact: true }).waitFor();
    expect(await library.getByRole('searchbox').inputValue()).toMatch(/^on:\d{4}-\d\d-\d\d$/);
    expect(await library.locator('[data-card]').count()).toBe(2);
    expect(await library.getByText('Of Today').count()).toBe(0);

    // As it was left, without a wait.
    await goTo(page, 'statistics');
    await room.getByRole('button', { name: words.asTable(words.periods.title.day) }).click();
    expect(await room.getByRole('table').first().getByRole('row').count()).toBe(31);
  },
  { simulator: { songSeconds: [3, 4], now: () => Date.now() - behind } },
);
