import { describe, expect, it } from 'vitest';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { tag } from '../../../tests/fakes/saving.ts';
import { isSidecarName, parseSidecar, readSidecar, sidecarName, sidecarText } from './sidecar.ts';

const sidecar = { sha256: 'abc', clip: tag };

describe('a sidecar', () => {
  it('has the base name of its audio file', () => {
    expect(sidecarName('A. B [1a2b3c4d].wav')).toBe('A. B [1a2b3c4d].cliploft.json');
    expect(sidecarName('/lib.old/A [1a2b3c4d].flac')).toBe('/lib.old/A [1a2b3c4d].cliploft.json');
    expect([isSidecarName('A.cliploft.json'), isSidecarName('A.json')]).toEqual([true, false]);
  });

  it('gives back what was written', () => {
    expect(parseSidecar(sidecarText(sidecar))).toEqual(sidecar);
  });

  it.each([
    ['no JSON', '{'],
    ['another version', sidecarText(sidecar).replace('"cliploft": 1', '"cliploft": 2')],
    ['no clip', '{"cliploft":1,"sha256":"a"}'],
    ['a clip without an id', sidecarText({ ...sidecar, clip: { ...tag, clipId: '' } })],
    ['null', 'null'],
  ])('is none where it holds %s', (_name, text) => {
    expect(parseSidecar(text)).toBeNull();
  });

  it('is read beside its audio file, and may be missing', async () => {
    const files = createFakeFiles({ folders: ['/lib'] });
    files.put('/lib/a.cliploft.json', sidecarText(sidecar));
    expect(await readSidecar(files, '/lib/a.wav')).toEqual(sidecar);
    expect(await readSidecar(files, '/lib/b.wav')).toBeNull();
  });
});
