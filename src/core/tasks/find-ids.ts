/** What was found in a text that should hold task ids. */
export interface FoundIds {
  /** Distinct, in order of appearance. */
  ids: string[];
  /** Pieces that look meant as ids and are none; at most 20, shortened. */
  rejected: string[];
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const wholeUuid = new RegExp(`^${uuid.source}$`, 'i');
/** What the API itself calls a task id is believed, as long as it can stand in a URL. */
const idShape = /^[A-Za-z0-9_-]{6,100}$/;
const looksMeant = /^(?=.*\d)[A-Za-z0-9_-]{8,}$|^[0-9a-f-]{8,}$|^[a-z]+(?:[-_][a-z0-9]+)*[-_]id$/i;

const normal = (id: string): string => (wholeUuid.test(id) ? id.toLowerCase() : id);

/** End of the JSON value that begins at `start`, or -1 when it is cut short. Strings are skipped whole. */
const endOfJson = (text: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    } else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
};

/** Splits a text into the JSON values in it and the rest. */
const splitJson = (text: string): { values: unknown[]; rest: string } => {
  const values: unknown[] = [];
  let rest = '';
  let at = 0;
  while (at < text.length) {
    const start = text.slice(at).search(/[{[]/);
    if (start < 0) break;
    const from = at + start;
    const end = endOfJson(text, from);
    rest += text.slice(at, from);
    if (end < 0) {
      at = from;
      break;
    }
    try {
      values.push(JSON.parse(text.slice(from, end)));
      rest += ' ';
      at = end;
    } catch {
      rest += ' ';
      at = from + 1;
    }
  }
  return { values, rest: rest + text.slice(at) };
};

/** Task ids in a JSON value: what is called task_id (or taskId), and plain arrays of UUIDs. Clip ids are not task ids. */
const idsInJson = (value: unknown, found: string[]): void => {
  if (Array.isArray(value)) {
    for (const entry of value) {
      if (typeof entry === 'string' && wholeUuid.test(entry)) found.push(entry);
      else idsInJson(entry, found);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) {
      if ((name === 'task_id' || name === 'taskId') && typeof entry === 'string' && idShape.test(entry))
        found.push(entry);
      else if (typeof entry === 'object') {
        // An array of plain strings inside an answer holds anything but tasks, unless it says so.
        if (!Array.isArray(entry) || entry.some((one) => typeof one === 'object') || /task/i.test(name))
          idsInJson(entry, found);
      }
    }
  }
};

const shortened = (piece: string): string => (piece.length > 60 ? `${piece.slice(0, 59)}…` : piece);

/**
 * Finds task ids in whatever was pasted: ids, a JSON answer of create or get, the output of curl, a URL.
 * A key in a pasted command line is skipped and never comes back in `rejected`.
 */
export const findIds = (pasted: string): FoundIds => {
  const text = pasted.replace(/x-api-key["']?\s*[:=]\s*["']?[^\s"',}]+/gi, ' ');
  const { values, rest } = splitJson(text);
  const found: string[] = [];
  for (const value of values) idsInJson(value, found);

  let plain = rest;
  const take = (pattern: RegExp): void => {
    plain = plain.replace(pattern, (_whole, id: string) => {
      if (idShape.test(id)) found.push(id);
      return ' ';
    });
  };
  // An answer cut short: its task_id counts, its other fields (clip ids among them) do not.
  take(/"task_?id"\s*:\s*"([^"]+)"/gi);
  plain = plain.replace(/"\w+"\s*:\s*("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)/g, ' ');
  take(/\S*\/task\/([A-Za-z0-9_-]+)\S*/gi);
  take(new RegExp(`(?<![0-9a-z-])(${uuid.source})(?![0-9a-z-])`, 'gi'));

  const ids = [...new Set(found.map(normal))];
  const words = plain.split(/[\s,;|"'`<>()[\]{}]+/).filter((word) => word !== '' && !/^-|[/:=]/.test(word));
  let rejected = [...new Set(words.filter((word) => looksMeant.test(word)))];
  if (ids.length === 0 && rejected.length === 0) {
    rejected = text
      .split(/\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
  return { ids, rejected: rejected.slice(0, 20).map(shortened) };
};
