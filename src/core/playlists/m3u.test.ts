import { describe, expect, it } from 'vitest';
import { noFilter } from '../../shared/library-query.ts';
import { decodeM3u, entryLines, headOf, pathLine, readM3u } from './m3u.ts';
import { fileNameOf, folderOf, nameWithin, parsePath, relativePath } from './paths.ts';

const paths = (text: string): (string | null)[] => readM3u(text).entries.map(({ path }) => path);
const latin = (text: string): Uint8Array => Uint8Array.from([...text].map((char) => char.charCodeAt(0)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('reading an M3U', () => {
  it.each<[string, string, string[]]>([
    ['plain', 'a.mp3\nb.mp3\n', ['a.mp3', 'b.mp3']],
    ['with Windows lines', 'a.mp3\r\nb.mp3\r\n', ['a.mp3', 'b.mp3']],
    ['with lines of an old Mac', 'a.mp3\rb.mp3', ['a.mp3', 'b.mp3']],
    ['extended', '#EXTM3U\n#EXTINF:12,A - B\na.mp3\n', ['a.mp3']],
    ['with comments and empty lines', '# mine\n\n   \n#EXTALB:x\na.mp3', ['a.mp3']],
    ['with a mark of its encoding', '\uFEFF#EXTM3U\na.mp3', ['a.mp3']],
    ['that begins with a path and such a mark', '\uFEFFa.mp3', ['a.mp3']],
    ['with spaces in a name', 'My song .mp3', ['My song .mp3']],
    ['that is empty', '', []],
  ])('%s', (_what, text, expected) => expect(paths(text)).toEqual(expected));

  it.each<[string, Uint8Array, string]>([
    ['UTF-8', utf8('Café 夜.mp3'), 'Café 夜.mp3'],
    ['UTF-8 that says so', utf8('\uFEFFCafé.mp3'), 'Café.mp3'],
    ['Latin-1', latin('Café.mp3'), 'Café.mp3'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x41, 0, 0xe9, 0]), 'Aé'],
    ['UTF-16, the other way round', Uint8Array.from([0xfe, 0xff, 0x59, 0x1c, 0, 0xe9]), '夜é'],
  ])('in %s', (_what, bytes, expected) => expect(paths(decodeM3u(bytes))).toEqual([expected]));

  it('takes the name from the file, and of ours all that is said of the list', () => {
    const mark = { version: 1, id: 'x', position: 3, created: 4, changed: 5 } as const;
    const query = { text: 'a "b"', filter: { ...noFilter, favourite: true }, sort: 'title' } as const;
    expect(readM3u(headOf('Late\nnight', mark, query))).toEqual({
      ...{ name: 'Late night', mark, smart: query, entries: [] },
    });
    expect(readM3u('#CLIPLOFT-PLAYLIST:{"id":7}\n#CLIPLOFT-SMART:nonsense')).toMatchObject({
      ...{ mark: null, smart: null },
    });
  });

  it('knows clips of ours by their ids, with a path or without', () => {
    expect(
      readM3u('#CLIPLOFT-CLIP:a\n#EXTINF:1,x\na.mp3\n#CLIPLOFT-CLIP:b\n#CLIPLOFT-CLIP:c\nc.mp3\nd.mp3')
        .entries,
    ).toEqual([
      { clip: 'a', path: 'a.mp3' },
      { clip: 'b', path: null },
      { clip: 'c', path: 'c.mp3' },
      { clip: null, path: 'd.mp3' },
    ]);
  });
});

describe('writing an M3U', () => {
  it.each([
    ['../Song.mp3', '../Song.mp3'],
    ['My song [1].mp3', 'My song [1].mp3'],
    ['#1 hit.mp3', './#1 hit.mp3'],
    [' led by a space.mp3', './ led by a space.mp3'],
    ['http:x.mp3', './http:x.mp3'],
    ['夜/#1.mp3', '夜/#1.mp3'],
    ['100%25.mp3', '100%25.mp3'],
    ['two\nlines.mp3', 'two%0Alines.mp3'],
    ['C:/Music/a.mp3', 'C:/Music/a.mp3'],
  ])('%j stands there as %j, and is read as one entry', (path, line) => {
    expect(pathLine(path)).toBe(line);
    expect(paths(entryLines({ path, duration: 1, maker: 'Suno', title: 'x' }))).toEqual([line]);
  });

  it.each([
    [215.4, 'A\r\nB', '#EXTINF:215,Suno - A B'],
    [0.2, 'x', '#EXTINF:1,Suno - x'],
    [0, 'x', '#EXTINF:-1,Suno - x'],
  ])('%d seconds of %j', (duration, title, line) =>
    expect(entryLines({ path: 'a', duration, maker: 'Suno', title }).split('\n')[0]).toBe(line),
  );
});

describe('paths', () => {
  it.each([
    ['/m/Cliploft/x.m3u8', '/m/Cliploft/a.mp3', 'a.mp3'],
    ['/m/Cliploft/Playlists/x.m3u8', '/m/Cliploft/a b.mp3', '../a b.mp3'],
    ['/home/mara/x.m3u8', '/m/Cliploft/a.mp3', '../../m/Cliploft/a.mp3'],
    ['C:\\Lists\\x.m3u8', 'c:\\Music\\a.mp3', '../Music/a.mp3'],
    ['C:\\music\\x.m3u8', 'C:\\Music\\Clip\\a.mp3', 'Clip/a.mp3'],
    ['D:\\x.m3u8', 'C:\\Music\\a.mp3', 'C:/Music/a.mp3'],
    ['D:\\x.m3u8', '\\\\nas\\music\\a.mp3', '//nas/music/a.mp3'],
    ['/a/b/../x.m3u8', '/a/./c.mp3', 'c.mp3'],
  ])('from %s to %s: %s', (list, file, expected) =>
    expect(relativePath(folderOf(list), parsePath(file))).toBe(expected),
  );

  it.each<[string, string, string, string | null]>([
    ['/m', '/m/Playlists', '../a.mp3', 'a.mp3'],
    ['/m', '/m', './a.mp3', 'a.mp3'],
    ['/m', '/m', '/m/a.mp3', 'a.mp3'],
    ['/m', '/m', '/M/a.mp3', null],
    ['/m', '/m', '../a.mp3', null],
    ['/m', '/m', '../../../m/a.mp3', 'a.mp3'],
    ['/m', '/m', '/music/a.mp3', null],
    ['C:\\Music', 'C:\\Lists', 'c:/music/a.mp3', 'a.mp3'],
    ['C:\\Music', 'C:\\Lists', '..\\Music\\a.mp3', null],
    ['\\\\nas\\music', 'C:\\Lists', '//NAS/music/a.mp3', 'a.mp3'],
  ])('in the library %s, read in %s: %s is %s', (library, from, path, expected) =>
    expect(nameWithin(parsePath(library), parsePath(from), path)).toBe(expected),
  );

  it.each([
    ['/a/b.mp3', 'b.mp3'],
    ['C:\\a\\b.mp3', 'b.mp3'],
    ['', ''],
    ['..', '..'],
  ])('%s is called %s', (path, name) => expect(fileNameOf(path)).toBe(name));
});
