import { nativeImage, type BrowserWindow } from 'electron';

/** What is shown beside the mouse, in pixels a side. */
const side = 64;

/**
 * Hands files to the system's drag, from the window in which the mouse is down. The picture is the cover where there is
 * one, else that of the program: the system refuses a drag without any.
 */
export const createDragOut =
  (window: () => BrowserWindow | null, programIcon: string) =>
  (files: readonly string[], cover: string | null): void => {
    const [first] = files;
    const contents = window()?.webContents;
    if (first === undefined || contents === undefined || contents.isDestroyed()) return;
    const image = cover === null ? nativeImage.createEmpty() : nativeImage.createFromPath(cover);
    const icon = image.isEmpty() ? nativeImage.createFromPath(programIcon) : image;
    contents.startDrag({ file: first, files: [...files], icon: icon.resize({ height: side }) });
  };
