/**
 * A short stand-in for texts, the same in each run: FNV-1a of 32 bits over their characters, with an end behind each, so
 * that other borders between them give another one. For telling apart, not for secrets.
 */
export const shortHash = (texts: readonly string[]): number => {
  let hash = 0x811c9dc5;
  for (const text of texts)
    for (let at = 0; at <= text.length; at += 1)
      hash = Math.imul(hash ^ (at < text.length ? text.charCodeAt(at) : 0), 0x01000193);
  return hash >>> 0;
};
