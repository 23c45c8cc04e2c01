import { expect, it } from 'vitest';
import { controlPlace } from './place.ts';

const long = `/home/${'a'.repeat(100)}`;

it('is in the profile’s folder where the path is short enough', () => {
  const env = { XDG_RUNTIME_DIR: '/run/user/1' };
  expect(controlPlace({ platform: 'linux', userData: '/home/m/.config/Cliploft', env })).toBe(
    '/home/m/.config/Cliploft/control.sock',
  );
});

it('is in the run-time folder where it is not, one for each profile', () => {
  const at = (userData: string) =>
    controlPlace({ platform: 'linux', userData, env: { XDG_RUNTIME_DIR: '/run/user/1' } });
  expect(at(long)).toMatch(/^\/run\/user\/1\/cliploft-[0-9a-f]{16}\.sock$/);
  expect(at(long)).not.toBe(at(`${long}b`));
  // Bytes count, not signs.
  expect(at(`/home/${'音'.repeat(40)}`)).toMatch(/^\/run\/user/);
});

it.each([{}, { XDG_RUNTIME_DIR: '' }, { XDG_RUNTIME_DIR: 'run' }, { XDG_RUNTIME_DIR: long }])(
  'is nowhere without a private place (%j)',
  (env) => expect(controlPlace({ platform: 'linux', userData: long, env })).toBeNull(),
);

it('is a pipe on Windows', () => {
  expect(controlPlace({ platform: 'win32', userData: 'C:\\d', env: {} })).toMatch(
    /^\\\\\.\\pipe\\cliploft-[0-9a-f]{16}$/,
  );
});
