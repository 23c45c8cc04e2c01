import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../tools/places.ts';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';

/** The one picture that all icons are made from. */
export const iconSource = join(projectRoot, 'resources/icon.svg');
/** Where the packager finds them. */
export const iconFolder = join(projectRoot, 'build/icons');
/** What the icons were made from, so that a change of the picture is noticed. */
export const iconNote = join(iconFolder, 'made-from.txt');

/** Sides in pixels: those of the hicolor theme. */
export const pngSides = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512, 1024] as const;
/** Windows shows these; the largest is kept as a PNG within the .ico, which readers since Vista know. */
export const icoSides = [16, 24, 32, 48, 64, 128, 256] as const;
/** Those that the tool can write for macOS. */
export const icnsSides = [16, 32, 48, 128, 256, 512, 1024] as const;
/** The side of the picture that the running app shows in windows, the tray and notifications. */
const ownSide = 512;

/** The SHA-256 of the picture, as the note has it. */
export const sourceHash = async (): Promise<string> =>
  createHash('sha256')
    .update(await readFile(iconSource))
    .digest('hex');

const must = async (program: string, args: readonly string[]): Promise<void> => {
  const done = await run(program, args, { limitMs: 60_000 });
  if (done.code !== 0) throw new Stop(`${program}: ${done.stderr.trim()}`);
};

/** Makes every icon from the SVG, with Debian's tools: rsvg-convert, icotool and png2icns. Throws `Stop`. */
export const makeIcons = async (): Promise<void> => {
  const png = (side: number): string => join(iconFolder, `${String(side)}x${String(side)}.png`);
  for (const side of pngSides) {
    const size = ['-w', String(side), '-h', String(side)];
    await must('rsvg-convert', [...size, '-o', png(side), iconSource]);
  }
  await writeFile(join(projectRoot, 'resources/icon.png'), await readFile(png(ownSide)));
  const largest = icoSides[icoSides.length - 1] ?? 0;
  const drawn = icoSides.filter((side) => side !== largest).map(png);
  await must('icotool', ['-c', '-o', join(projectRoot, 'build/icon.ico'), ...drawn, '-r', png(largest)]);
  await must('png2icns', [join(projectRoot, 'build/icon.icns'), ...icnsSides.map(png)]);
  await writeFile(iconNote, `resources/icon.svg sha256 ${await sourceHash()}\n`);
};
