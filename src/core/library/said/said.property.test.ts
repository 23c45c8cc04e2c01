import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSaidWorld } from '../../../../tests/fakes/said-world.ts';
import type { Saying } from '../../../shared/clip-set.ts';

const seed = 20261126;
const clips = Array.from({ length: 6 }, (_, n) => `c${n}`);

const saying = fc.record<Saying>(
  {
    favourite: fc.boolean(),
    kept: fc.boolean(),
    rating: fc.integer({ min: 0, max: 5 }),
    title: fc.constantFrom(null, 'Mine', '\u65e5\u672c'),
    notes: fc.string({ unit: 'binary', maxLength: 20 }),
    addTags: fc.subarray(['one', 'two', 'Three']),
    removeTags: fc.subarray(['one', 'TWO', 'three']),
  },
  { requiredKeys: [] },
);

it('whatever was said, undone and waited for, the folder alone brings it back', async () => {
  const step = fc.record({
    who: fc.nat(1),
    ids: fc.subarray(clips),
    saying,
    undo: fc.boolean(),
    waitMs: fc.constantFrom(1, 2000, 5000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const one = createSaidWorld();
      const { clock, files } = one;
      const two = createSaidWorld({ clock, files, profileId: 'cafecafe' });
      for (const each of [one, two]) each.save(...clips);
      for (const { who, ids, saying: what, undo, waitMs } of steps) {
        const world = who === 0 ? one : two;
        const said = await world.say(ids, what);
        if (undo && said.undo !== null) await world.undoing.undo(said.undo);
        await clock.advance(waitMs);
      }
      await one.keeper.stop();
      await two.keeper.stop();
      for (const each of [one, two]) await each.takeUp();
      const fresh = createSaidWorld({ clock, files, profileId: '12345678' });
      fresh.save(...clips);
      expect((await fresh.takeUp()).unread).toEqual([]);
      expect(fresh.all()).toEqual(one.all());
      expect(fresh.all()).toEqual(two.all());
    }),
    { seed, numRuns: 60, verbose: true },
  );
}, 60_000);
