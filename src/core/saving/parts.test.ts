import { expect, it } from 'vitest';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import type { Files } from '../ports.ts';
import { createItemStore } from './item-store.ts';
import { createParts } from './parts.ts';

it('sweeps names that parts had half been given, and then the parts: ours alone, and nothing else of ours', async () => {
  const sql = memorySql();
  migrate(sql);
  const disk = createFakeFiles({ folders: ['/music/.cliploft'] });
  const inParts = [
    'abcd0123-song-1.part',
    'abcd0123-song-1.part.name',
    'eeee0123-song-1.part',
    'library.json',
  ];
  inParts.forEach((name) => disk.put(`/music/.cliploft/${name}`, 'x'));
  const seen: [string, string, string[]][] = [];
  const files: Files = {
    ...disk,
    sweepNames: async (folder, prefix) => void seen.push([folder, prefix, await disk.list(folder)]),
  };
  const parts = createParts({
    ...{ files, log: createFakeLog(), items: createItemStore(sql), profileId: 'abcd0123' },
    libraryFolder: () => '/music',
  });
  await parts.sweep();
  expect(seen).toEqual([['/music/.cliploft', 'abcd0123-', inParts]]);
  expect(await disk.list('/music/.cliploft')).toEqual(inParts.slice(1));
});
