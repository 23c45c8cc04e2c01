import type {} from 'vite/client';
import { mount } from 'svelte';
import App from '../../src/renderer/App.svelte';
import type { AudioEngine, AudioEvents } from '../../src/renderer/player/audio-engine.ts';
import '../../src/renderer/styles/base.css';
import { galleryNow, sceneBridge } from './scenes.ts';

/** Pretends to play: opens at once and stands at 47 seconds. */
const silentEngine = (): AudioEngine => {
  let events: AudioEvents | null = null;
  let position = 0;
  return {
    open: (_url, to) => {
      events = to;
      position = 47;
      queueMicrotask(() => to.playing());
    },
    play: () => events?.playing(),
    pause: () => events?.paused(),
    seek: (seconds) => {
      position = seconds;
    },
    position: () => position,
    setVolume: () => undefined,
    close: () => undefined,
  };
};

const asked = new URLSearchParams(location.search);
const target = document.querySelector('#app');
if (target === null) throw new Error('no #app');
const { bridge } = sceneBridge(
  asked.get('scene') ?? 'everyday',
  asked.get('theme') === 'dark' ? 'dark' : 'light',
);
mount(App, { target, props: { bridge, engine: silentEngine(), time: () => galleryNow } });
