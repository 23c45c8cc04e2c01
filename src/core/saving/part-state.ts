import * as v from 'valibot';

/**
 * What is remembered of a download that may break off, so that the next try can go on where it stopped. The size
 * of the part on disk is the only truth about how far it came; this tells what those bytes are.
 */
export const partStateSchema = v.object({
  /** Name of the part within `<library>/.cliploft/`. */
  name: v.string(),
  /** The address it came from, as it was asked for. */
  url: v.string(),
  /** Strong entity tag of the reply (RFC 9110, 8.8.3), with its quotes; null where there was none, or a weak one. */
  etag: v.nullable(v.string()),
  /** `Last-Modified` of the reply, as it stood there; null where there was none. */
  modified: v.nullable(v.string()),
  /** Bytes of the whole source as announced; null where the host did not say. */
  total: v.nullable(v.number()),
  /** Bytes of our own tag at the start of the part, before the sound. */
  prefix: v.number(),
  /** Bytes at the start of the source (its own ID3v2 tag) that were left out. */
  skip: v.number(),
});

/** A download under way, or one that broke off. */
export type PartState = v.InferOutput<typeof partStateSchema>;
