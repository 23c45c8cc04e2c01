import { Howl } from 'howler';
import type { AudioEngine } from './audio-engine.ts';

/**
 * The engine that ships: one streaming `<audio>` at a time, by way of howler. `format` is only howler's
 * gate for addresses without an extension, as `clip://…/audio`; the element reads the real type.
 */
export const createHowlerEngine = (): AudioEngine => {
  let howl: Howl | null = null;
  let volume = 1;

  const close = (): void => {
    howl?.off();
    howl?.unload();
    howl = null;
  };

  return {
    open(url, events, playing = true) {
      close();
      const opened = new Howl({ src: [url], html5: true, format: ['mp3'], volume });
      howl = opened;
      // An event of a clip that was let go must not speak for the next one.
      const mine =
        <A extends unknown[]>(tell: (...args: A) => void) =>
        (...args: A): void => {
          if (howl === opened) tell(...args);
        };
      opened.on(
        'load',
        mine(() => events.loaded(opened.duration())),
      );
      opened.on(
        'play',
        mine(() => events.playing()),
      );
      opened.on(
        'pause',
        mine(() => events.paused()),
      );
      opened.on(
        'end',
        mine(() => events.ended()),
      );
      const failed = mine((_id: number, error: unknown) => events.failed(String(error)));
      opened.on('loaderror', failed);
      opened.on('playerror', failed);
      if (playing) opened.play();
    },
    play() {
      if (howl !== null && !howl.playing()) howl.play();
    },
    pause() {
      howl?.pause();
    },
    seek(seconds) {
      howl?.seek(seconds);
    },
    position() {
      return howl?.seek() ?? 0;
    },
    setVolume(next, fadeMs = 0) {
      volume = next;
      if (howl === null) return;
      if (fadeMs > 0 && howl.playing()) howl.fade(howl.volume(), next, fadeMs);
      else howl.volume(next);
    },
    close,
  };
};
