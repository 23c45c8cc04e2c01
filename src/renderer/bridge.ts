import type { Bridge } from '../shared/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload; nothing else in the page reads it. */
    readonly cliploft?: Bridge;
  }
}

/** The bridge to main, or null where the page was opened outside the app. */
export const bridgeOf = (page: Window): Bridge | null => page.cliploft ?? null;
