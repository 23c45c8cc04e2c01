import { createFakeClock } from './clock.ts';
import { createFakeFiles } from './files.ts';
import { createFakeHttp, type FakeAnswer, type FakeHandler } from './http.ts';
import { fail, ok } from '../../src/shared/problem.ts';
import { download, type DownloadOptions } from '../../src/core/saving/download.ts';
import type { PartState } from '../../src/core/saving/part-state.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** What stands before the sound. */
export const prefix = text('<tag>');
export const size = 1000;
export const song = Uint8Array.from({ length: size }, (_, at) => (at * 7) % 251);
export const otherSong = Uint8Array.from({ length: size }, (_, at) => (at * 11) % 241);
/** The file that a source becomes. */
export const tagged = (source: Uint8Array): Buffer => Buffer.concat([prefix, source]);
export const url = 'https://media.test/a.mp3?sig=1';
export const etag = '"one"';
/** A disk, and a host that answers as it is told; what is remembered goes on from one try to the next. */
export const createWorld = () => {
  const files = createFakeFiles({ folders: ['/lib/.cliploft'] });
  const clock = createFakeClock();
  const http = createFakeHttp(() => ({ status: 404 }));
  let state: PartState | null = null;
  const told: { part: PartState | null; bytesThen: number }[] = [];
  let tries = 0;
  const run = (answers: FakeAnswer[] | FakeHandler, more: Partial<DownloadOptions> = {}) => {
    tries += 1;
    const left = Array.isArray(answers) ? [...answers] : [];
    http.handle(Array.isArray(answers) ? () => left.shift() ?? fail('internal') : answers);
    const partName = `p-${tries}.part`;
    return download({
      ...{ http, files, clock, url, folder: '/lib', partFolder: '/lib/.cliploft', partName },
      ...{ longest: 5000, reserve: 100, silenceMs: 1000, leastPace: { bytes: 100, ms: 60_000 } },
      ...{ part: state, onProgress: () => undefined, signal: new AbortController().signal },
      onPart(part) {
        state = part;
        const bytesThen = part === null ? 0 : (files.disk.get(`/lib/.cliploft/${part.name}`)?.length ?? 0);
        told.push({ part, bytesThen });
      },
      begin: async () => ok({ prefix, skip: 0 }),
      ...more,
    });
  };
  return {
    ...{ files, http, told, run },
    state: () => state,
    setState: (next: PartState | null) => (state = next),
    /** What is on the disk, by name. */
    parts: () =>
      Object.fromEntries(
        [...files.disk].map(([path, bytes]) => [path.slice('/lib/.cliploft/'.length), bytes]),
      ),
    ranges: () => http.requests.map(({ headers }) => headers?.['Range'] ?? null),
  };
};
export type World = ReturnType<typeof createWorld>;
