import { createContext } from 'svelte';
import type { Bridge } from '../../shared/contract.ts';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import { AppState } from './app.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Commands } from './commands.ts';
import { Figures } from './figures.svelte.ts';
import { LibraryWork } from './library-work.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

/** All that a view needs from outside itself. There is one per page, handed down by context. */
export interface AppContext {
  app: AppState;
  nav: Navigation;
  commands: Commands;
  toasts: Toasts;
  clock: Clock;
  work: LibraryWork;
  figures: Figures;
}

/** Joins the page's state to a bridge, with words for the locale (BCP 47). `time` is for tests and galleries. */
export const createAppContext = (bridge: Bridge, locale: string, time?: () => number): AppContext => {
  const t = catalogueFor(locale);
  const toasts = new Toasts();
  const app = new AppState(bridge);
  const nav = new Navigation();
  const commands = new Commands(bridge, toasts, t);
  const work = new LibraryWork({ app, nav, commands, toasts }, t);
  const figures = new Figures((query) => commands.invoke('statistics.get', query));
  return { app, nav, commands, toasts, clock: new Clock(time), work, figures };
};

/** `useApp()` in a component under the one that called `provideApp(context)`. */
export const [useApp, provideApp] = createContext<AppContext>();
