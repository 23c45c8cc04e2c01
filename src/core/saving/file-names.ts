/** Names that Windows keeps for devices, with or without an extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Separators, what Windows forbids, control characters, and those that turn the text's direction; emoji keep their joiner. */
const unsafe = /(?!\u200d)[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Bytes of a title in UTF-8. Most systems take names of 255, encrypted folders 143: id, number and extension need 33. */
const longestBytes = 110;

const utf8Length = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

const cut = (text: string): string => {
  let bytes = 0;
  let kept = '';
  for (const char of text) {
    bytes += utf8Length(char);
    if (bytes > longestBytes) break;
    kept += char;
  }
  return kept;
};

/** A title as a part of a file name that no system stumbles over: never a path, never hidden, never empty. */
export const safeName = (title: string): string => {
  const harmless = title.normalize('NFC').replace(unsafe, ' ').replace(/\s+/g, ' ');
  const trimmed = cut(harmless.replace(/^[\s.]+/, '')).replace(/[\s.]+$/, '');
  if (trimmed === '') return 'Untitled';
  return devices.test(trimmed) ? `_${trimmed}` : trimmed;
};

/** The part of a clip's id that stands in its file name: enough to tell equal titles apart at a glance. */
export const shortId = (clipId: string): string =>
  clipId
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)
    .toLowerCase() || 'clip';

/** Base names for a clip's files, without extension, in order of preference: the next one where the first is taken. */
export const baseNames = (title: string, clipId: string): string[] => {
  const name = `${safeName(title)} [${shortId(clipId)}]`;
  return [name, ...Array.from({ length: 98 }, (_, index) => `${name} ${index + 2}`)];
};
