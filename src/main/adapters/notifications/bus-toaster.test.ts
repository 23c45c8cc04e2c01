import { beforeEach, describe, expect, it } from 'vitest';
import type { BusCall, BusSignal, SessionBus } from '../../desktop/linux/session-bus.ts';
import { createBusToaster } from './bus-toaster.ts';
import type { Activation } from './activation.ts';

let calls: BusCall[];
let signal: (member: string, ...body: unknown[]) => void;
let can: string[];

const bus = (): SessionBus => {
  const listeners = new Map<string, (signal: BusSignal) => void>();
  signal = (member, ...body) =>
    listeners.get(member)?.({ sender: ':1', interface: 'org.freedesktop.Notifications', member, body });
  let last = 0;
  return {
    async call(call) {
      calls.push(call);
      if (call.member === 'GetCapabilities') return [can];
      if (call.member !== 'Notify') return [];
      last += 1;
      return [last];
    },
    onSignal({ member }, listener) {
      listeners.set(member ?? '', listener);
      return () => undefined;
    },
    emit: () => undefined,
    close: () => undefined,
  };
};
const toast = { id: 'clip:c', title: 'T', body: 'a < b', actions: [{ key: 'play', label: 'Play' }] };
const notified = () => calls.filter(({ member }) => member === 'Notify').map(({ body }) => body ?? []);

beforeEach(() => {
  calls = [];
  can = ['actions', 'body-markup'];
});

describe('notifications by the bus', () => {
  it('come with their buttons, and say what is pressed', async () => {
    const toaster = createBusToaster(bus(), 'icon.png');
    const heard: Activation[] = [];
    toaster.onActivated((activation) => heard.push(activation));
    expect(await toaster.show(toast)).toBeNull();
    const [body] = notified();
    expect([body?.[4], body?.[5]]).toEqual(['a &lt; b', ['default', '', 'play', 'Play']]);
    signal('ActionInvoked', 1, 'play');
    signal('ActionInvoked', 7, 'play');
    expect(heard).toEqual([{ id: 'clip:c', key: 'play' }]);
  });

  it('name a picture that the server can read, also of a packed app', async () => {
    await createBusToaster(bus(), '/opt/Cliploft/resources/app.asar/resources/icon.png').show(toast);
    await createBusToaster(bus(), '/src/app.asarium/icon.png').show(toast);
    expect(notified().map((body) => body[2])).toEqual([
      '/opt/Cliploft/resources/app.asar.unpacked/resources/icon.png',
      '/src/app.asarium/icon.png',
    ]);
  });

  it('come without buttons and markup where the server has none', async () => {
    can = [];
    await createBusToaster(bus(), 'icon.png').show(toast);
    expect(notified()[0]?.slice(4, 6)).toEqual(['a < b', ['default', '']]);
  });

  it('are taken back when nobody is left to follow a click', async () => {
    const toaster = createBusToaster(bus(), 'icon.png');
    for (let n = 0; n < 3; n += 1) await toaster.show(toast);
    signal('NotificationClosed', 2, 1);
    expect(toaster.hasShown()).toBe(true);
    await toaster.withdraw();
    const closed = calls.filter(({ member }) => member === 'CloseNotification');
    expect(closed.map(({ body }) => body)).toEqual([[1], [3]]);
    expect(toaster.hasShown()).toBe(false);
  });

  it('that lead nowhere are not waited for', async () => {
    const toaster = createBusToaster(bus(), 'icon.png');
    await toaster.show({ ...toast, id: 'app' });
    expect(toaster.hasShown()).toBe(false);
  });

  it('say why they were not shown', async () => {
    const refusing: SessionBus = { ...bus(), call: () => Promise.reject(new Error('nobody there')) };
    expect(await createBusToaster(refusing, 'icon.png').show(toast)).toBe('nobody there');
  });
});
