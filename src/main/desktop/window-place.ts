import type { Rectangle } from 'electron';

/** Size and place of the window, kept between runs. */
export interface WindowPlace extends Rectangle {
  maximized: boolean;
}

/** The size of the window at the first start. */
const standard = { width: 1280, height: 800 };

/** So much of the window must be on the screen to be taken hold of: across, and from its top down. px. */
const grip = { across: 100, down: 60, above: 10 };

/**
 * Where the window opens: at its old place where a screen still shows it, otherwise in its old size (which
 * the screen cuts to its own) wherever the system puts it. `workArea` is the nearest screen's.
 */
export const placeOn = (workArea: Rectangle, place: WindowPlace | null): Partial<Rectangle> => {
  if (place === null) return standard;
  const fits =
    place.x < workArea.x + workArea.width - grip.across &&
    place.x + place.width > workArea.x + grip.across &&
    place.y >= workArea.y - grip.above &&
    place.y < workArea.y + workArea.height - grip.down;
  return fits
    ? { x: place.x, y: place.y, width: place.width, height: place.height }
    : { width: Math.min(place.width, workArea.width), height: Math.min(place.height, workArea.height) };
};
