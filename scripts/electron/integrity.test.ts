import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { integrityOf } from './integrity.ts';

it('gives the integrity of a file as package managers write it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-integrity-'));
  try {
    const file = join(folder, 'abc');
    await writeFile(file, 'abc');
    // FIPS 180-2, appendix C.1: SHA-512 of "abc".
    const hex =
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f';
    expect(await integrityOf(file)).toBe(`sha512-${Buffer.from(hex, 'hex').toString('base64')}`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
