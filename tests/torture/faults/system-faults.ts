import { hourMs, unless, type Fault } from './fault.ts';
import type { FaultWorld } from './world.ts';

const dayMs = 24 * hourMs;
const faults = 'src/core/engine.faults.test.ts';
const links = 'src/core/engine.links.test.ts';
const engine = 'src/core/engine.test.ts';
const secrets = 'tests/ports/secrets.test.ts';

const clock = (
  name: string,
  when: 'before' | 'saving',
  by: string[],
  turn: (world: FaultWorld) => void,
): Fault => ({
  ...{
    name,
    room: 'clock and sleep',
    sees: 'nothing: it is saved as any other',
    by,
    shows: [],
    ends: 'saved',
  },
  ...{ next: 'what was planned by another clock is due now', when, begin: turn },
  happened: (world) => unless(world.turns() > 0, 'the clock went on as ever'),
});

const asleep = (world: FaultWorld): void => {
  world.clock.sleep(8 * hourMs);
  world.online.wake();
};

/** The key is kept for this session alone, and it says why. */
const sessionOnly =
  (why: string) =>
  (world: FaultWorld): string | null => {
    const session = world.app?.engine.state().session;
    return unless(
      session?.where === 'session' && session.why === why,
      `the key is ${JSON.stringify(session)}`,
    );
  };

/** The key is in the keychain, which gives nothing and takes nothing; after a while the user enters the key. */
const keychain = (name: string, code: 'no_keychain' | 'keychain_locked', sees: string): Fault => ({
  ...{ name, room: 'key', sees, next: 'asks for the key; it is kept for this session only, and says so' },
  ...{ by: [engine, secrets], shows: ['key none', code], ends: 'saved' },
  begin(world) {
    world.keyIn = 'keychain';
    world.secrets.setFail(code);
  },
  lift: (world) => world.enterKey(),
  holds: sessionOnly(code),
});

export const systemFaults: readonly Fault[] = [
  {
    ...clock('set forward by a month', 'before', [links], (world) => {
      world.clock.after(15_000, () => world.clock.jump(30 * dayMs));
    }),
    // By that clock the links ran out: what was not saved by then is tried again when the user says so.
    lift(world) {
      world.clock.jump(-30 * dayMs);
      const items = world.app?.engine.state().tasks.flatMap((task) => task.items) ?? [];
      world.app?.engine.retryItems(
        items.filter((item) => item.state === 'impossible').map((item) => item.id),
      );
    },
  },
  clock('set back by a year', 'before', [faults], (world) => {
    world.clock.after(10_000, () => world.clock.jump(-365 * dayMs));
  }),
  clock('set forward and back while saving', 'saving', [faults, links], (world) => {
    world.clock.jump(5 * hourMs);
    world.clock.after(1, () => world.clock.jump(-9 * hourMs));
  }),
  clock('sleep for eight hours while watching', 'before', [engine], (world) => {
    world.clock.after(8000, () => asleep(world));
  }),
  {
    ...clock(
      'sleep for eight hours while saving',
      'saving',
      [engine, 'src/core/saving/download.test.ts'],
      (world) => {
        world.setFault({ on: 'audio', cutAfter: 4000, bytesPerSecond: 40_000, times: 2 });
        asleep(world);
      },
    ),
    ...{ sees: 'the clip is not saved yet: the connection broke', shows: ['offline'] },
  },
  keychain('keychain locked', 'keychain_locked', 'the keychain is locked, there is no key yet'),
  keychain('keychain gone', 'no_keychain', 'there is no keychain, there is no key yet'),
  {
    ...{ name: 'keychain refuses to keep the key', room: 'key', ends: 'saved', by: [engine, secrets] },
    ...{ sees: 'the key is kept for this session only, and why', next: 'everything goes on with it' },
    shows: ['key none', 'key in session', 'keychain_locked'],
    async begin(world) {
      world.keyIn = 'keychain';
      await world.secrets.remove();
      world.secrets.setFail('keychain_locked', 'write');
      world.clock.after(1000, () => void world.enterKey());
    },
    async lift(world) {
      if (world.app?.engine.state().session.state !== 'ready') await world.enterKey();
    },
    happened: (world) => unless(world.savedClips().length === 2, 'nothing went on with it'),
    holds: sessionOnly('keychain_locked'),
  },
  {
    ...{ name: 'no key at all', room: 'key', shows: ['key none'], ends: 'saved' },
    ...{ sees: 'asks for the key', next: 'everything that was added waits for it' },
    by: [engine, 'tests/e2e/key.test.ts'],
    async begin(world) {
      world.keyIn = 'keychain';
      await world.secrets.remove();
    },
    lift: (world) => world.enterKey(),
  },
];
