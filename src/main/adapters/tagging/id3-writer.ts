/** A picture for a tag. */
export interface TagPicture {
  /** `image/png` and the like. */
  mime: string;
  bytes: Uint8Array;
}

/** Frames of an ID3v2.4 tag, in the order in which they are added. */
export interface Id3Writer {
  /** A text frame (`TIT2` and the like; ID3v2.4 frames, 4.2). */
  text(id: string, value: string): void;
  /** A text of the user's own (TXXX, 4.2.6). */
  userText(name: string, value: string): void;
  /** Lyrics (USLT, 4.8) or a comment (COMM, 4.10), which are built alike. `language` has three letters (ISO 639-2), or XXX. */
  longText(id: 'USLT' | 'COMM', language: string, value: string): void;
  /** The front cover (APIC, 4.14). */
  cover(picture: TagPicture): void;
  /** The whole tag, without padding. */
  tag(): Uint8Array;
}

/** Every text is UTF-8 (4). */
const utf8 = 3;
const frontCover = 3;

const encoder = new TextEncoder();
const nul = Uint8Array.of(0);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** Four times seven bits, the highest bit of each byte left free (ID3v2.4 structure, 6.2). */
const syncSafe = (number: number): Uint8Array =>
  Uint8Array.from([21, 14, 7, 0], (shift) => (number >> shift) & 0x7f);

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/**
 * Writes an ID3v2.4 tag (id3.org, ID3v2.4.0 structure and frames): no flags, no padding, no unsynchronisation, which no
 * reader of this version needs. Texts must not hold NUL, which ends them.
 */
export const createId3Writer = (): Id3Writer => {
  const frames: Uint8Array[] = [];
  const add = (id: string, ...content: Uint8Array[]): void => {
    const size = content.reduce((sum, { length }) => sum + length, 0);
    frames.push(latin(id), syncSafe(size), Uint8Array.of(0, 0), ...content);
  };
  const encoding = Uint8Array.of(utf8);
  return {
    text: (id, value) => add(id, encoding, encoder.encode(value)),
    userText: (name, value) => add('TXXX', encoding, encoder.encode(name), nul, encoder.encode(value)),
    // No description: the one text of its kind.
    longText: (id, language, value) => add(id, encoding, latin(language), nul, encoder.encode(value)),
    cover: ({ mime, bytes }) =>
      add('APIC', encoding, latin(mime), nul, Uint8Array.of(frontCover), nul, bytes),
    tag() {
      const body = joined(frames);
      return joined([latin('ID3'), Uint8Array.of(4, 0, 0), syncSafe(body.length), body]);
    },
  };
};
