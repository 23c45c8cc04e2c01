import * as v from 'valibot';
import type { Files, Tags } from '../../src/core/ports.ts';
import { clipTagSchema } from '../../src/core/saving/clip-tag.ts';

const name = 'CLIPLOFT\0';
/** Files of tests are small. */
const longest = 100 * 1024 * 1024;

/** The value within a text up to its NUL, or null where it is no JSON. */
const valueIn = (text: string): unknown => {
  const at = text.indexOf(name);
  if (!text.startsWith('ID3') || at === -1) return null;
  try {
    return JSON.parse(text.slice(at + name.length, text.indexOf('\0', at + name.length)));
  } catch {
    return null;
  }
};

/**
 * Tags that no format takes, or with `files`: an MP3 takes a tag of the right length with nothing in it but the
 * provenance, and gives it back.
 */
export const createFakeTags = (files?: Files): Tags => ({
  async make(mime, tag) {
    if (files === undefined || mime !== 'audio/mpeg') return null;
    const body = new TextEncoder().encode(`${name}${JSON.stringify(tag)}\0`);
    const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
    return Uint8Array.from([...[0x49, 0x44, 0x33, 3, 0, 0], ...size, ...body]);
  },
  async read(path) {
    const text = await files?.readText(path, longest);
    const parsed = v.safeParse(clipTagSchema, text?.ok === true ? valueIn(text.value) : null);
    return parsed.success ? parsed.output : null;
  },
});
