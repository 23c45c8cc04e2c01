import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clipHost, clipIdOfHost } from './clip.ts';

it('turns any id into a host that a URL leaves alone, and back', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' })), (id) => {
      const host = clipHost(id);
      expect(new URL(`https://${host}/audio`).hostname).toBe(host);
      expect(clipIdOfHost(host)).toBe(id);
    }),
    { verbose: true },
  );
});

it.each(['', 'x-', 'x-0', 'x-25', 'localhost', '..'])('knows no clip behind %j', (host) => {
  expect(clipIdOfHost(host)).toBeNull();
});
