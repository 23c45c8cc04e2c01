import { expect, it } from 'vitest';
import { audioExtensions } from '../../shared/audio-types.ts';
import { isAudioName, sameBase } from './names.ts';

it.each(audioExtensions)(
  'a file that ends in %s may be a clip’s audio, and shares what stands beside it',
  (ending) => {
    expect([isAudioName(`Song${ending}`), isAudioName(`SONG${ending.toUpperCase()}`)]).toEqual([true, true]);
    expect([isAudioName(`.Song${ending}`), isAudioName(`Song${ending}.part`)]).toEqual([false, false]);
    expect(sameBase('Song.mp3')).toContain(`Song${ending}`);
  },
);
