import { nativeImage, type NativeImage } from 'electron';

/** Where a dot lies in a square bitmap, in pixels. */
interface Dot {
  /** Of the bitmap. */
  side: number;
  x: number;
  y: number;
  radius: number;
  /** Clear around it. */
  rim: number;
}

/** In the tray's corner, at twice the size that trays show. */
const corner: Dot = { side: 44, x: 33, y: 33, radius: 9, rim: 2 };
/** All of a small picture over an icon, at twice the size that taskbars show. */
const whole: Dot = { side: 32, x: 15.5, y: 15.5, radius: 13, rim: 2 };
/** Blue, green, red, as bitmaps are laid out on all systems that Electron runs on. */
const colour = [0x3a, 0x4f, 0xe2] as const;

/** Paints a dot into a bitmap of `side` × `side` BGRA pixels, with a clear rim around it. */
export const paintDot = (bitmap: Uint8Array, dot: Dot = corner): void => {
  const { side } = dot;
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
  const { side } = corner;
  const small = icon.resize({ width: side, height: side, quality: 'best' });
  if (!calling || small.isEmpty()) return small;
  const bitmap = Buffer.from(small.toBitmap());
  paintDot(bitmap);
  return nativeImage.createFromBitmap(bitmap, { width: side, height: side, scaleFactor: 2 });
};

/** A dot alone, to be laid over the app's icon. */
export const dotPicture = (): NativeImage => {
  const { side } = whole;
  const bitmap = Buffer.alloc(side * side * 4);
  paintDot(bitmap, whole);
  return nativeImage.createFromBitmap(bitmap, { width: side, height: side, scaleFactor: 2 });
};
