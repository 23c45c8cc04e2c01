import { tick } from 'svelte';

/**
 * Gives the focus back to what had it within `room`, where it was moved among other elements: a browser takes the focus
 * from what is moved. `changing` is read for what it depends on. Call once, where effects may be made.
 */
export const keepFocus = (room: () => HTMLElement | undefined, changing: () => unknown): void => {
  $effect.pre(() => {
    void changing();
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === room()) return;
    if (room()?.contains(focused) !== true) return;
    void tick().then(() => {
      if (document.activeElement === document.body && focused.isConnected)
        focused.focus({ preventScroll: true });
    });
  });
};
