import type { Fault } from './fault.ts';
import type { FaultWorld } from './world.ts';

const hourMs = 3_600_000;
const fine = {
  sees: 'nothing: it is saved as any other',
  next: 'what was planned by another clock is due now',
};

const clock = (name: string, when: 'before' | 'saving', turn: (world: FaultWorld) => void): Fault => ({
  ...{ name, room: 'clock and sleep', ...fine, shows: ['saved'], ends: 'saved', when, begin: turn },
});

/** The key is in the keychain, which is so until the fault is lifted; then the user enters the key. */
const keychain = (name: string, code: 'no_keychain' | 'keychain_locked', sees: string): Fault => ({
  ...{ name, room: 'key', sees, next: 'asks for the key; it is kept for this session only, and says so' },
  ...{ shows: [code], ends: 'saved' },
  begin(world) {
    world.keyIn = 'keychain';
    world.secrets.setFail(code);
  },
  async lift(world) {
    await world.app?.engine.setKey(world.simulator.key);
  },
});

export const systemFaults: readonly Fault[] = [
  {
    ...clock('set forward by a month', 'before', (world) => {
      world.clock.after(30_000, () => world.clock.jump(30 * 24 * hourMs));
    }),
    // By that clock the links ran out: what was not saved by then is tried again when the user says so.
    lift(world) {
      world.clock.jump(-30 * 24 * hourMs);
      const items = world.app?.engine.state().tasks.flatMap((task) => task.items) ?? [];
      world.app?.engine.retryItems(
        items.filter((item) => item.state === 'impossible').map((item) => item.id),
      );
    },
  },
  clock('set back by a year', 'before', (world) => {
    world.clock.after(10_000, () => world.clock.jump(-365 * 24 * hourMs));
  }),
  clock('set forward and back while saving', 'saving', (world) => {
    world.clock.jump(5 * hourMs);
    world.clock.after(1, () => world.clock.jump(-9 * hourMs));
  }),
  clock('sleep for eight hours while watching', 'before', (world) => {
    world.clock.after(8000, () => {
      world.clock.sleep(8 * hourMs);
      world.online.wake();
    });
  }),
  clock('sleep for eight hours while saving', 'saving', (world) => {
    world.simulator.setFault({ on: 'audio', cutAfter: 4000, times: 2 });
    world.clock.sleep(8 * hourMs);
    world.online.wake();
  }),
  keychain('keychain locked', 'keychain_locked', 'the keychain is locked, there is no key yet'),
  keychain('keychain gone', 'no_keychain', 'there is no keychain, there is no key yet'),
  {
    ...{ name: 'keychain refuses to keep the key', room: 'key', shows: ['keychain_locked'], ends: 'saved' },
    ...{ sees: 'the key is kept for this session only, and why', next: 'everything goes on with it' },
    begin(world) {
      world.keyIn = 'keychain';
      world.secrets.setFail('keychain_locked');
      world.clock.after(1000, () => void world.app?.engine.setKey(world.simulator.key));
    },
  },
  {
    ...{ name: 'no key at all', room: 'key', shows: ['key none'], ends: 'saved' },
    ...{ sees: 'asks for the key', next: 'everything that was added waits for it' },
    async begin(world) {
      world.keyIn = 'keychain';
      await world.secrets.remove();
    },
    async lift(world) {
      await world.app?.engine.setKey(world.simulator.key);
    },
  },
];
