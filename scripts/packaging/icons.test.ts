import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../tools/places.ts';
import { iconFolder, iconNote, icoSides, pngSides, sourceHash } from './icons.ts';

/** Width and height as a PNG says them: the first chunk, after the signature, its length and its name. */
const sidesOf = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('icons', () => {
  it('are made from the picture as it is now', async () => {
    const note = await readFile(iconNote, 'utf8');
    expect(note, 'run `npm run icons`').toBe(`resources/icon.svg sha256 ${await sourceHash()}\n`);
  });

  it('are there in every size, each as large as its name says', async () => {
    const names = (await readdir(iconFolder)).filter((name) => name.endsWith('.png'));
    expect(names.sort()).toEqual(pngSides.map((side) => `${String(side)}x${String(side)}.png`).sort());
    for (const side of pngSides) {
      const png = await readFile(join(iconFolder, `${String(side)}x${String(side)}.png`));
      expect(sidesOf(png)).toEqual([side, side]);
    }
    expect(sidesOf(await readFile(join(projectRoot, 'resources/icon.png')))).toEqual([512, 512]);
  });

  it('lie in one file for Windows and one for macOS', async () => {
    const ico = await readFile(join(projectRoot, 'build/icon.ico'));
    // A directory of 16 bytes each after 6 bytes; a side of 256 is written as 0.
    const sides = Array.from({ length: ico.readUInt16LE(4) }, (_, at) => ico.readUInt8(6 + at * 16) || 256);
    expect(sides).toEqual([...icoSides]);
    const icns = await readFile(join(projectRoot, 'build/icon.icns'));
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    const kinds: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      kinds.push(icns.toString('latin1', at, at + 4));
    // 16, 32, 48, 128 with their masks, then 256, 512 and 1024.
    expect(kinds.sort()).toEqual(
      ['is32', 's8mk', 'il32', 'l8mk', 'ih32', 'h8mk', 'it32', 't8mk', 'ic08', 'ic09', 'ic10'].sort(),
    );
  });
});
