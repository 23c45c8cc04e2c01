import type { Engine } from '../engine-api.ts';
import type { LongWork } from '../work.ts';
import { exportTo } from './export.ts';
import { importFrom } from './import.ts';
import type { ArchiveOptions } from './options.ts';

/** Export and import as long work, one at a time. `onImported` hears of each import, also of one that ended early. */
export const createArchiving = (
  archive: ArchiveOptions,
  work: LongWork,
  onImported: () => void,
): Pick<Engine, 'exportTo' | 'importFrom'> => ({
  exportTo: (path) => work.run('export', (steps) => exportTo(archive, path, steps)),
  async importFrom(path) {
    const report = await work.run('import', (steps) => importFrom(archive, path, steps));
    onImported();
    return report;
  },
});
