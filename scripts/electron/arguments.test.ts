import { describe, expect, it } from 'vitest';
import { electronFlags, hasDisplay } from './arguments.ts';

const desk = { platform: 'linux', display: true, sandbox: true, sharedMemory: 8 * 2 ** 30 } as const;

describe('flags for Electron', () => {
  it('has none on an ordinary desktop', () => {
    expect(electronFlags(desk)).toEqual([]);
    expect(electronFlags({ ...desk, platform: 'darwin', sharedMemory: null })).toEqual([]);
  });

  it('gives up the sandbox only where it cannot work', () => {
    expect(electronFlags({ ...desk, sandbox: false })).toEqual(['--no-sandbox']);
  });

  it('does without a GPU where nobody looks, and without shared memory where it is scarce', () => {
    expect(electronFlags({ ...desk, display: false })).toEqual(['--disable-gpu']);
    expect(electronFlags({ ...desk, sharedMemory: 64 * 2 ** 20 })).toEqual(['--disable-dev-shm-usage']);
  });
});

describe('display', () => {
  it('is there on Linux when X or Wayland is, and elsewhere always', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });

  it('can be declined', () => {
    expect(hasDisplay({ DISPLAY: ':0', CLIPLOFT_HEADLESS: '1' }, 'linux')).toBe(false);
    expect(hasDisplay({ CLIPLOFT_HEADLESS: '1' }, 'win32')).toBe(false);
  });
});
