import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { batched } from './batches.ts';

const kib = (n: number, fill = 1): Uint8Array => new Uint8Array(n * 1024).fill(fill);

const createBelow = (answer: (n: number) => Result<void> | Promise<Result<void>> = () => ok(undefined)) => {
  const written: number[] = [];
  let ended = 0;
  let under = 0;
  let most = 0;
  return {
    ...{ written, ended: () => ended, most: () => most },
    sink: {
      async take(chunk: Uint8Array) {
        under += 1;
        most = Math.max(most, under);
        await Promise.resolve();
        written.push(chunk.length / 1024);
        under -= 1;
        return answer(written.length);
      },
      async end() {
        ended += 1;
        return ok(undefined);
      },
    },
  };
};

describe('a sink in batches', () => {
  it('gives the first piece on at once and the rest in few, one at a time', async () => {
    const below = createBelow();
    const sink = batched(below.sink);
    for (let n = 0; n < 20; n += 1) expect(await sink.take(kib(64))).toEqual(ok(undefined));
    expect(await sink.end()).toEqual(ok(undefined));
    expect(below.written).toEqual([64, 256, 256, 256, 256, 192]);
    expect([below.ended(), below.most()]).toEqual([1, 1]);
  });

  it('only gives on what is left when it is flushed', async () => {
    const below = createBelow();
    const sink = batched(below.sink);
    await sink.take(kib(1));
    await sink.take(kib(2));
    expect(below.written).toEqual([1]);
    expect(await sink.flush()).toEqual(ok(undefined));
    expect(await sink.flush()).toEqual(ok(undefined));
    expect([below.written, below.ended()]).toEqual([[1, 2], 0]);
  });

  it('says what stood in the way of a batch with the next one, or at the end', async () => {
    const full = fail('disk_full');
    const sink = batched(createBelow((n) => (n === 2 ? full : ok(undefined))).sink);
    await sink.take(kib(1));
    expect(await sink.take(kib(256))).toEqual(ok(undefined));
    expect(await sink.take(kib(256))).toEqual(full);
    const last = batched(createBelow((n) => (n === 2 ? full : ok(undefined))).sink);
    await last.take(kib(1));
    await last.take(kib(256));
    expect(await last.end()).toEqual(full);
  });

  it('lets a fault of ours out where somebody waits for it', async () => {
    const below = createBelow((n) => (n === 2 ? Promise.reject(new Error('ours')) : ok(undefined)));
    const sink = batched(below.sink);
    await sink.take(kib(1));
    await sink.take(kib(256));
    await new Promise<void>((done) => setImmediate(done));
    await expect(sink.flush()).rejects.toThrow('ours');
  });

  it('loses and changes nothing, whatever the pieces', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        const pieces = lengths.map((length, n) => new Uint8Array(length).fill(n + 1));
        const got: Uint8Array[] = [];
        const sink = batched({
          take: async (chunk) => {
            // The buffer is used again.
            await Promise.resolve();
            got.push(chunk.slice());
            return ok(undefined);
          },
          end: async () => ok(undefined),
        });
        for (const piece of pieces) await sink.take(piece);
        await sink.end();
        expect(Buffer.concat(got).equals(Buffer.concat(pieces))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
