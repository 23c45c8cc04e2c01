/**
 * How many clips each group of a list has, in the list's order, as one short text: `2*40 1 2*7` is forty groups of two,
 * one of one, seven of two. A list of tasks has tens of thousands of groups, and nearly all are alike.
 */
export const packSizes = (sizes: readonly number[]): string => {
  const parts: string[] = [];
  for (let at = 0; at < sizes.length;) {
    const from = at;
    while (at < sizes.length && sizes[at] === sizes[from]) at += 1;
    parts.push(at - from === 1 ? String(sizes[from]) : `${String(sizes[from])}*${String(at - from)}`);
  }
  return parts.join(' ');
};

/** The sizes that `packSizes` made a text of. */
export const unpackSizes = (text: string): number[] =>
  text === ''
    ? []
    : text.split(' ').flatMap((part) => {
        const [size = 0, times = 1] = part.split('*').map(Number);
        return times === 1 ? [size] : Array.from({ length: times }, () => size);
      });
