import type { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Message, type MessageBus, MessageType, sessionBus, type Variant } from '@jellybrick/dbus-next';

const connected = (address: string): MessageBus => {
  const bus = sessionBus({ busAddress: address });
  (bus as EventEmitter).on('error', () => undefined);
  return bus;
};

/** Progress and badge as a dock would show them. */
export interface Shown {
  progress: number | null;
  count: number;
}

/** A dock that listens for com.canonical.Unity.LauncherEntry. */
export interface TestDock {
  /** All that it was told to show, in turn. */
  shown(): readonly Shown[];
  stop(): void;
}

export const startDock = async (address: string): Promise<TestDock> => {
  const bus = connected(address);
  const shown: Shown[] = [];
  bus.on('message', ({ type, interface: name, member, body }: Message) => {
    if (type !== MessageType.SIGNAL || name !== 'com.canonical.Unity.LauncherEntry' || member !== 'Update')
      return;
    const [entry, facts] = body as [string, Record<string, Variant | undefined>];
    if (entry !== 'application://cliploft.desktop') return;
    shown.push({
      progress: facts['progress-visible']?.value === true ? Number(facts['progress']?.value) : null,
      count: facts['count-visible']?.value === true ? Number(facts['count']?.value) : 0,
    });
  });
  await bus.call(
    new Message({
      ...{ destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' },
      ...{ interface: 'org.freedesktop.DBus', member: 'AddMatch', signature: 's' },
      body: ["type='signal',interface='com.canonical.Unity.LauncherEntry'"],
    }),
  );
  return { shown: () => shown, stop: () => bus.disconnect() };
};

/** The part of a desktop that lets programs keep the computer awake (org.freedesktop.PowerManagement.Inhibit). */
export interface TestPower {
  /** Who holds it awake now. */
  holders(): number;
  /** How often somebody began to. */
  asked(): number;
  stop(): void;
}

export const startPower = async (address: string): Promise<TestPower> => {
  const bus = connected(address);
  const held = new Set<number>();
  let last = 0;
  bus.addMethodHandler((call) => {
    const answer = (signature = '', body: unknown[] = []): boolean => {
      bus.send(Message.newMethodReturn(call, signature, body));
      return true;
    };
    switch (call.member) {
      case 'Inhibit':
        last += 1;
        held.add(last);
        return answer('u', [last]);
      // By whichever of the two interfaces: GNOME's name has an h more.
      case 'UnInhibit':
      case 'Uninhibit':
        held.delete(Number(call.body[0]));
        return answer();
      default:
        return false;
    }
  });
  for (const name of ['org.freedesktop.PowerManagement', 'org.gnome.SessionManager'])
    await bus.requestName(name);
  return { holders: () => held.size, asked: () => last, stop: () => bus.disconnect() };
};

/** The system's login manager, as far as it tells of sleep (org.freedesktop.login1.Manager). */
export interface TestLogin {
  /** The computer is about to sleep (true), or woke up. */
  sleeps(sleeping: boolean): void;
  stop(): void;
}

export const startLogin = async (address: string): Promise<TestLogin> => {
  const bus = connected(address);
  await bus.requestName('org.freedesktop.login1');
  return {
    sleeps: (sleeping) =>
      bus.send(
        new Message({
          ...{ type: MessageType.SIGNAL, path: '/org/freedesktop/login1' },
          ...{ interface: 'org.freedesktop.login1.Manager', member: 'PrepareForSleep' },
          ...{ signature: 'b', body: [sleeping] },
        }),
      ),
    stop: () => bus.disconnect(),
  };
};

/** The session's screen saver, as far as it tells of the lock (org.freedesktop.ScreenSaver). */
export interface TestScreen {
  /** The screen was locked (true), or unlocked. */
  locks(locked: boolean): void;
  stop(): void;
}

export const startScreen = async (address: string): Promise<TestScreen> => {
  const bus = connected(address);
  await bus.requestName('org.freedesktop.ScreenSaver');
  return {
    locks: (locked) =>
      bus.send(
        new Message({
          ...{ type: MessageType.SIGNAL, path: '/org/freedesktop/ScreenSaver' },
          ...{ interface: 'org.freedesktop.ScreenSaver', member: 'ActiveChanged' },
          ...{ signature: 'b', body: [locked] },
        }),
      ),
    stop: () => bus.disconnect(),
  };
};

/** A file manager that other programs ask to show files (org.freedesktop.FileManager1). */
export interface TestFileManager {
  /** Paths of the files that it was asked to show, in turn. */
  shown(): readonly string[];
  stop(): void;
}

export const startFileManager = async (address: string): Promise<TestFileManager> => {
  const bus = connected(address);
  const shown: string[] = [];
  bus.addMethodHandler((call) => {
    if (call.member !== 'ShowItems') return false;
    const [uris] = call.body as [string[]];
    shown.push(...uris.map((uri) => fileURLToPath(uri)));
    bus.send(Message.newMethodReturn(call, '', []));
    return true;
  });
  await bus.requestName('org.freedesktop.FileManager1');
  return { shown: () => shown, stop: () => bus.disconnect() };
};
