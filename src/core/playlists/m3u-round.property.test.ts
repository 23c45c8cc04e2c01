import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPlaylistWorld, folder, must } from '../../../tests/fakes/playlist-world.ts';
import { putFiles, someClip } from '../../../tests/fakes/library.ts';

const seed = 20261127;
/** What a file system takes as a name, which is more than Cliploft gives. */
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      ...[
        '#1',
        ' x',
        'x ',
        'a%20b',
        'a%',
        'a\\b',
        'C:',
        'C:\\x',
        'http:',
        'http:x',
        'file:',
        'file:x',
        '夜行',
        'قطار',
      ],
      ...['E\u0301', '\u00c9', '~', '..x', '...', '\uFEFFx', 'a\u2028b', 'x\ny', '-', 'EXTM3U'],
    ),
  )
  .map((text) => text.replace(/[/\0]|\p{Cs}/gu, '_'))
  .filter((text) => text !== '.' && text !== '..');
const audio = fc.array(name, { minLength: 1, maxLength: 3 }).map((pieces) => `${pieces.join('/')}.mp3`);

it('a list with relative paths is the same list beside the same files in another place, whatever they are called', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(audio, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('', '/Lists', '/2026/夜'),
      async (names, picks, within) => {
        const [here, there] = [createPlaylistWorld(), createPlaylistWorld()];
        for (const world of [here, there])
          names.forEach((file, n) => {
            const clip = someClip(`c${n}`, { audio: file });
            world.clips.add(clip);
            putFiles(world.files, folder, clip);
          });
        const ids = picks.map((pick) => `c${pick % names.length}`);
        const path = `${folder}${within}/My list.m3u8`;
        for (const world of [here, there]) await world.files.ensureFolder(`${folder}${within}`);
        const list = here.list('Road', ...ids);
        must(await here.commands.exportPlaylist(list, path));
        there.files.put(path, here.files.disk.get(path) ?? '');
        const back = must(await there.commands.importPlaylist(path));
        expect([back.missingNames, there.shown(back.id)]).toEqual([[], ids]);
      },
    ),
    { seed, numRuns: 80 },
  );
}, 60_000);
