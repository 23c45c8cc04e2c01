/** As much as anybody reads, and as much of a feed's text as is looked at for it. Characters. */
const longest = 10_000;
const longestGiven = 30_000;

const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
};

const plain = (html: string): string =>
  html
    .slice(0, longestGiven)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<li\b[^>]*>/gi, '\n• ')
    .replace(/<(br|\/p|\/h[1-6]|\/ul|\/ol|\/div|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
      (whole, dec?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
        const code = dec === undefined ? parseInt(hex ?? '', 16) : Number(dec);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    );

/**
 * Release notes as plain text. GitHub's feed has them as HTML, others as text or Markdown, and several versions in a row
 * as a list; nothing of it is ever shown as anything but text. Pure.
 */
export const plainNotes = (notes: unknown): string => {
  const texts = Array.isArray(notes)
    ? notes.map((each: unknown) => {
        const { version, note } = each as { version?: unknown; note?: unknown };
        return `${typeof version === 'string' ? `${version}\n` : ''}${typeof note === 'string' ? plain(note) : ''}`;
      })
    : [typeof notes === 'string' ? plain(notes) : ''];
  return texts
    .join('\n\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, longest);
};
