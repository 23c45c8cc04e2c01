import { safeName } from '../saving/file-names.ts';

const longestName = 1024;
const control = /\p{Cc}/u;

/**
 * May an entry of an archive be called that? Relative, `/` between folders, no way out of the folder it is unpacked
 * into on any system: no `..`, no backslash, no drive letter, no control character.
 */
export const isEntryName = (name: string): boolean =>
  name.length <= longestName &&
  !name.includes('\\') &&
  !control.test(name) &&
  !/^[A-Za-z]:/.test(name) &&
  name.split('/').every((piece) => piece !== '' && piece !== '.' && piece !== '..');

/** Where the files of the library stand within an archive. */
export const entryOfFile = (fileName: string): string => `library/${fileName}`;

const ourShape = /^(.*?)((?: \[[a-z0-9]{1,8}\])?(?: \d{1,2})?)$/su;

/** Extension with its dot, in lower case; empty where there is none. */
export const extensionOf = (fileName: string): string =>
  /\.[A-Za-z0-9]{1,5}$/.exec(fileName)?.[0].toLowerCase() ?? '';

/**
 * The base name that a file had in the library that was exported, made harmless: what we gave stays as it is,
 * anything else is never a path, never hidden, never too long.
 */
export const baseOf = (fileName: string): string => {
  const base = fileName.slice(0, fileName.length - extensionOf(fileName).length);
  const [, title = '', tail = ''] = ourShape.exec(base) ?? [];
  return `${safeName(title)}${tail}`;
};

/** File names that no system tells apart are one name (RFC 5198 for the form, letter case by most disks). */
export const sameName = (fileName: string): string => fileName.normalize('NFC').toLowerCase();
