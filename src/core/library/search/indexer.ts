import { numberOf, textOf } from '../../database/columns.ts';
import { type Clock, IndexFault, type Log, type Sql } from '../../ports.ts';
import { givePlaces } from '../place-in-time.ts';
import { addTo, indexedColumns, removeFrom, titleIn, writeFacts } from './indexed-clip.ts';
import { emptyIndex, prepareIndex } from './schema.ts';
import { compareTitles, rankOf } from './title-order.ts';

/** Keeps the index as the database is. */
export interface Indexer {
  /** Takes up what changed, as far as that is quick. What is then left comes by itself. */
  catchUp(): void;
  /** Clips that the index has still to take up. */
  left(): number;
  stop(): void;
}

export interface IndexerOptions {
  clock: Clock;
  log: Log;
  sql: Sql;
  index: Sql;
  /** Of the user; titles are sorted by its rules. */
  locale: string;
  /** The database was restored from a backup: the index may know more than it. */
  restored: boolean;
  random: () => number;
  /** More was taken up in the background. */
  onChange: () => void;
}

/** So many clips with their texts are taken up at once before somebody is answered. */
const atOnce = 100;
/** Without them it is quick. */
const factsAtOnce = 2000;
/** And in the background, with a pause between each such handful. */
const inBackground = 20;
const pauseMs = 10;
/** How often it is said that there is more. ms. */
const tellMs = 1000;

/** Is it an index of this very database, in this language? A number that both hold says so; each start makes a new one. */
const belongs = ({ sql, index, locale, random }: IndexerOptions): boolean => {
  const mark = (of: Sql, name: string): string | null =>
    textOf(of.all('SELECT value FROM facts WHERE name = ?', [name])[0] ?? {}, 'value');
  const known = mark(index, 'database');
  const same = known !== null && known === mark(sql, 'index') && mark(index, 'locale') === locale;
  const next = Array.from({ length: 4 }, () => random().toString(36).slice(2)).join('');
  sql.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('index', ?)", [next]);
  index.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('database', ?), ('locale', ?)", [
    next,
    locale,
  ]);
  return same;
};

/** Brings the two together; throws as databases do. */
export const createIndexer = (options: IndexerOptions): Indexer => {
  const { clock, log, sql, index, onChange } = options;
  const compare = compareTitles(options.locale);
  let callOff: (() => void) | null = null;
  let toldAt = clock.now();
  let stopped = false;

  const isNew = prepareIndex(index);
  givePlaces(sql);
  const lost = !belongs(options);
  if (isNew || lost || options.restored) {
    log.info('index begun anew', { new: isNew, lost, restored: options.restored });
    if (!isNew) {
      emptyIndex(index);
      belongs(options);
    }
    sql.exec(`
      DELETE FROM index_due;
      INSERT INTO index_due (ord, texts) SELECT ord, 1 FROM clips WHERE removed_at IS NULL AND ord IS NOT NULL;
    `);
  }

  /** What has no new texts: a favourite, a rating. Many may be said at once. */
  const takeUpFacts = (): void => {
    const due = sql.all(
      `SELECT ${indexedColumns} FROM index_due d JOIN clips c ON c.ord = d.ord
       WHERE d.texts = 0 AND c.removed_at IS NULL ORDER BY d.ord DESC LIMIT ?`,
      [factsAtOnce],
    );
    if (due.length === 0) return;
    const ords = due.map((row) => numberOf(row, 'ord') ?? 0);
    index.transaction(() => due.forEach((row, at) => writeFacts(index, ords[at] ?? 0, row)));
    sql.run('DELETE FROM index_due WHERE texts = 0 AND ord IN (SELECT value FROM json_each(?))', [
      JSON.stringify(ords),
    ]);
  };

  const takeUp = (limit: number): number => {
    takeUpFacts();
    // The newest first; a clip that is gone, or was removed, is taken out.
    const due = sql.all(
      `SELECT d.ord AS due, d.texts, c.removed_at, ${indexedColumns} FROM index_due d LEFT JOIN clips c ON c.ord = d.ord
       ORDER BY d.ord DESC LIMIT ?`,
      [limit],
    );
    if (due.length === 0) return 0;
    const ords = due.map((row) => numberOf(row, 'due') ?? 0);
    index.transaction(() =>
      due.forEach((row, at) => {
        const ord = ords[at] ?? 0;
        const isHere = textOf(row, 'id') !== null && row['removed_at'] === null;
        if (isHere && numberOf(row, 'texts') === 0) return writeFacts(index, ord, row);
        removeFrom(index, ord);
        if (isHere) addTo(index, ord, row, rankOf(index, titleIn(row), compare));
      }),
    );
    // Only now: what a crash leaves due is taken up twice, and that is all.
    sql.run('DELETE FROM index_due WHERE ord IN (SELECT value FROM json_each(?))', [JSON.stringify(ords)]);
    return due.length;
  };

  const left = (): number => numberOf(sql.all('SELECT count(*) AS n FROM index_due')[0] ?? {}, 'n') ?? 0;

  const tell = (force: boolean): void => {
    if (!force && clock.now() - toldAt < tellMs) return;
    toldAt = clock.now();
    onChange();
  };

  const goOn = (): void => {
    callOff = null;
    if (stopped) return;
    let done: number;
    try {
      done = takeUp(inBackground);
    } catch (error) {
      // With the next question it is tried again.
      return log.error('index', { detail: error instanceof Error ? error.stack : String(error) });
    }
    if (done < inBackground) return tell(true);
    tell(false);
    plan();
  };
  const plan = (): void => {
    if (!stopped) callOff ??= clock.after(pauseMs, goOn);
  };

  return {
    catchUp() {
      try {
        if (takeUp(atOnce) === atOnce) plan();
      } catch (error) {
        // A full disk, say: what is there can be read all the same. Damage cannot, and the database speaks for itself.
        if (!(error instanceof IndexFault) || error.isDamage) throw error;
        log.error('index', { detail: error instanceof Error ? error.stack : String(error) });
      }
    },
    left,
    stop() {
      stopped = true;
      callOff?.();
    },
  };
};
