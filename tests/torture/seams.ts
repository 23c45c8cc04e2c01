import type { Ports } from '../../src/core/ports.ts';

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
  const { files, http, audio, tags, journal, backups, sql } = ports;
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
    sql: {
      ...sql,
      transaction<T>(work: () => T): T {
        const value = sql.transaction(() => {
          const done = work();
          // Everything is written, nothing is committed.
          at({ name: 'commit', when: 'before' });
          return done;
        });
        at({ name: 'commit', when: 'after' });
        return value;
      },
    },
    files: {
      ...files,
      publish: (from, to) => around('publish', () => files.publish(from, to)),
      remove: (path) => around('remove', () => files.remove(path)),
      async createPart(...given) {
        const made = await around('part.open', () => files.createPart(...given));
        if (!made.ok) return made;
        const part = made.value;
        return {
          ...made,
          value: {
            ...part,
            write: (chunk) => around('part.write', () => part.write(chunk)),
            finish: () => around('part.finish', () => part.finish()),
          },
        };
      },
    },
  };
};
