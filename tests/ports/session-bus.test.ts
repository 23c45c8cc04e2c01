import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bus, startBus } from '../../scripts/desktop/bus.ts';
import { busAddress, connectSessionBus, type SessionBus } from '../../src/main/desktop/linux/session-bus.ts';
import { followTrayHost } from '../../src/main/desktop/linux/tray-host.ts';
import { startTray } from '../tools/tray-host.ts';

let folder: string;
let daemon: Bus;
let bus: SessionBus;
const lost = vi.fn();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cliploft-bus-'));
  daemon = await startBus(folder, process.env);
  const connected = await connectSessionBus(daemon.env.DBUS_SESSION_BUS_ADDRESS, lost);
  if (connected === null) throw new Error('no connection');
  bus = connected;
});
afterEach(async () => {
  bus.close();
  await daemon.service.stop();
  await rm(folder, { recursive: true, force: true });
});

const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 5000, interval: 20 });

describe('the session bus', () => {
  it('answers, and rejects with what the other side says', async () => {
    const dbus = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' };
    const [id] = await bus.call({ ...dbus, member: 'GetId' });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await expect(bus.call({ ...dbus, member: 'NoSuchThing' })).rejects.toThrow();
    await expect(bus.call({ ...dbus, destination: 'org.nobody.Here', member: 'Ping' })).rejects.toThrow();
  });

  it('hears the signals that it asked for until it stops, and no others', async () => {
    const heard = vi.fn();
    const stop = bus.onSignal({ interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' }, heard);
    const first = await startTray(daemon.env.DBUS_SESSION_BUS_ADDRESS);
    await eventually(() =>
      expect(heard.mock.calls.some(([{ body }]) => body[0] === 'org.kde.StatusNotifierWatcher')).toBe(true),
    );
    expect(heard.mock.calls.every(([{ member }]) => member === 'NameOwnerChanged')).toBe(true);
    stop();
    heard.mockClear();
    first.stop();
    const host = await followTrayHost(bus);
    await eventually(() => expect(host.isThere()).toBe(false));
    expect(heard).not.toHaveBeenCalled();
  });

  it('is not there without an address, and where nobody listens', async () => {
    expect(await connectSessionBus(null, lost)).toBeNull();
    expect(await connectSessionBus(`unix:path=${join(folder, 'nobody')}`, lost)).toBeNull();
    expect(busAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/a' }, 0)).toBe('unix:path=/a');
    expect(busAddress({}, 4_000_000)).toBeNull();
  });

  it('survives the end of the bus: who asks then hears so', async () => {
    await daemon.service.stop();
    await expect(
      bus.call({ destination: 'org.freedesktop.DBus', path: '/', interface: 'x.y', member: 'Z' }),
    ).rejects.toThrow();
  });
});

describe('the tray of a Linux desktop', () => {
  it('is there from the moment a panel shows icons, and gone with it', async () => {
    const host = await followTrayHost(bus);
    const changed = vi.fn();
    host.onChange(changed);
    expect(host.isThere()).toBe(false);
    const tray = await startTray(daemon.env.DBUS_SESSION_BUS_ADDRESS);
    await eventually(() => expect(host.isThere()).toBe(true));
    tray.stop();
    await eventually(() => expect(host.isThere()).toBe(false));
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('is found where it was before us', async () => {
    const tray = await startTray(daemon.env.DBUS_SESSION_BUS_ADDRESS);
    expect((await followTrayHost(bus)).isThere()).toBe(true);
    tray.stop();
  });
});
