import { describe, expect, it } from 'vitest';
import { findIds } from './find-ids.ts';

const a = '0b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1c00';
const b = '1b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1c00';
const clip = 'c1f0a7de-0000-4000-8000-000000000001';

const getReply = JSON.stringify({
  code: 200,
  data: {
    task_id: a,
    type: 'music',
    status: 'success',
    input: { gpt_description_prompt: 'like [this] {one}' },
    output: { result: [{ id: clip, audio_url: `https://cdn1.suno.ai/${clip}.mp3`, title: 'x' }] },
  },
});

describe('findIds', () => {
  it.each([
    ['one id', a, [a]],
    ['upper case', a.toUpperCase(), [a]],
    ['many, any separator, twice the same', `${a}, ${b};${a}\n"${b}"`, [a, b]],
    ['the answer of create', `{"code":202,"data":{"task_id":"${a}","type":"music","status":"pending"}}`, [a]],
    ['the answer of get, without its clips', getReply, [a]],
    ['a pretty-printed answer', JSON.stringify(JSON.parse(getReply), null, 2), [a]],
    ['an answer cut short, without its clips', getReply.slice(0, -40), [a]],
    ['answers one per line', `${getReply}\n{"data":{"task_id":"${b}"}}`, [a, b]],
    ['an array of ids', JSON.stringify([a, b]), [a, b]],
    ['an array of answers', `[${getReply},{"task_id":"${b}"}]`, [a, b]],
    ['a URL', `https://sunor.cc/api/v1/task/${a}`, [a]],
    ['a URL with a query', `https://sunor.cc/api/v1/task/${a}?x=1#y`, [a]],
    ['an id that is no UUID, in an answer', '{"data":{"task_id":"task_8f2k1"}}', ['task_8f2k1']],
    ['an id that is no UUID, in a URL', 'GET /api/v1/task/task_8f2k1', ['task_8f2k1']],
    [
      'the output of curl -i',
      `HTTP/2 202\ncontent-type: application/json\nx-ratelimit-remaining: 118\nx-request-id: ${b}x\n\n${getReply}`,
      [a],
    ],
    [
      'a curl command',
      `curl --url https://sunor.cc/api/v1/task/${a} --header 'x-api-key: sk-1234567890abcdef'`,
      [a],
    ],
    ['nothing', '', []],
  ])('finds %s', (_name, text, ids) => {
    expect(findIds(text).ids).toEqual(ids);
  });

  it('says what looks meant as an id and is none', () => {
    expect(findIds(`${a}\n${b.slice(0, 20)}\nhello there`)).toEqual({ ids: [a], rejected: [b.slice(0, 20)] });
    expect(findIds('hello there\nworld')).toEqual({ ids: [], rejected: ['hello there', 'world'] });
    expect(findIds(`${a} not-an-id`).rejected).toEqual(['not-an-id']);
  });

  it('never hands a pasted key back', () => {
    for (const text of [`-H "x-api-key: sk-1234567890abcdef"`, `{"x-api-key":"sk-1234567890abcdef"}`]) {
      expect(JSON.stringify(findIds(`curl ${text}`))).not.toContain('1234567890');
    }
  });

  it('finds 300 ids at once, and is quick with a large paste', () => {
    const many = Array.from({ length: 300 }, (_, n) => a.slice(0, -3) + String(n).padStart(3, '0'));
    expect(findIds(many.join('\n')).ids).toEqual(many);
    expect(findIds('{"a":'.repeat(20_000)).ids).toEqual([]);
  });
});
