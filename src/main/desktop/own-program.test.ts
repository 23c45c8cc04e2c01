import { expect, it } from 'vitest';
import { ownProgram } from './own-program.ts';

it('is the AppImage or the portable program that this one came out of, and of no other', () => {
  const exec = '/tmp/.mount_Clip/cliploft';
  const image = { APPIMAGE: '/home/mara/Cliploft.AppImage', APPDIR: '/tmp/.mount_Clip' };
  expect(ownProgram('linux', image, exec)).toBe('/home/mara/Cliploft.AppImage');
  expect(ownProgram('linux', image, '/opt/Cliploft/cliploft')).toBe('/opt/Cliploft/cliploft');
  expect(ownProgram('linux', {}, exec)).toBe(exec);

  const portable = { PORTABLE_EXECUTABLE_FILE: 'E:\\Cliploft-portable.exe' };
  const unpacked = 'C:\\Temp\\x\\Cliploft.exe';
  expect(ownProgram('win32', portable, unpacked)).toBe('E:\\Cliploft-portable.exe');
  expect(ownProgram('win32', {}, unpacked)).toBe(unpacked);
  expect(ownProgram('linux', portable, exec)).toBe(exec);
});
