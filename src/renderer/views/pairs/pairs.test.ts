import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createPairReplies } from '../../../../tests/fakes/pair-replies.ts';
import { fail, ok } from '../../../shared/problem.ts';
import { matchedFactors } from '../../../shared/sound.ts';
import {
  all,
  four,
  key,
  measured,
  one,
  openPairs as open,
  progress,
  shown,
  table,
  three,
  two,
  untilShown,
  volume,
  words,
} from '../../testing/pairs.ts';
import { t } from '../../ui/text.ts';

describe('the pair table', () => {
  it('lays the newest pair out, says where it stands, and plays with the space bar', async () => {
    const { a, b, player } = await open();
    await untilShown(`${one}*`, two);
    expect(progress()).toContain(words.progress('0', '2'));
    expect(progress()).toContain(words.place('1', '2'));
    await key(' ');
    expect(within(table()).getByRole('button', { name: /^Pause/ })).toBeTruthy();
    expect([a.opened.length, b.opened.length, player.opened.length]).toEqual([1, 1, 0]);
  });

  it('switches at the same second, both equally loud whatever the setting says', async () => {
    const loud: Record<string, number> = { [one]: -8, [two]: -24 };
    const { fake, a, b } = await open({}, (id) => measured(loud[id] ?? -12));
    await untilShown(`${one}*`, two);
    const factors = matchedFactors([measured(-8), measured(-24)]) ?? [];
    await waitFor(() => expect(a.volume()).toBeCloseTo(volume * (factors[0] ?? 0), 5));
    expect(20 * Math.log10((factors[0] ?? 0) / (factors[1] ?? 1))).toBeCloseTo(-16, 5);
    fake.push({ slices: { settings: { ...fake.state().settings, evenLoudness: false } } });
    await key(' ');
    a.moveTo(31);
    b.moveTo(30);
    await key('x');
    await untilShown(one, `${two}*`);
    expect([b.position(), a.volume()]).toEqual([31, 0]);
    expect(b.volume()).toBeCloseTo(volume * (factors[1] ?? 0), 5);
    expect(within(table()).getByText(words.said.heard('B'))).toBeTruthy();
    await key('1');
    await untilShown(`${one}*`, two);
    await key('ArrowRight');
    expect([a.position(), b.position()]).toEqual([36, 36]);
  });

  it('plays as they are, and says so, where one is not measured', async () => {
    const { a } = await open({}, (id) => (id === two ? { state: 'due' } : measured(-8)));
    await waitFor(() => expect(within(table()).getByText(words.unmatched('B'))).toBeTruthy());
    expect(a.volume()).toBe(volume);
  });

  it('goes through an evening by keys alone: keep, bin, favourite, next, and back', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('f');
    await waitFor(() =>
      expect(fake.callsOf('library.say')[0]).toEqual({
        ...{ clips: { of: 'ids', ids: [one] }, saying: { favourite: false } },
      }),
    );
    await key('k');
    await untilShown(one, `${two}*`);
    await key('b');
    await waitFor(() => expect(within(table()).getByText(words.binned)).toBeTruthy());
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [two] } }]);
    expect(progress()).toContain(words.progress('1', '2'));
    expect(within(table()).getByText(words.decided)).toBeTruthy();
    await key('n');
    await untilShown(`${three}*`, four);
    await key('k');
    await untilShown(three, `${four}*`);
    await key('k');
    await waitFor(() => expect(progress()).toContain(words.progress('2', '2')));
    await key('n');
    await waitFor(() => expect(within(table()).getByText(words.through.title)).toBeTruthy());
    await key('u');
    await untilShown(three, `${four}*`);
    expect(progress()).toContain(words.progress('1', '2'));
    await key('p');
    await waitFor(() => expect(shown()).toHaveLength(2));
  });

  it('goes on to the other one although something else changed just then', async () => {
    const kept = new Set<string>();
    const pairs = createPairReplies(all.slice(0, 4), kept);
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    fake.answer('library.say', () => {
      kept.add(one);
      return ok({ changed: 1, undo: 'undo-1' });
    });
    let asked = 0;
    fake.answer('pairs.find', async (input) => {
      const reply = pairs['pairs.find'](input);
      asked += 1;
      const { library } = fake.state();
      if (asked === 1) fake.push({ slices: { library: { ...library, version: library.version + 1 } } });
      // The second question is asked before the first is answered.
      await new Promise((resolve) => setTimeout(resolve, 5));
      return reply;
    });
    await key('k');
    await untilShown(one, `${two}*`);
    expect(asked).toBe(2);
  });

  it('takes a bin back and hears it again, with Ctrl+Z as with U', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('Delete');
    await untilShown(one, `${two}*`);
    await key('z', { ctrlKey: true });
    await untilShown(`${one}*`, two);
    expect(fake.callsOf('library.undo')).toHaveLength(1);
    expect(within(table()).queryByText(words.binned)).toBeNull();
  });

  it('asks for a binned clip from its own side, and leaves it where that is refused', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('b');
    await untilShown(one, `${two}*`);
    fake.answer('library.undo', () => fail('internal'));
    await fireEvent.click(within(table()).getByRole('button', { name: words.bringBack }));
    await waitFor(() => expect(fake.callsOf('library.undo')).toHaveLength(1));
    expect(within(table()).getByText(words.binned)).toBeTruthy();
  });

  it('says when it is too late to take back', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('b');
    await untilShown(one, `${two}*`);
    fake.answer('library.undo', () => ok(0));
    await key('u');
    expect(await screen.findByText(words.tooLate)).toBeTruthy();
  });

  it('pauses the player and is paused by it', async () => {
    const { fake, player } = await open();
    await untilShown(`${one}*`, two);
    fake.push({ slices: { focus: { seq: 1, target: { kind: 'play', id: four } } } });
    await waitFor(() => expect(player.opened).toHaveLength(1));
    const bar = within(screen.getByRole('region', { name: t.player.title }));
    expect(await bar.findByRole('button', { name: t.player.pause })).toBeTruthy();
    await key(' ');
    expect(await bar.findByRole('button', { name: t.player.play })).toBeTruthy();
    await fireEvent.click(bar.getByRole('button', { name: t.player.play }));
    await waitFor(() => expect(within(table()).getByRole('button', { name: /^Play/ })).toBeTruthy());
  });

  it('names a file that cannot be played', async () => {
    const { b } = await open();
    await untilShown(`${one}*`, two);
    b.say.failed('no such file');
    expect(await within(table()).findByText(words.broken)).toBeTruthy();
  });

  it('takes more than two clips: any of them comes to the table by its number', async () => {
    const clips = all.slice(0, 4).map((clip) => ({ ...clip, taskId: 'the same' }));
    const { a } = await open({ clips });
    await untilShown(`${one}*`, two);
    await key('3');
    await untilShown(one, `${three}*`);
    await key('4');
    await untilShown(`${four}*`, three);
    expect(a.opened).toHaveLength(2);
    await key('ArrowDown');
    await untilShown(four, `${one}*`);
    expect(within(table()).getAllByRole('button', { name: /on the table$/ })).toHaveLength(4);
  });

  it('stays where it is when clips come and go', async () => {
    const { fake, a } = await open({ clips: all.slice(0, 4) });
    await untilShown(`${one}*`, two);
    await key('n');
    await untilShown(`${three}*`, four);
    const opened = a.opened.length;
    fake.push({ slices: { library: { ...fake.state().library, version: 99 } } });
    await waitFor(() => expect(fake.callsOf('pairs.find').at(-1)).toMatchObject({ wish: { to: 'task' } }));
    expect([shown(), a.opened.length]).toEqual([[`${three}*`, four], opened]);
  });

  it('is opened from a clip at its task, and leaves keys alone while a dialog is open', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await fireEvent.click(screen.getByRole('button', { name: t.shell.nav.library }));
    const card = await waitFor(() => {
      const found = document.querySelector<HTMLElement>(`[data-card="${four}"]`);
      if (found === null) throw new Error('no card');
      return found;
    });
    await fireEvent.click(card);
    await fireEvent.click(await screen.findByRole('button', { name: words.compare }));
    await untilShown(`${three}*`, four);
    const asked = fake.calls.length;
    const dialog = document.body.appendChild(document.createElement('dialog'));
    await fireEvent.keyDown(dialog, { key: 'b' });
    dialog.remove();
    expect(fake.calls.slice(asked).filter(({ name }) => name === 'library.remove')).toEqual([]);
  });

  it('goes on to the next pair though the library changes while it is on its way', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('n');
    fake.push({ slices: { library: { ...fake.state().library, version: 77 } } });
    await untilShown(`${three}*`, four);
    await waitFor(() => expect(fake.callsOf('pairs.find').at(-1)).toMatchObject({ wish: { to: 'task' } }));
    expect(shown()).toEqual([`${three}*`, four]);
  });

  it('keeps up with keys that come quicker than answers', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    for (const name of ['k', 'k', 'n', 'k', 'b', 'n']) void key(name);
    await waitFor(() => expect(within(table()).getByText(words.through.title)).toBeTruthy());
    expect(fake.callsOf('library.say')).toEqual(
      [one, two, three].map((id) => ({ clips: { of: 'ids', ids: [id] }, saying: { kept: true } })),
    );
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [four] } }]);
  });

  it('says where there is nothing to compare, and why nothing can be told', async () => {
    const { fake } = await open({ clips: all.slice(6, 7) });
    expect(await within(table()).findByText(words.none.title)).toBeTruthy();
    fake.answer('pairs.find', () => fail('internal'));
    fake.push({ slices: { library: { ...fake.state().library, version: 99 } } });
    expect(await within(table()).findByText(words.failed)).toBeTruthy();
  });
});
