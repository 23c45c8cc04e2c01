import { nativeImage } from 'electron';

/** Pixels a side: what media panels show, twice over. */
const side = 256;

/** The cover at `path` for the system's media panel, as a data URL (PNG); null where it cannot be read. */
export const panelCover = (path: string | null): string | null => {
  const image = path === null ? null : nativeImage.createFromPath(path);
  return image === null || image.isEmpty() ? null : image.resize({ height: side }).toDataURL();
};
