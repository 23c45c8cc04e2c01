import { Variant } from '@jellybrick/dbus-next';
import type { BusSignal, SessionBus } from '../../desktop/linux/session-bus.ts';
import { type Activation, readToastId } from './activation.ts';
import type { Toaster } from './toaster.ts';

const service = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
};

/** Of that many the clicks still count; a desktop shows far fewer. */
const remembered = 200;

/** Bodies may be markup (Desktop Notifications Specification, "Markup"). */
const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A file of ours as other programs find it: they see no files within the archive of a packed app. Pure. */
export const besideArchive = (path: string): string =>
  path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked');

/**
 * Notifications by the session's bus (freedesktop.org, Desktop Notifications Specification), for their buttons: older
 * Electrons show none on Linux. A server that does not disturb now keeps them for later by itself.
 */
export const createBusToaster = (bus: SessionBus, icon: string): Toaster => {
  /** By the server's number: the id of each that is shown. */
  const shown = new Map<number, string>();
  let heard: (activation: Activation) => void = () => undefined;

  const numberOf = ({ body }: BusSignal): number => Number(body[0]);
  bus.onSignal({ interface: service.interface, member: 'ActionInvoked' }, (signal) => {
    const id = shown.get(numberOf(signal));
    if (id !== undefined) heard({ id, key: String(signal.body[1]) });
  });
  bus.onSignal({ interface: service.interface, member: 'NotificationClosed' }, (signal) =>
    shown.delete(numberOf(signal)),
  );

  const capabilities = async (): Promise<readonly unknown[]> => {
    const [names] = await bus.call({ ...service, member: 'GetCapabilities' });
    return Array.isArray(names) ? names : [];
  };

  return {
    async show({ id: name, title, body, actions }) {
      try {
        const can = await capabilities();
        const buttons = can.includes('actions') ? actions : [];
        const pairs = ['default', '', ...buttons.flatMap(({ key, label }) => [key, label])];
        const hints = {
          'desktop-entry': new Variant('s', 'cliploft'),
          category: new Variant('s', 'transfer'),
          urgency: new Variant('y', 1),
        };
        const [id] = await bus.call({
          ...{ ...service, member: 'Notify', signature: 'susssasa{sv}i' },
          body: [
            'Cliploft',
            0,
            besideArchive(icon),
            title,
            can.includes('body-markup') ? plain(body) : body,
            pairs,
            hints,
            -1,
          ],
        });
        shown.set(Number(id), name);
        const [oldest] = shown.keys();
        if (shown.size > remembered && oldest !== undefined) shown.delete(oldest);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    onActivated(listener) {
      heard = listener;
    },
    hasShown: () => [...shown.values()].some((id) => readToastId(id) !== null),
    async withdraw() {
      const close = (number: number) =>
        bus.call({ ...service, member: 'CloseNotification', signature: 'u', body: [number] });
      // One that is gone already is what was wanted.
      await Promise.allSettled([...shown.keys()].map(close));
      shown.clear();
    },
  };
};
