import { nativeImage, type NativeImage } from 'electron';

/** Pixels a side, at twice the size that trays show. */
const side = 44;
const dot = { x: 33, y: 33, radius: 9, rim: 2 };
/** Blue, green, red, as bitmaps are laid out on all systems that Electron runs on. */
const colour = [0x3a, 0x4f, 0xe2] as const;

/** Paints a dot into the corner of a bitmap of `side` × `side` BGRA pixels, with a clear rim around it. */
export const paintDot = (bitmap: Uint8Array): void => {
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const away = Math.hypot(x - dot.x, y - dot.y);
      if (away > dot.radius + dot.rim) continue;
      const at = (y * side + x) * 4;
      if (away > dot.radius) bitmap.fill(0, at, at + 4);
      else bitmap.set([...colour, 255], at);
    }
  }
};

/** The app's icon in the tray's size, with a dot when somebody is needed. */
export const trayPicture = (icon: NativeImage, calling: boolean): NativeImage => {
  const small = icon.resize({ width: side, height: side, quality: 'best' });
  if (!calling || small.isEmpty()) return small;
  const bitmap = Buffer.from(small.toBitmap());
  paintDot(bitmap);
  return nativeImage.createFromBitmap(bitmap, { width: side, height: side, scaleFactor: 2 });
};
