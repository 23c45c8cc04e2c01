import type { PartFile, Ports, Sql } from '../../src/core/ports.ts';
import { ok, type Result } from '../../src/shared/problem.ts';

/** Moments at which the victim may end itself: just before or just after a call of this kind. */
export const seamNames = [
  'journal.append',
  'commit',
  'part.open',
  'part.write',
  'part.finish',
  'audio.read',
  'tags.make',
  'publish',
  'remove',
  'backup',
  'http',
] as const;
export type SeamName = (typeof seamNames)[number];

export interface Seam {
  name: SeamName;
  when: 'before' | 'after';
}

/** Wraps ports so that `at` hears of every seam that is passed, synchronously. */
export const withSeams = (ports: Ports, at: (seam: Seam) => void): Ports => {
  const around = async <T>(name: SeamName, work: () => Promise<T>): Promise<T> => {
    at({ name, when: 'before' });
    const value = await work();
    at({ name, when: 'after' });
    return value;
  };
  const seamedPart = (made: Result<PartFile>): Result<PartFile> => {
    if (!made.ok) return made;
    const part = made.value;
    return ok({
      ...part,
      write: (chunk) => around('part.write', () => part.write(chunk)),
      finish: () => around('part.finish', () => part.finish()),
    });
  };
  const { files, http, audio, tags, journal, backups } = ports;
  return {
    ...ports,
    http: { send: (request) => around('http', () => http.send(request)) },
    audio: { ...audio, read: (path) => around('audio.read', () => audio.read(path)) },
    tags: { ...tags, make: (...given) => around('tags.make', () => tags.make(...given)) },
    backups: { ...backups, make: () => around('backup', () => backups.make()) },
    journal: {
      ...journal,
      append(lines) {
        at({ name: 'journal.append', when: 'before' });
        journal.append(lines);
        at({ name: 'journal.append', when: 'after' });
      },
    },
    files: {
      ...files,
      publish: (from, to) => around('publish', () => files.publish(from, to)),
      remove: (path) => around('remove', () => files.remove(path)),
      createPart: async (path) => seamedPart(await around('part.open', () => files.createPart(path))),
      openPart: async (path, bytes) =>
        seamedPart(await around('part.open', () => files.openPart(path, bytes))),
    },
  };
};

/** The same for a database: what is written and not committed, and what is. */
export const withSqlSeams = (sql: Sql, at: (seam: Seam) => void): Sql => ({
  ...sql,
  transaction<T>(work: () => T, durable?: 'now' | 'soon'): T {
    const value = sql.transaction(() => {
      const done = work();
      at({ name: 'commit', when: 'before' });
      return done;
    }, durable);
    at({ name: 'commit', when: 'after' });
    return value;
  },
});
