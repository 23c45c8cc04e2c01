import type { Clock, Journal } from '../ports.ts';

/** What the journal says of one task id: it was added, or forgotten, last at `at` (ms since the epoch). */
export interface Word {
  added: boolean;
  at: number;
}

/**
 * Which task ids the user added and did not forget, whatever became of the database.
 *
 * Both are written here before the database changes, so that each end of a crash is one that can be completed:
 * - added, and not in the database: it is watched again; no id that was taken is lost;
 * - forgotten, and still in the database: it is removed there as well. The other order would leave an id that
 *   only the journal knows, which looks exactly like one that a lost database took along, and would come back.
 */
export interface AddedIds {
  /** Durable on return. Throws when the disk refuses; then nothing was taken. */
  added(ids: readonly string[]): void;
  forgotten(ids: readonly string[]): void;
  /** Takes the last word on these ids back, after the database refused to follow. Never throws. */
  takeBack(ids: readonly string[], last: 'added' | 'forgotten'): void;
  /** The last word on each id, in the order in which they were first added. */
  read(): Map<string, Word>;
  /** Leaves out what is no longer needed, when that is most of it. */
  compact(): void;
}

/** No backup that could bring a forgotten task back is older than this. ms. */
const remembersGoneMs = 60 * 24 * 60 * 60_000;
/** Fewer lines than this are not worth the writing. */
const fewLines = 100;

const line = /^([+-])(\S{1,200})(?: (\d{1,15}))?$/;

/** What the lines add up to; the last word on an id counts. Lines that make no sense are passed over. Pure. */
export const readAddedIds = (lines: readonly string[]): Map<string, Word> => {
  const words = new Map<string, Word>();
  for (const text of lines) {
    const [, sign, id, at] = line.exec(text) ?? [];
    if (id === undefined) continue;
    words.set(id, { added: sign === '+', at: Number(at ?? 0) });
  }
  return words;
};

const write = (id: string, { added, at }: Word): string => `${added ? '+' : '-'}${id} ${at}`;

export const createAddedIds = (journal: Journal, clock: Clock): AddedIds => {
  /** What should have been written and could not be; it goes before whatever is written next. */
  let owed: string[] = [];
  const say = (ids: readonly string[], added: boolean): void => {
    if (ids.length === 0) return;
    journal.append([...owed, ...ids.map((id) => write(id, { added, at: clock.now() }))]);
    owed = [];
  };

  return {
    added: (ids) => say(ids, true),
    forgotten: (ids) => say(ids, false),
    takeBack(ids, last) {
      try {
        say(ids, last === 'forgotten');
      } catch {
        owed.push(...ids.map((id) => write(id, { added: last === 'forgotten', at: clock.now() })));
      }
    },
    read: () => readAddedIds([...journal.read(), ...owed]),
    compact() {
      const lines = journal.read();
      const now = clock.now();
      const live = [...readAddedIds(lines)]
        .filter(([, word]) => word.added || now - word.at < remembersGoneMs)
        .map(([id, word]) => write(id, word));
      if (lines.length > fewLines && lines.length > 2 * live.length) journal.replace(live);
    },
  };
};
