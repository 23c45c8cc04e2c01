import { describe, expect, it } from 'vitest';
import { crc32, slowCrc32 } from './crc32.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each([
  ['the runtime', crc32],
  ['our own', slowCrc32],
])('CRC-32: %s', (_name, crc) => {
  it('gives what the standard gives, also piece by piece', () => {
    // The check value of CRC-32/ISO-HDLC.
    expect(crc(bytes('123456789'))).toBe(0xcbf43926);
    expect(crc(bytes(''))).toBe(0);
    expect(crc(bytes('56789'), crc(bytes('1234')))).toBe(0xcbf43926);
  });
});
