import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBalanceReply, readProgress, readTaskReply } from './replies.ts';
import { readResult } from './results.ts';
import { readRetryAfter } from './retry-after.ts';

const id = '0b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1c00';
const reply = (data: Record<string, unknown>): string =>
  JSON.stringify({ code: 200, data: { task_id: id, status: 'running', ...data } });

describe('readTaskReply', () => {
  it.each([
    ['HTML', '<html>'],
    ['JSON cut short', '{"code":200,"data":{"task_id":'],
    ['no data', '{"code":200}'],
    ['no status', '{"data":{}}'],
    ['a status of the wrong type', reply({ status: 7 })],
    ['another task', reply({ task_id: 'somebody-else' })],
  ])('calls %s a bad reply', (_name, body) => {
    expect(readTaskReply(id, body)).toMatchObject({ ok: false, problem: { code: 'bad_reply' } });
  });

  it('keeps the good half of a half-good reply', () => {
    const read = readTaskReply(
      id,
      reply({ credits_cost: 'ten', error: {}, completed_at: {}, input: 'none', output: { progress: 7 } }),
    );
    expect(read).toMatchObject({
      ok: true,
      value: { status: 'running', credits: null, error: null, completedAt: null, input: null, progress: 7 },
    });
  });

  it('takes output as null and as a wrapper without result', () => {
    for (const output of [
      null,
      { task_type: 'music', status: 'processing', progress: '30%', fail_reason: null, result: null },
    ]) {
      expect(readTaskReply(id, reply({ output }))).toMatchObject({
        ok: true,
        value: { result: { clips: [], lyrics: null } },
      });
    }
  });

  it('leaves NUL characters out of every text', () => {
    const read = readTaskReply(
      id,
      reply({ error: 'a\0b', output: { result: [{ id: 'x', title: 'T\0itle' }] } }),
    );
    expect(read).toMatchObject({ ok: true, value: { error: 'ab', result: { clips: [{ title: 'Title' }] } } });
  });

  it('replaces half letters, which no disk keeps as they are', () => {
    const read = readTaskReply(id, reply({ model: 'half \ud83c letter', error: 'whole \ud83c\udfb7' }));
    expect(read).toMatchObject({
      ok: true,
      value: { model: 'half \ufffd letter', error: 'whole \ud83c\udfb7' },
    });
  });

  it('survives any JSON at all', () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (body, value) => {
        expect(readTaskReply(id, body).ok).toBe(false);
        const read = readTaskReply(id, reply({ output: { result: value, progress: value }, input: value }));
        expect(read.ok).toBe(true);
        for (const clip of read.ok ? read.value.result.clips : []) expect(clip.id.length).toBeGreaterThan(0);
      }),
      { verbose: true },
    );
  });
});

describe('readResult', () => {
  it('reads duration beside and inside metadata, and leaves out streaming and empty links', () => {
    const { clips } = readResult(id, 'music', [
      { id: 'a', audio_url: 'https://cdn1.suno.ai/a.mp3', metadata: { duration: 141.2 } },
      { id: 'b', audio_url: 'https://audiopipe.suno.ai/?item_id=b', duration: 182.68 },
      { id: 'c', audio_url: '', metadata: { duration: 0 } },
      { id: 'd', audio_url: 'file:///etc/passwd' },
      { id: 'a', audio_url: 'https://cdn1.suno.ai/again.mp3' },
    ]);
    expect(clips.map(({ id: clip, audioUrl, duration }) => [clip, audioUrl, duration])).toEqual([
      ['a', 'https://cdn1.suno.ai/a.mp3', 141.2],
      ['b', null, 182.68],
      ['c', null, null],
      ['d', null, null],
    ]);
  });

  it.each([
    ['an object', { title: 'T', text: 'words' }, { title: 'T', text: 'words' }],
    ['a text', 'words', { title: '', text: 'words' }],
    [
      'two candidates',
      [
        { title: 'A', text: 'one' },
        { title: 'B', text: 'two' },
      ],
      { title: 'A', text: 'one\n\n———\n\ntwo' },
    ],
    ['nothing', null, null],
    ['an empty text', { text: ' ' }, null, 1],
  ])('reads lyrics as %s', (_name, result, lyrics, unreadable = 0) => {
    expect(readResult(id, 'lyrics', result)).toEqual({ clips: [], lyrics, unreadable });
  });

  it.each<[string, unknown, number, number]>([
    ['null, text and numbers beside a clip', [null, 'oops', 7, { id: 'a' }], 1, 3],
    ['an object with neither id nor link', [{ id: 'a' }, { title: 'T' }, { id: '', audio_url: ' ' }], 1, 2],
    ['a clip within a clip', [[{ id: 'a' }], { id: 'b' }], 1, 1],
    ['nothing but nonsense', [null, { id: 7 }, []], 0, 3],
    ['nonsense for the whole result', 42, 0, 1],
    ['nothing', '', 0, 0],
    ['an empty array', [], 0, 0],
  ])('keeps the good half and counts the rest: %s', (_name, result, sound, unreadable) => {
    const read = readResult(id, 'music', result);
    expect([read.clips.length, read.unreadable]).toEqual([sound, unreadable]);
  });

  it('merges what is named twice, and does not call it unreadable', () => {
    const link = 'https://cdn1.suno.ai/a.mp3';
    const { clips, unreadable } = readResult(id, 'music', [
      { id: 'a', title: 'First', audio_url: '' },
      { id: 'a', title: 'Second', audio_url: link, metadata: { duration: 20 } },
    ]);
    expect(clips).toMatchObject([{ id: 'a', title: 'First', audioUrl: link, duration: 20 }]);
    expect(unreadable).toBe(0);
  });

  it('takes an upload or concat object for one clip', () => {
    const { clips } = readResult(id, 'upload', {
      id: 'u',
      audio_url: 'https://cdn1.suno.ai/m_u.mp3',
      metadata: { tags: null, prompt: null },
    });
    expect(clips).toMatchObject([{ id: 'u', style: '', lyrics: '' }]);
  });
});

describe('small readers', () => {
  it.each([
    ['50%', 50],
    ['100 %', 100],
    [30, 30],
    ['250%', 100],
    ['soon', null],
    [null, null],
    [{}, null],
  ])('progress %j', (value, read) => {
    expect(readProgress(value)).toBe(read);
  });

  const now = Date.UTC(2026, 0, 1);
  it.each([
    ['30', 30_000],
    ['0', 1000],
    [new Date(now + 90_000).toUTCString(), 90_000],
    [new Date(now - 90_000).toUTCString(), 1000],
    ['soon', 30_000],
    ['', 30_000],
    [undefined, 30_000],
    ['999999999', 86_400_000],
  ])('Retry-After %j', (value, ms) => {
    expect(readRetryAfter(value, now)).toBe(ms);
  });

  it('reads a balance, and nothing less than one', () => {
    expect(readBalanceReply('{"code":200,"data":{"available":480,"frozen":15,"total":495}}')).toMatchObject({
      ok: true,
      value: { available: 480 },
    });
    expect(readBalanceReply('{"code":200,"data":{"available":"many"}}').ok).toBe(false);
  });
});
