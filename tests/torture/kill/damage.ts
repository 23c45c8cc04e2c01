import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { Seeded } from '../../../simulator/seeded.ts';
import { databaseOf } from '../../headless/engine.ts';

const pageBytes = 4096;

/** Damages a profile's database as a failing disk would. False when there is none that is worth it. */
export const damage = (profile: string, kind: 'cut' | 'page' | 'header', chance: Seeded): boolean => {
  const path = databaseOf(profile);
  if (!existsSync(path)) return false;
  const bytes = readFileSync(path);
  const pages = Math.floor(bytes.length / pageBytes);
  if (pages < 4) return false;
  if (kind === 'cut') {
    truncateSync(path, Math.floor(bytes.length * chance.between(0.2, 0.9)));
    return true;
  }
  const page = kind === 'header' ? 0 : chance.whole(1, pages - 1);
  const junk = Buffer.from(Array.from({ length: pageBytes }, () => chance.whole(0, 255)));
  junk.copy(bytes, page * pageBytes);
  writeFileSync(path, bytes);
  return true;
};
