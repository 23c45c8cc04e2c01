import { beforeEach, describe, expect, it } from 'vitest';
import { createPlaylistWorld, folder, must } from '../../../tests/fakes/playlist-world.ts';
import { putFiles, someClip } from '../../../tests/fakes/library.ts';
import { noFilter } from '../../shared/library-query.ts';
import { meaningsOf } from './match.ts';

let world: ReturnType<typeof createPlaylistWorld>;
const save = (id: string, audio: string, title = id): void => {
  const clip = someClip(id, { audio, title, duration: 61.6 });
  world.clips.add(clip);
  putFiles(world.files, folder, clip);
};
const textAt = (path: string): string => new TextDecoder().decode(world.files.disk.get(path));
beforeEach(() => {
  world = createPlaylistWorld();
  save('a', 'Night ferry [a].mp3', 'Night ferry');
  save('b', '#1 夜.mp3', '#1 夜');
  save('c', 'Café 100%.mp3', 'Café');
});

const importOf = async (text: string, path = '/home/x.m3u8') => {
  world.files.put(path, text);
  return must(await world.commands.importPlaylist(path));
};

describe('export', () => {
  it('writes what any player reads, with paths as seen from where it lies', async () => {
    const list = world.list('Late', 'b', 'a', 'b');
    expect(await world.commands.exportPlaylist(list, `${folder}/Late.m3u8`)).toEqual({
      ok: true,
      value: { path: `${folder}/Late.m3u8`, clips: 3 },
    });
    const entry = '#EXTINF:62,Suno - #1 夜\n./#1 夜.mp3\n';
    expect(textAt(`${folder}/Late.m3u8`)).toBe(
      `#EXTM3U\n#PLAYLIST:Late\n${entry}#EXTINF:62,Suno - Night ferry\nNight ferry [a].mp3\n${entry}`,
    );
    await world.files.ensureFolder('/music/Lists');
    await world.commands.exportPlaylist(list, '/music/Lists/Late.m3u8');
    expect(textAt('/music/Lists/Late.m3u8')).toContain('\n../Cliploft/#1 夜.mp3\n');
  });

  it('takes the place of a file that is there, leaves nothing else, and writes nothing where it cannot', async () => {
    const list = world.list('Late', 'a');
    world.files.put('/home/Late.m3u8', 'old');
    await world.commands.exportPlaylist(list, '/home/Late.m3u8');
    expect(await world.files.list('/home')).toEqual(['Late.m3u8']);
    expect(textAt('/home/Late.m3u8')).toContain('#EXTM3U');
    expect(await world.commands.exportPlaylist(list, '/nowhere/Late.m3u8')).toMatchObject({ ok: false });
    expect(await world.commands.exportPlaylist('nobody', '/home/x.m3u8')).toMatchObject({ ok: false });
    world.files.setFree(10);
    expect(await world.commands.exportPlaylist(list, '/home/Other.m3u8')).toMatchObject({
      problem: { code: 'disk_full' },
    });
    expect(await world.files.list('/home')).toEqual(['Late.m3u8']);
  });

  it('writes of a smart list what it shows, and of clips that left the library nothing', async () => {
    const query = { text: '', filter: noFilter, sort: 'title' } as const;
    const { id } = must(world.commands.createPlaylist({ name: 'All', query }));
    world.places.remove(['a'], 1);
    expect(await world.commands.exportPlaylist(id, '/music/All.m3u8')).toMatchObject({ value: { clips: 2 } });
    expect(textAt('/music/All.m3u8')).not.toContain('ferry');
  });

  it('is read back as the same list', async () => {
    const list = world.list('Late', 'c', 'b', 'a', 'c');
    await world.commands.exportPlaylist(list, '/music/Late.m3u8');
    const back = must(await world.commands.importPlaylist('/music/Late.m3u8'));
    expect(back).toMatchObject({ name: 'Late', clips: 4, missing: 0 });
    expect(world.shown(back.id)).toEqual(world.shown(list));
  });
});

describe('import', () => {
  it.each([
    ['a path within the library folder', `${folder}/Night ferry [a].mp3`],
    ['a relative one', '../music/Cliploft/Night ferry [a].mp3'],
    ['one of another computer, by the name', 'D:\\Songs\\Night ferry [a].mp3'],
    ['backslashes', '..\\Night ferry [a].mp3'],
    ['a URL', `file://${folder}/Night%20ferry%20%5Ba%5D.mp3`],
    ['a URL of this computer', 'file://localhost/x/Night%20ferry%20%5Ba%5D.mp3'],
    ['a URL of another system', 'file:///C:/x/Night%20ferry%20[a].mp3'],
    ['encoded signs', 'Night%20ferry%20%5Ba%5D.mp3'],
    ['another letter case', 'NIGHT FERRY [A].MP3'],
    ['space around it', '  Night ferry [a].mp3  '],
  ])('finds a clip by %s', async (_what, line) => {
    const { id, missing } = await importOf(line);
    expect([world.shown(id), missing]).toEqual([['a'], 0]);
  });

  it('finds names with accents in any form, and percent signs that mean themselves', async () => {
    const { id } = await importOf('Cafe\u0301 100%.mp3\nCafé 100%25.mp3\nCafé 100%.mp3');
    expect(world.shown(id)).toEqual(['c', 'c', 'c']);
  });

  it('prefers the very file that is named to one whose name is only like it', async () => {
    save('d', 'NIGHT FERRY [A].mp3');
    const { id } = await importOf('Night ferry [a].mp3\nNIGHT FERRY [A].mp3');
    expect(world.shown(id)).toEqual(['a', 'd']);
  });

  it('says what was not found, and takes nothing from the network or from beside the library', async () => {
    world.files.put('/etc/passwd', 'root');
    const lines = ['https://host.test/Night ferry [a].mp3', '/etc/passwd', '../../etc/passwd', 'Gone.mp3'];
    const report = await importOf(['#1 夜.mp3', './#1 夜.mp3', ...lines].join('\n'), '/home/Car.m3u');
    expect(report).toMatchObject({ name: 'Car', clips: 1, missing: 4 });
    expect(report.missingNames).toEqual(['Night ferry [a].mp3', 'passwd', 'passwd', 'Gone.mp3']);
    expect(world.shown(report.id)).toEqual(['b']);
  });

  it('is one change that can be taken back', async () => {
    const { undo } = await importOf('Night ferry [a].mp3');
    expect(world.names()).toEqual(['x']);
    world.commands.undoPlaylists(undo);
    expect(world.names()).toEqual([]);
  });

  it('makes no list of a file that cannot be read', async () => {
    expect(await world.commands.importPlaylist('/home/none.m3u')).toMatchObject({
      problem: { code: 'file_missing' },
    });
    expect(world.names()).toEqual([]);
  });

  it('makes a smart list of one that was', async () => {
    const report = await importOf('#CLIPLOFT-SMART:{"text":"ferry"}');
    expect(world.room.state().lists).toMatchObject([
      { id: report.id, query: { text: 'ferry', sort: 'newest' } },
    ]);
  });
});

it('reads a line in every way that it may be meant', () => {
  expect(meaningsOf('a%20b.mp3')).toEqual(['a%20b.mp3', 'a b.mp3']);
  expect(meaningsOf('a\\b%.mp3')).toEqual(['a\\b%.mp3', 'a/b%.mp3']);
  expect(meaningsOf('file://nas/music/a.mp3')).toEqual(['//nas/music/a.mp3']);
  expect(meaningsOf('http://x/a.mp3')).toEqual([]);
});
