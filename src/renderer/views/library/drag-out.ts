import type { Attachment } from 'svelte/attachments';
import type { ClipSet } from '../../../shared/clip-set.ts';
import { useApp } from '../../state/context.ts';

/**
 * Lets the mouse drag clips out of the window, by what shows them: `{@attach dragOut(() => ({ of: 'ids', ids: [clip.id] }))}`. Which clips,
 * is asked when it begins, so that all that are selected can go along. To be called while a component is made.
 */
export const dragOut = (clips: () => ClipSet): Attachment<HTMLElement> => {
  const { commands } = useApp();
  return (element) => {
    const start = (event: DragEvent): void => {
      // The system drags the files; the page has nothing to drag.
      event.preventDefault();
      void commands.run('clips.dragOut', { clips: clips() });
    };
    element.draggable = true;
    element.addEventListener('dragstart', start);
    return () => element.removeEventListener('dragstart', start);
  };
};
