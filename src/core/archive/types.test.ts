import { expect, it } from 'vitest';
import { createArchiveWorld } from '../../../tests/fakes/archive-world.ts';
import { createFakeArchives } from '../../../tests/fakes/archives.ts';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { audioMimes, extensionFor } from '../../shared/audio-types.ts';

const path = '/stick/all.zip';

const create = () => {
  const files = createFakeFiles({ folders: ['/music', '/stick'] });
  const archives = createFakeArchives(files);
  return { ...createArchiveWorld({ files, archives, sql: memorySql(), folder: '/music' }), files };
};

it.each(audioMimes)('an archive carries %s, under whatever name it came', async (mime) => {
  const [old, fresh] = [create(), create()];
  const extension = extensionFor(mime) ?? '';
  for (const [n, audio] of [`Song [clip0]${extension}`, 'Song [clip1].bin'].entries()) {
    await old.write(audio, `sound ${n}`);
    old.clips.add({ ...old.clipOf(n, {}), audio, mime });
  }
  expect(await old.exportTo(path)).toMatchObject({ value: { clips: 2, missing: [] } });
  fresh.files.put(path, old.files.disk.get(path) ?? '');
  expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 2, damaged: [] } });
  for (const n of [0, 1])
    expect(fresh.clips.get(`clip-${n}`)).toMatchObject({ mime, audio: `Song [clip${n}]${extension}` });
});
