import { mount } from 'svelte';
import App from '../../src/renderer/App.svelte';
import { createHowlerEngine } from '../../src/renderer/player/howler-engine.ts';
import '../../src/renderer/styles/base.css';
import { createFakeSound } from '../fakes/sound.ts';
import { galleryNow, sceneBridge } from './scenes.ts';

const asked = new URLSearchParams(location.search);
const target = document.querySelector('#app');
if (target === null) throw new Error('no #app');
const { bridge } = sceneBridge(
  asked.get('scene') ?? 'everyday',
  asked.get('theme') === 'dark' ? 'dark' : 'light',
);
/** Makes no sound, and stands at 47 seconds; `sound=real` is for a host that answers `clip:`. */
const silent = createFakeSound();
const engine =
  asked.get('sound') === 'real' ? createHowlerEngine() : { ...silent.engine, position: () => 47 };
mount(App, { target, props: { bridge, engine, time: () => galleryNow } });
