import type { Log } from '../../../core/ports.ts';
import { busAddress, connectSessionBus, type SessionBus } from './session-bus.ts';
import { alwaysThere, followTrayHost, neverThere, type TrayHost } from './tray-host.ts';

/** The message bus of a Linux session; null on other systems, and where there is none. */
export const openSessionBus = async (log: Log): Promise<SessionBus | null> => {
  if (process.platform !== 'linux') return null;
  const address = busAddress(process.env, process.getuid?.() ?? 0);
  return connectSessionBus(address, (why) => log.warn('session bus', { detail: why }));
};

/** Who shows icons in a tray, on this system. */
export const trayHostOn = async (bus: SessionBus | null): Promise<TrayHost> => {
  if (process.platform !== 'linux') return alwaysThere;
  return bus === null ? neverThere : followTrayHost(bus);
};
