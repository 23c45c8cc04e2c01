import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPlaylistWorld, ids, must } from '../../../tests/fakes/playlist-world.ts';

/** Playlists as a plain array of arrays. */
interface Model {
  name: string;
  id: string;
  entries: { number: number; clip: string }[];
}

const clips = ['a', 'b', 'c', 'd', 'e'];
const pick = fc.nat(1000);
const step = fc.oneof(
  fc.record({ do: fc.constant('create'), list: pick, at: pick, some: fc.array(fc.constantFrom(...clips)) }),
  fc.record({ do: fc.constant('add'), list: pick, at: pick, some: fc.array(fc.constantFrom(...clips)) }),
  fc.record({
    do: fc.constantFrom('take', 'move'),
    list: pick,
    at: pick,
    some: fc.array(pick, { maxLength: 6 }),
  }),
  fc.record({ do: fc.constantFrom('rename', 'remove', 'order', 'undo', 'undo'), list: pick, at: pick, some: fc.constant([]) }), // prettier-ignore
);

const seed = 20261126;

it('do what a plain list would, and undo leads back step by step to where it began', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world = createPlaylistWorld();
      world.save(...clips);
      const { commands } = world;
      let model: Model[] = [];
      const past: { undo: string; model: Model[] }[] = [];
      const now = (): Model[] =>
        world.room.state().lists.map(({ id, name }) => ({
          ...{ id, name },
          entries: world.page(id).entries.map(({ entry, clip }) => ({ number: entry, clip: clip.id })),
        }));
      const become = (undo: string, next: Model[]): void => {
        past.push({ undo, model });
        model = next;
      };

      for (const { do: what, list: which, at, some } of steps) {
        const list = model[which % Math.max(1, model.length)];
        const place = at % ((list?.entries.length ?? 0) + 1);
        const before = list?.entries[place]?.number ?? null;
        const withEntries = (entries: Model['entries']): Model[] =>
          model.map((each) => (each === list ? { ...each, entries } : each));
        if (what === 'undo') {
          const last = past.pop();
          if (last === undefined) continue;
          expect(commands.undoPlaylists(last.undo)).toBe(true);
          model = last.model;
        } else if (what === 'create') {
          const made = must(commands.createPlaylist({ name: `L${at}`, clips: ids(...(some as string[])) }));
          const entries = world.numbers(made.id).map((number, n) => ({ number, clip: String(some[n]) }));
          become(made.undo, [...model, { id: made.id, name: `L${at}`, entries }]);
        } else if (list === undefined) continue;
        else if (what === 'add') {
          const made = must(commands.addToPlaylist(list.id, ids(...(some as string[])), before));
          const known = new Set(list.entries.map(({ number }) => number));
          const fresh = world.numbers(list.id).filter((number) => !known.has(number));
          const more = fresh.map((number, n) => ({ number, clip: String(some[n]) }));
          become(made.undo, withEntries(list.entries.toSpliced(place, 0, ...more)));
        } else if (what === 'rename')
          become(
            must(commands.renamePlaylist(list.id, `R${at}`)).undo,
            model.map((each) => (each === list ? { ...each, name: `R${at}` } : each)),
          );
        else if (what === 'remove')
          become(
            must(commands.removePlaylist(list.id)).undo,
            model.filter((each) => each !== list),
          );
        else if (what === 'order') {
          const rest = model.filter((each) => each !== list);
          const to = at % (rest.length + 1);
          become(
            must(commands.movePlaylist(list.id, rest[to]?.id ?? null)).undo,
            rest.toSpliced(to, 0, list),
          );
        } else {
          const chosen = new Set(
            (some as number[]).map((n) => list.entries[n % Math.max(1, list.entries.length)]),
          );
          const numbers = [...chosen].flatMap((entry) => entry?.number ?? []);
          const rest = list.entries.filter((entry) => !chosen.has(entry));
          if (what === 'take')
            become(must(commands.takeOutOfPlaylist(list.id, numbers)).undo, withEntries(rest));
          else {
            const moved = list.entries.filter((entry) => chosen.has(entry));
            const next = list.entries.slice(place).find((entry) => !chosen.has(entry));
            const to = next === undefined ? rest.length : rest.indexOf(next);
            become(
              must(commands.reorderPlaylist(list.id, numbers, before)).undo,
              withEntries(rest.toSpliced(to, 0, ...moved)),
            );
          }
        }
        expect(now()).toEqual(model);
      }
      for (const { undo, model: was } of past.reverse().slice(0, 50)) {
        commands.undoPlaylists(undo);
        expect(now()).toEqual(was);
      }
    }),
    { seed, numRuns: 150, verbose: true },
  );
}, 60_000);

it('lose and double nothing, in whatever order changes are taken back', () => {
  const change = fc.record({
    take: fc.boolean(),
    some: fc.array(pick, { minLength: 1, maxLength: 5 }),
    at: pick,
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), fc.infiniteStream(pick), (changes, chance) => {
      const world = createPlaylistWorld();
      world.save(...clips);
      const list = world.list('L', ...clips, ...clips, ...clips);
      const all = new Set(world.numbers(list));
      const undos: string[] = [];
      for (const { take, some, at } of changes) {
        const here = world.numbers(list);
        const numbers = [...new Set(some.flatMap((n) => here[n % Math.max(1, here.length)] ?? []))];
        const before = here[at % (here.length + 1)] ?? null;
        const made = take
          ? world.commands.takeOutOfPlaylist(list, numbers)
          : world.commands.reorderPlaylist(list, numbers, before);
        undos.push(must(made).undo);
      }
      while (undos.length > 0) {
        const at = (chance.next().value ?? 0) % undos.length;
        world.commands.undoPlaylists(undos.splice(at, 1)[0] ?? '');
        const here = world.numbers(list);
        expect(new Set(here).size).toBe(here.length);
      }
      expect(new Set(world.numbers(list))).toEqual(all);
    }),
    { seed, numRuns: 100, verbose: true },
  );
}, 60_000);

it('make room where one and the same place is used again and again', () => {
  const world = createPlaylistWorld();
  world.save(...clips);
  const list = world.list('L', 'a', 'b', 'c');
  const expected = world.numbers(list);
  for (let n = 0; n < 300; n += 1) {
    const before = expected[1] ?? null;
    must(world.commands.addToPlaylist(list, ids('d'), before));
    const fresh = world.numbers(list).find((number) => !expected.includes(number)) ?? 0;
    expected.splice(1, 0, fresh);
  }
  expect(world.page(list, 0, 200).entries.map(({ entry }) => entry)).toEqual(expected.slice(0, 200));
  const ranks = world.sql.all('SELECT rank FROM playlist_entries').map((row) => row['rank']);
  expect(new Set(ranks).size).toBe(expected.length);
}, 60_000);
