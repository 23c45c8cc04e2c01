import { Writable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { createLineWriter } from './line-writer.ts';

it('writes each line with its end', () => {
  const got: string[] = [];
  const stream = new Writable({ write: (chunk, _encoding, done) => (got.push(String(chunk)), done()) });
  const log = createFakeLog();
  const write = createLineWriter(stream, log);
  write('a');
  write('“ü”');
  expect([got, log.lines]).toEqual([['a\n', '“ü”\n'], []]);
});

it('goes on without a reader that is gone, and says so once', async () => {
  const take = vi.fn((_chunk: unknown, _encoding: unknown, done: (error: Error) => void) =>
    setImmediate(done, Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  );
  const log = createFakeLog();
  const stream = new Writable({ write: take, autoDestroy: false });
  const write = createLineWriter(stream, log);
  write('a');
  await vi.waitFor(() => expect(log.lines).toHaveLength(1));
  write('b');
  stream.emit('error', new Error('and again'));
  expect(take).toHaveBeenCalledOnce();
  expect(log.lines).toEqual([{ level: 'warn', event: 'output ends', fields: { detail: 'write EPIPE' } }]);
});

it('takes a stream that throws for one that takes no more', () => {
  const write = vi.fn<() => boolean>(() => {
    throw new Error('ENOSPC: no space left on device, write');
  });
  const log = createFakeLog();
  const say = createLineWriter({ write, on: vi.fn() }, log);
  say('a');
  say('b');
  expect(write).toHaveBeenCalledOnce();
  expect(log.text()).toContain('ENOSPC');
});
