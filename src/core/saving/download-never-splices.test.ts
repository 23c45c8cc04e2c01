import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, otherSong, size, song, tagged } from '../../../tests/fakes/downloads.ts';
import type { FakeHandler } from '../../../tests/fakes/http.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a download that breaks again and again', () => {
  it('never makes one file of two, whatever the host does', async () => {
    const answer = fc.record({
      version: fc.integer({ min: 0, max: 2 }),
      kind: fc.constantFrom('honest', 'ignores', '416', 'shifted', 'cutsRange', 'error'),
      breaksAfter: fc.option(fc.integer({ min: 1, max: size })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 8 }), async (script) => {
        const versions = [song, otherSong, song.map((byte) => byte ^ 0x55)];
        const world = createWorld();
        let step = 0;
        const host: FakeHandler = (request) => {
          const { version, kind, breaksAfter } = script[Math.min(step, script.length - 1)] ?? {
            version: 0,
            kind: 'honest',
            breaksAfter: null,
          };
          step += 1;
          const last = step > script.length;
          const source = versions[version] ?? song;
          const tag = `"v${version}"`;
          if (kind === 'error' && !last) return { status: 503 };
          const from = Number(/^bytes=(\d+)-$/.exec(request.headers?.['Range'] ?? '')?.[1] ?? -1);
          const ranged =
            from >= 0 &&
            kind !== 'ignores' &&
            (request.headers?.['If-Range'] === tag || kind === 'cutsRange');
          if (from >= 0 && kind === '416') return { status: 416 };
          const at = ranged ? Math.max(0, kind === 'shifted' ? from - 1 : from) : 0;
          const body = source.subarray(at);
          const cut = last ? null : breaksAfter;
          return {
            status: ranged ? 206 : 200,
            headers: {
              etag: tag,
              'content-length': String(body.length),
              ...(ranged ? { 'content-range': `bytes ${at}-${size - 1}/${size}` } : {}),
            },
            ...(cut === null ? { body } : { chunks: [body.subarray(0, cut), new Error('reset')] }),
          };
        };
        let done = await world.run(host);
        for (let tries = 0; !done.ok && tries < 30; tries += 1) done = await world.run(host);
        if (!done.ok) throw new Error(JSON.stringify(done.problem));
        const content = Buffer.from(world.files.disk.get(done.value.path) ?? []);
        expect(versions.some((source) => content.equals(tagged(source)))).toBe(true);
        expect(done.value.sha256).toBe(sha256(content));
      }),
      { numRuns: 300 },
    );
  });
});
