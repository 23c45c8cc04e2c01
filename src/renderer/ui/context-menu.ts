/**
 * Calls `open` with where a menu is to stand that was asked for by the right button or the keyboard. Where the button is
 * still down, letting it go would count as a press outside the menu and close it: then it opens after that.
 */
export const atContext = (event: MouseEvent, open: (at: DOMRect) => void): void => {
  event.preventDefault();
  const at = new DOMRect(event.clientX, event.clientY);
  if (event.buttons === 0) open(at);
  else window.addEventListener('pointerup', () => setTimeout(() => open(at)), { once: true });
};
