import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startService, type Service } from './service.ts';

export interface Bus {
  service: Service;
  env: { DBUS_SESSION_BUS_ADDRESS: string };
}

/** No `servicedir`: nothing starts on this bus by itself, so what is missing stays missing. */
const config = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** A session bus of its own, with nobody on it yet. */
export const startBus = async (folder: string, env: NodeJS.ProcessEnv): Promise<Bus> => {
  const file = join(folder, 'bus.conf');
  await writeFile(file, config(folder));
  const address = (output: string): string | undefined => /^(unix:\S+)\n/m.exec(output)?.[1];
  const args = [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1'];
  const service = await startService('dbus-daemon', args, { env }, (out) => address(out) !== undefined);
  return { service, env: { DBUS_SESSION_BUS_ADDRESS: address(service.output()) ?? '' } };
};
