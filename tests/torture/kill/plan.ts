import type { Seeded } from '../../../simulator/seeded.ts';
import type { TaskOptions } from '../../../simulator/model.ts';
import { seamNames } from '../seams.ts';

/** When and how the victim of one trial dies. Times in ms. */
export type Death =
  | { kind: 'starting'; after: number }
  | { kind: 'running'; after: number }
  /** Ends itself there; should it never come there, it is killed after a while. */
  | { kind: 'seam'; die: string }
  /** A little after a seam was reached, within whatever it does. */
  | { kind: 'within'; seam: string; after: number }
  /** While a file comes in slowly. */
  | { kind: 'download'; bytesPerSecond: number; after: number }
  | { kind: 'backup'; after: number };

export interface Plan {
  death: Death;
  tasks: TaskOptions[];
  /** The database is damaged between this death and the next start. */
  damage: 'cut' | 'page' | 'header' | null;
}

/** Reached by many parts of the program, some of them only at rare moments. */
const deathOf = (chance: Seeded): Death => {
  const at = chance.next();
  if (at < 0.1) return { kind: 'starting', after: chance.between(0, 450) };
  if (at < 0.35) return { kind: 'running', after: chance.between(0, 700) };
  if (at < 0.65) {
    const seam = chance.pick(seamNames);
    const most = seam === 'commit' || seam === 'part.write' ? 8 : 3;
    return { kind: 'seam', die: `${seam}:${chance.whole(1, most)}:${chance.pick(['before', 'after'])}` };
  }
  if (at < 0.85) return { kind: 'within', seam: chance.pick(seamNames), after: chance.between(0, 12) };
  if (at < 0.95)
    return { kind: 'download', bytesPerSecond: chance.whole(20_000, 120_000), after: chance.between(0, 400) };
  return { kind: 'backup', after: chance.between(0, 25) };
};

const titles = [
  'Harbour Waltz',
  'CON',
  '../../up',
  '夜の港 🎷',
  '',
  'AC/DC: Live?',
  'Same',
  'Same',
  '\u202eright to left',
];

/** Mostly done at once; covers are rare because they take the simulator long to paint. */
const taskOf = (chance: Seeded): TaskOptions => {
  const kind = chance.next();
  const common = { title: chance.pick(titles), seconds: chance.next() < 0.8 ? 0 : 3600 };
  if (kind < 0.12) return { ...common, type: 'lyrics' };
  if (kind < 0.2) return { ...common, type: 'upload', clip: [{ imageUrl: null }] };
  if (kind < 0.26) return { ...common, type: 'concat', clip: [{ imageUrl: null }] };
  if (kind < 0.32) return { ...common, status: 'failure' };
  if (kind < 0.36) return { ...common, status: 'timeout' };
  const clip = (): { imageUrl?: null } => (chance.next() < 0.1 ? {} : { imageUrl: null });
  return { ...common, clip: [clip(), clip()] };
};

/** Deaths of the first lives on an older program's database: before, while and right after it is migrated. */
const migratingDeath = (chance: Seeded, trial: number): Death => {
  if (trial === 0) return { kind: 'seam', die: 'commit:1:before' };
  if (trial === 1) return { kind: 'starting', after: chance.between(200, 400) };
  return { kind: 'seam', die: `commit:${chance.whole(1, 2)}:${chance.pick(['before', 'after'])}` };
};

/** The plan of one trial of a profile; `old`: it began with an older program's database, which is not damaged. */
export const planOf = (chance: Seeded, trial: number, old: boolean): Plan => ({
  death: old && trial < 3 ? migratingDeath(chance, trial) : deathOf(chance),
  tasks: Array.from({ length: chance.pick([0, 1, 1, 2]) }, () => taskOf(chance)),
  damage: !old && trial > 2 && chance.next() < 0.08 ? chance.pick(['cut', 'page', 'header'] as const) : null,
});
