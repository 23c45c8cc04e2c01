import { mount } from 'svelte';
import App from './App.svelte';
import { bridgeOf } from './bridge.ts';
import { createHowlerEngine } from './player/howler-engine.ts';
import './styles/base.css';
import { t } from './ui/text.ts';

const target = document.querySelector('#app');
const bridge = bridgeOf(window);
if (target !== null && bridge !== null) {
  mount(App, { target, props: { bridge, engine: createHowlerEngine(), createEngine: createHowlerEngine } });
} else {
  // Only where the page was opened outside the app, or the preload is broken.
  document.body.textContent = `${t.shell.broken.title}. ${t.shell.broken.text}`;
}
