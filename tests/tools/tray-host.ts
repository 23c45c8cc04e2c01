import type { EventEmitter } from 'node:events';
import { Message, sessionBus, Variant } from '@jellybrick/dbus-next';

const name = 'org.kde.StatusNotifierWatcher';

/** What a panel says of itself, by the StatusNotifierItem specification (freedesktop.org). */
const facts = (items: readonly string[]): Record<string, Variant> => ({
  IsStatusNotifierHostRegistered: new Variant('b', true),
  ProtocolVersion: new Variant('i', 0),
  RegisteredStatusNotifierItems: new Variant('as', [...items]),
});

type Row = [id: number, properties: Record<string, Variant>, children: Variant<Row>[]];

/** One line of an icon's menu. */
export interface TrayMenuItem {
  id: number;
  label: string;
  enabled: boolean;
  checked: boolean;
  children: TrayMenuItem[];
}

/** A real tray on a session bus, as a panel would be one. */
export interface TestTray {
  /** Icons that are registered. */
  count(): number;
  toolTip(): Promise<string>;
  menu(): Promise<TrayMenuItem[]>;
  /** Clicks the menu item of this id. */
  click(id: number): Promise<void>;
  stop(): void;
}

const textOf = (properties: Record<string, Variant>, key: string): string => {
  const value = properties[key]?.value;
  return typeof value === 'string' ? value : '';
};

const itemOf = ([id, properties, children]: Row): TrayMenuItem => ({
  id,
  // An underscore marks the key to press; two stand for one.
  label: textOf(properties, 'label').replace(/_(.)/g, '$1'),
  enabled: properties['enabled']?.value !== false,
  checked: properties['toggle-state']?.value === 1,
  children: children.map(({ value }) => itemOf(value)),
});

/** Becomes the tray of the bus at `address`. */
export const startTray = async (address: string): Promise<TestTray> => {
  const bus = sessionBus({ busAddress: address });
  (bus as EventEmitter).on('error', () => undefined);
  const items: string[] = [];
  bus.addMethodHandler((asked) => {
    const [first, second] = asked.body;
    if (asked.path !== '/StatusNotifierWatcher') return false;
    const answer = (signature = '', body: unknown[] = []): boolean => {
      bus.send(Message.newMethodReturn(asked, signature, body));
      return true;
    };
    switch (asked.member) {
      case 'RegisterStatusNotifierItem':
        items.push(String(first));
        return answer();
      case 'RegisterStatusNotifierHost':
        return answer();
      case 'Get': {
        const fact = facts(items)[String(second)];
        return fact === undefined ? false : answer('v', [fact]);
      }
      case 'GetAll':
        return answer('a{sv}', [facts(items)]);
      default:
        return false;
    }
  });
  await bus.requestName(name);

  const call = async (of: ConstructorParameters<typeof Message>[0]): Promise<unknown[]> =>
    (await bus.call(new Message(of)))?.body ?? [];
  const item = (): { destination: string; path: string } => {
    const last = items.at(-1);
    if (last === undefined) throw new Error('there is no icon in the tray');
    const at = last.indexOf('/');
    return at <= 0
      ? { destination: last, path: '/StatusNotifierItem' }
      : { destination: last.slice(0, at), path: last.slice(at) };
  };
  const property = async (key: string): Promise<unknown> => {
    const [variant] = await call({
      ...item(),
      ...{ interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss' },
      body: ['org.kde.StatusNotifierItem', key],
    });
    return (variant as Variant).value;
  };
  const menuCall = async (member: string, signature: string, body: unknown[]): Promise<unknown[]> =>
    call({
      ...{ destination: item().destination, path: (await property('Menu')) as string },
      ...{ interface: 'com.canonical.dbusmenu', member, signature, body },
    });

  return {
    count: () => items.length,
    async toolTip() {
      const [, , title] = (await property('ToolTip')) as [string, unknown, string, string];
      return title;
    },
    async menu() {
      const [, layout] = await menuCall('GetLayout', 'iias', [0, -1, []]);
      return itemOf(layout as Row).children;
    },
    async click(id) {
      await menuCall('Event', 'isvu', [id, 'clicked', new Variant('s', ''), 0]);
    },
    stop: () => bus.disconnect(),
  };
};
