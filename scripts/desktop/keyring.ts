import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';
import { startService, type Service } from './service.ts';

const login = '/org/freedesktop/secrets/collection/login';
const call = ['call', '--session', '--dest', 'org.freedesktop.secrets'];

/** Locks the login keyring; opening it again would need its password, which nobody is there to give. */
const lock = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const method = [
    '--object-path',
    '/org/freedesktop/secrets',
    '--method',
    'org.freedesktop.Secret.Service.Lock',
  ];
  const done = await run('gdbus', [...call, ...method, `['${login}']`], { env, limitMs: 10_000 });
  if (done.code !== 0) throw new Stop(`The keyring could not be locked: ${done.stderr.trim()}`);
};

/** A real gnome-keyring with a login keyring of its own, open or locked. The user's is never touched. */
export const startKeyring = async (
  folder: string,
  env: NodeJS.ProcessEnv,
  state: 'open' | 'locked',
): Promise<Service> => {
  const data = join(folder, 'keyring');
  await mkdir(join(data, 'keyrings'), { recursive: true, mode: 0o700 });
  const args = [
    '--foreground',
    '--unlock',
    '--components=secrets',
    `--control-directory=${join(data, 'control')}`,
  ];
  const service = await startService(
    'gnome-keyring-daemon',
    args,
    {
      env: { ...env, XDG_DATA_HOME: data, HOME: folder },
      input: state === 'open' ? '\n' : 'not to be guessed\n',
    },
    (output) => output.includes('GNOME_KEYRING_CONTROL='),
  );
  const wait = ['wait', '--session', '--timeout', '10', 'org.freedesktop.secrets'];
  const there = await run('gdbus', wait, { env, limitMs: 12_000 });
  if (there.code !== 0) {
    await service.stop();
    throw new Stop(`gnome-keyring did not appear on the bus: ${service.output().trim()}`);
  }
  if (state === 'locked') await lock(env);
  return service;
};
