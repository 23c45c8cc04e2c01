import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { Message, MessageType, sessionBus } from '@jellybrick/dbus-next';

/** Whom a call goes to, and what of it. */
export interface BusCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  /** D-Bus signature of the arguments, with the arguments; left out where there are none. */
  signature?: string;
  body?: unknown[];
}

/** A signal of ours. */
export interface OwnSignal {
  path: string;
  interface: string;
  member: string;
  signature: string;
  body: unknown[];
}

export interface BusSignal {
  /** Unique name of who sent it. */
  sender: string;
  interface: string;
  member: string;
  body: unknown[];
}

/** The desktop session's message bus (D-Bus), as far as we speak on it. */
export interface SessionBus {
  /** Resolves with what comes back. Rejects with the error of the other side, or when it does not answer in time. */
  call(call: BusCall): Promise<unknown[]>;
  /** Calls back for each signal of this interface; `member` narrows it to one. Returns how to stop. */
  onSignal(of: { interface: string; member?: string }, listener: (signal: BusSignal) => void): () => void;
  /** Sends a signal to whoever listens; nobody may. */
  emit(signal: OwnSignal): void;
  close(): void;
}

/** Who does not answer within this time is as good as not there. ms. */
const answerMs = 2000;

const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** The session's bus by the environment, or where systemd keeps it; null where there is none. */
export const busAddress = (env: Record<string, string | undefined>, uid: number): string | null => {
  const named = env['DBUS_SESSION_BUS_ADDRESS'];
  if (named !== undefined && named !== '') return named;
  const usual = `/run/user/${uid}/bus`;
  return existsSync(usual) ? `unix:path=${usual}` : null;
};

/** Connects; null where there is no bus, or none that lets us in. `onLost` is called when it goes away later. */
export const connectSessionBus = async (
  address: string | null,
  onLost: (why: string) => void,
): Promise<SessionBus | null> => {
  if (address === null) return null;
  const bus = sessionBus({ busAddress: address });
  const connected = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), answerMs);
    bus.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
    // Stays: an error that nobody listens to would end the program.
    (bus as EventEmitter).on('error', (error: unknown) => {
      clearTimeout(timer);
      resolve(false);
      onLost(String(error));
    });
  });
  if (!connected) {
    bus.disconnect();
    return null;
  }

  const call = async (of: BusCall): Promise<unknown[]> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${of.destination} does not answer`)), answerMs);
    });
    try {
      const reply = await Promise.race([bus.call(new Message(of)), late]);
      return reply?.body ?? [];
    } finally {
      clearTimeout(timer);
    }
  };

  const listeners = new Set<(signal: BusSignal) => void>();
  bus.on('message', (message: Message) => {
    if (message.type !== MessageType.SIGNAL) return;
    const { sender, interface: name, member, body } = message;
    listeners.forEach((listener) => listener({ sender, interface: name, member, body }));
  });

  return {
    call,
    onSignal(of, listener) {
      const rule = `type='signal',interface='${of.interface}'${of.member === undefined ? '' : `,member='${of.member}'`}`;
      const heard = (signal: BusSignal): void => {
        const isMeant = of.member === undefined || signal.member === of.member;
        if (signal.interface === of.interface && isMeant) listener(signal);
      };
      const match = (member: 'AddMatch' | 'RemoveMatch'): void =>
        void call({ ...daemon, member, signature: 's', body: [rule] }).catch((error: unknown) =>
          onLost(String(error)),
        );
      listeners.add(heard);
      match('AddMatch');
      return () => {
        listeners.delete(heard);
        match('RemoveMatch');
      };
    },
    emit: (signal) => bus.send(new Message({ ...signal, type: MessageType.SIGNAL })),
    close: () => bus.disconnect(),
  };
};
