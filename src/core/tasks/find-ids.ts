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

const mostRejected = 20;
const shortestAnswer = '{"taskId":"abcdef"}'.length;

const normal = (id: string): string => (wholeUuid.test(id) ? id.toLowerCase() : id);

/** A text that is meant to be one task id and nothing else, in its usual form; null when it cannot be one. */
export const taskIdOf = (text: string): string | null => (idShape.test(text) ? normal(text) : null);

/** Index after the string that opens at `start`; the end of the text when it is cut short. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  for (; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
  return Math.min(at + 1, text.length);
};

/** End of the JSON value that begins at `start`, or -1 when it is cut short. Strings are skipped whole. */
const endOfJson = (text: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
};

/**
 * Splits a text into the JSON values in it and the rest. Brackets that hold no JSON are looked into only so often
 * and so long that the time stays in proportion to the text; what comes after that counts as rest.
 */
const splitJson = (text: string): { values: unknown[]; rest: string } => {
  const values: unknown[] = [];
  const opening = /[{[]/g;
  let failuresLeft = 5000;
  let charsLeft = 4 * text.length + 100_000;
  let rest = '';
  let at = 0;
  while (failuresLeft > 0 && charsLeft > 0) {
    opening.lastIndex = at;
    const from = opening.exec(text)?.index;
    if (from === undefined) break;
    const end = endOfJson(text, from);
    rest += text.slice(at, from);
    at = from;
    if (end < 0) break;
    rest += ' ';
    try {
      const value: unknown = JSON.parse(text.slice(from, end));
      if (end - from >= shortestAnswer) values.push(value);
      at = end;
    } catch {
      failuresLeft -= 1;
      charsLeft -= end - from;
      at = from + 1;
    }
  }
  return { values, rest: rest + text.slice(at) };
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What of an object or array is to be looked at: ids (as strings), and the objects and arrays that may hold some. */
const partsOf = (value: object): unknown[] => {
  if (Array.isArray(value))
    return value.filter((entry) => (typeof entry === 'string' ? wholeUuid.test(entry) : isObject(entry)));
  return Object.entries(value)
    .filter(([name, entry]: [string, unknown]) => {
      if (typeof entry === 'string') return (name === 'task_id' || name === 'taskId') && idShape.test(entry);
      // An array of plain strings inside an answer holds anything but tasks, unless it says so.
      if (Array.isArray(entry)) return entry.some((one) => typeof one === 'object') || /task/i.test(name);
      return isObject(entry);
    })
    .map(([, entry]: [string, unknown]) => entry);
};

/**
 * Task ids in a JSON value: what is called task_id (or taskId), and plain arrays of UUIDs. Clip ids are not task ids.
 * Without recursion: a paste may be nested deeper than the call stack.
 */
const idsInJson = (value: unknown, found: string[]): void => {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') found.push(next);
    else if (isObject(next)) for (const part of partsOf(next).reverse()) pending.push(part);
  }
};

/** Puts `…` in place of every key in a header, an assignment, an option or a field, so that none is taken for an id. */
const withoutKeys = (text: string): string => {
  const named =
    /((?:(?:key|token|secret|password)s?(?:_?\d{1,3})?|authorization)["'\\\])]*[ \t]*(?::\s*|=>?[ \t]*)["'`\\]*(?:(?:bearer|basic|token)[ \t]+["']?)?)([^\s"'`,}\\{[][^\s"'`,}\\]*)/gi;
  const spoken =
    /((?:api[-_ ]?key["']?(?:[ \t]+is)?[ \t]*,?[ \t]*["']?|bearer[ \t]+["']?))([\w.~+=-]{8,})(?![\w.~+=-]*[:/])/gi;
  return text
    .replace(named, (whole: string, before: string, key: string) =>
      /^(?:null|true|false|[\d.-]{1,5})$/.test(key) ? whole : `${before}…`,
    )
    .replace(spoken, '$1…');
};

/** Takes the fields of a JSON answer that was cut short out of a text, strings whole. */
const withoutFields = (text: string): string => {
  const name = /"\w+"\s*:\s*(?=[^\s,}\]])/g;
  const stop = /[\s,}\]]/g;
  let kept = '';
  let at = 0;
  for (let hit = name.exec(text); hit !== null; hit = name.exec(text)) {
    kept += `${text.slice(at, hit.index)} `;
    stop.lastIndex = name.lastIndex;
    at =
      text[name.lastIndex] === '"'
        ? endOfString(text, name.lastIndex)
        : (stop.exec(text)?.index ?? text.length);
    name.lastIndex = at;
  }
  return kept + text.slice(at);
};

/** Takes the URLs of tasks out of a text, each with all that stands around it without a blank; its last id counts. */
const withoutUrls = (text: string, taken: (id: string) => void): string => {
  const path = /\/task(?=\/[\w-])/gi;
  const blank = /\s/g;
  let kept = '';
  let at = 0;
  for (let hit = path.exec(text); hit !== null; hit = path.exec(text)) {
    let start = hit.index;
    while (start > at && !/\s/.test(text.charAt(start - 1))) start -= 1;
    blank.lastIndex = hit.index;
    const end = blank.exec(text)?.index ?? text.length;
    let last = hit.index;
    for (const other of text.slice(hit.index, end).matchAll(path)) last = hit.index + (other.index ?? 0);
    taken(/^[\w-]+/.exec(text.slice(last + '/task/'.length, end))?.[0] ?? '');
    kept += `${text.slice(at, start)} `;
    at = end;
    path.lastIndex = end;
  }
  return kept + text.slice(at);
};

/** The pieces of a text that look meant as ids, distinct. */
const meantPieces = (text: string): string[] => {
  const pieces = new Set<string>();
  for (const word of text.split(/[\s,;|"'`<>()[\]{}]+/)) {
    if (pieces.size >= mostRejected) break;
    // The start of a piece tells enough: no id is this long.
    if (word !== '' && !/^-|[/:=]/.test(word) && looksMeant.test(word.slice(0, 200))) pieces.add(word);
  }
  return [...pieces];
};

const shortened = (piece: string): string => (piece.length > 60 ? `${piece.slice(0, 59)}…` : piece);

/**
 * Finds task ids in whatever was pasted: ids, a JSON answer of create or get, the output of curl, a URL.
 * A key in a pasted command line is skipped and never comes back in `rejected`. The time taken grows no faster
 * than the text.
 */
export const findIds = (pasted: string): FoundIds => {
  const text = withoutKeys(pasted);
  const { values, rest } = splitJson(text);
  const found: string[] = [];
  for (const value of values) idsInJson(value, found);

  const taken = (id: string): void => {
    if (idShape.test(id)) found.push(id);
  };
  const take = (from: string, pattern: RegExp): string =>
    from.replace(pattern, (_whole, id: string) => {
      taken(id);
      return ' ';
    });
  // An answer cut short: its task_id counts, its other fields (clip ids among them) do not.
  let plain = withoutFields(take(rest, /"task_?id"\s*:\s*"([^"]{1,200})"/gi));
  plain = withoutUrls(plain, taken);
  plain = take(plain, new RegExp(`(?<![0-9a-z-])(${uuid.source})(?![0-9a-z-])`, 'gi'));

  const ids = [...new Set(found.map(normal))];
  let rejected = meantPieces(plain);
  if (ids.length === 0 && rejected.length === 0) {
    rejected = text
      .split(/\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
  return { ids, rejected: rejected.slice(0, mostRejected).map(shortened) };
};
