/** What keeps the space bar for itself when it has the focus. */
const controls =
  'a, button, input, select, textarea, summary, audio, video, [contenteditable], [role="menuitem"], dialog';

/** Whether this key press is the space bar with nothing focused that has its own use for it. */
export const isForPlayer = (event: KeyboardEvent): boolean => {
  if (event.key !== ' ' || event.repeat || event.defaultPrevented) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  return !(event.target instanceof Element) || event.target.closest(controls) === null;
};
