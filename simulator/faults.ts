/** Where a fault strikes: one route of the API, all of it, or the media. */
export type FaultPlace = 'create' | 'get' | 'balance' | 'usage' | 'api' | 'audio' | 'image' | 'media';

/** What goes wrong. Everything is optional but the place. */
export interface Fault {
  on: FaultPlace;
  /** Only for this task. */
  task?: string;
  /** Only for this clip's media. */
  clip?: string;
  /** How many requests it strikes; until it is removed when left out. */
  times?: number;
  /** Lets this many matching requests pass first. */
  after?: number;
  /** ms before the answer. */
  delay?: number;
  /** Never answers. */
  hang?: boolean;
  /** Breaks the connection instead of answering. */
  reset?: boolean;
  /** On create: the task is made (and charged) although the answer is the fault's. */
  created?: boolean;
  /** An answer of its own; `body` goes out as it stands, so HTML and cut JSON are possible. */
  status?: number;
  /** Added to that answer; without `status` and `body`, to the ordinary one. */
  headers?: Record<string, string>;
  body?: string;
  /** Media: ends the connection after so many bytes. */
  cutAfter?: number;
  /** Media: no Content-Length. */
  noLength?: boolean;
  /** Media: a Content-Length that is not true; more than there is breaks the transfer. */
  wrongLength?: number;
  /** Media: answers 200 with everything to a range request. */
  ignoreRanges?: boolean;
  /** Media: another ETag on each request. */
  changeEtag?: boolean;
  /** Media: another song of the same length on each request, with an ETag and a date of its own. */
  changeFile?: boolean;
  /** Media: no ETag, only a date. */
  noEtag?: boolean;
  /** Media: gives the range that is asked for, also of a file that is another by now. */
  ignoreIfRange?: boolean;
  /** Media: so many bytes a second. */
  bytesPerSecond?: number;
  /** Media: 200 and the right type, but the bytes are a web page. */
  notAudio?: boolean;
  /** Media: 200 and nothing in it. */
  empty?: boolean;
}

export interface Strike {
  place: FaultPlace;
  task?: string | undefined;
  clip?: string | undefined;
}

interface Entry {
  id: number;
  fault: Fault;
  skip: number;
  left: number;
}

export interface Faults {
  entries: Entry[];
  nextId: number;
  /** How often each has struck, also those that are removed by now. */
  strikes: Map<Fault, number>;
}

export const noFaults = (): Faults => ({ entries: [], nextId: 1, strikes: new Map() });

/** Adds a fault; the id removes it. Of several that match, the one set last strikes. */
export const addFault = (faults: Faults, fault: Fault): number => {
  const id = faults.nextId;
  faults.nextId += 1;
  faults.entries.push({ id, fault, skip: fault.after ?? 0, left: fault.times ?? Infinity });
  return id;
};

export const removeFault = (faults: Faults, id: number): boolean => {
  const before = faults.entries.length;
  faults.entries = faults.entries.filter((entry) => entry.id !== id);
  return faults.entries.length < before;
};

const covers = (fault: Fault, strike: Strike): boolean => {
  const media = strike.place === 'audio' || strike.place === 'image';
  const placed = fault.on === strike.place || fault.on === (media ? 'media' : 'api');
  return (
    placed &&
    (fault.task === undefined || fault.task === strike.task) &&
    (fault.clip === undefined || fault.clip === strike.clip)
  );
};

/** The fault that strikes this request, if any; counts it. */
export const takeFault = (faults: Faults, strike: Strike): Fault | null => {
  for (const entry of [...faults.entries].reverse()) {
    if (!covers(entry.fault, strike)) continue;
    if (entry.skip > 0) {
      entry.skip -= 1;
      continue;
    }
    entry.left -= 1;
    faults.strikes.set(entry.fault, (faults.strikes.get(entry.fault) ?? 0) + 1);
    if (entry.left <= 0) removeFault(faults, entry.id);
    return entry.fault;
  }
  return null;
};
