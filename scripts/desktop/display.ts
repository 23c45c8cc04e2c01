import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';
import { startService, type Service } from './service.ts';

export interface Display {
  service: Service;
  /** What programs need to find it. */
  env: { DISPLAY: string; XAUTHORITY: string };
}

/** A screen of its own under Xvfb. The server chooses its number; a cookie keeps other users out. */
export const startDisplay = async (folder: string, env: NodeJS.ProcessEnv): Promise<Display> => {
  const authority = join(folder, 'xauthority');
  const cookie = randomBytes(16).toString('hex');
  const admit = (display: string) =>
    run('xauth', ['-q', '-f', authority, 'add', display, 'MIT-MAGIC-COOKIE-1', cookie]);
  // The server reads only the cookie; the entry's name is for the programs that connect.
  if ((await admit(':0')).code !== 0) throw new Stop('xauth could not write a cookie for Xvfb.');
  const screen = ['-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const args = ['-displayfd', '3', '-auth', authority, ...screen];
  const number = (output: string): string | undefined => /^(\d+)\n/m.exec(output)?.[1];
  const service = await startService(
    'Xvfb',
    args,
    { env, readFd3: true },
    (out) => number(out) !== undefined,
  );
  const display = `:${number(service.output()) ?? ''}`;
  await admit(display);
  return { service, env: { DISPLAY: display, XAUTHORITY: authority } };
};
