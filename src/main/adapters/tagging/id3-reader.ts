import { open, type FileHandle } from 'node:fs/promises';
import { id3Bytes } from '../proof/tail-tags.ts';
import { nameAt, viewOf } from '../proof/sound.ts';

/** Our frame stands first: so much holds it whole in most files. */
const firstRead = 16 * 1024;
/** No text of ours is longer; whatever says it is, is not read. Bytes. */
const longestText = 16 * 1024 * 1024;

type ReadAt = (at: number, length: number) => Promise<Uint8Array>;

/** Reads pieces of a file; the first ones come from one read. Short at the end of the file. */
const piecesOf = async (handle: FileHandle): Promise<ReadAt> => {
  const piece: ReadAt = async (at, length) => {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  };
  const first = await piece(0, firstRead);
  return async (at, length) =>
    at + length <= first.length ? first.subarray(at, at + length) : await piece(at, length);
};

/** Takes out the zeros that were put in behind each 0xff (ID3v2.3, 5). */
const withoutZeros = (bytes: Uint8Array): Uint8Array =>
  bytes.filter((byte, i) => byte !== 0 || i === 0 || bytes[i - 1] !== 0xff);

const syncSafe = (bytes: Uint8Array, at: number): number =>
  [0, 1, 2, 3].reduce((sum, i) => (sum << 7) | ((bytes[at + i] ?? 0) & 0x7f), 0);

const encodings = ['latin1', 'utf-16', 'utf-16be', 'utf-8'] as const;

/** A text of UTF-16 tells its byte order by a mark (ID3v2.3, 3.3). */
const decode = (bytes: Uint8Array, encoding: number): string => {
  const bigEndian = encoding === 1 && bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(bigEndian ? 'utf-16be' : (encodings[encoding] ?? 'utf-8')).decode(bytes);
};

/** The two texts of a TXXX frame: what it is called, and its value. */
const userText = (content: Uint8Array): { name: string; value: string } => {
  const encoding = content[0] ?? 0;
  const wide = encoding === 1 || encoding === 2 ? 2 : 1;
  let end = 1;
  while (end < content.length && (content[end] !== 0 || (wide === 2 && content[end + 1] !== 0))) end += wide;
  const value = decode(content.subarray(end + wide), encoding);
  return { name: decode(content.subarray(1, end), encoding), value: value.replace(/\0.*$/s, '') };
};

/** Walks the frames of a tag of version 2.3 or 2.4; gives the value of the TXXX frame with this name, or null. */
const findIn = async (read: ReadAt, wanted: string): Promise<string | null> => {
  const head = await read(0, 10);
  const end = id3Bytes(head);
  const version = head[3] ?? 0;
  if (end === 0 || version < 3 || version > 4) return null;
  const flags = head[5] ?? 0;
  let readTag = read;
  if (version === 3 && (flags & 0x80) !== 0) {
    if (end > longestText) return null;
    const tag = withoutZeros(await read(0, end));
    readTag = async (at, length) => tag.subarray(at, at + length);
  }
  let at = 10;
  if ((flags & 0x40) !== 0) {
    const size = await readTag(10, 4);
    at += version === 4 ? syncSafe(size, 0) : size.length < 4 ? 0 : 4 + viewOf(size).getUint32(0, false);
  }
  while (at + 10 < end) {
    const frame = await readTag(at, 10);
    if (frame.length < 10 || !/^[A-Z0-9]{4}$/.test(nameAt(frame, 0))) return null; // padding, or damage
    const length = version === 4 ? syncSafe(frame, 4) : viewOf(frame).getUint32(4, false);
    const next = at + 10 + length;
    if (next > end) return null;
    if (nameAt(frame, 0) === 'TXXX' && length <= longestText) {
      let content = await readTag(at + 10, length);
      const format = version === 4 ? (frame[9] ?? 0) : 0;
      if ((format & 1) !== 0) content = content.subarray(4); // the length before anything was done to it
      if ((format & 2) !== 0) content = withoutZeros(content);
      const { name, value } = userText(content);
      if (name === wanted) return value;
    }
    at = next;
  }
  return null;
};

/**
 * The value of the user text (TXXX) with this name in the ID3v2.3 or 2.4 tag at the start of a file, or null. Only the
 * tag is read, and of it only what is needed. Throws what the system says.
 */
export const readUserText = async (path: string, name: string): Promise<string | null> => {
  const handle = await open(path, 'r');
  try {
    return await findIn(await piecesOf(handle), name);
  } finally {
    await handle.close();
  }
};
