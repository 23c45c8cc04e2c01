import fc from 'fast-check';
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

  it.each([
    ['an assignment', `export SUNOR_API_KEY=${b}`],
    ['a quoted assignment', `SUNOR_API_KEY="${b}"`],
    ['PowerShell', `$env:SUNOR_API_KEY = '${b}'`],
    ['Authorization', `curl -H "Authorization: Bearer ${b}"`],
    ['Bearer alone', `Bearer ${b}`],
    ['a header', `curl -H 'x-api-key: ${b}'`],
    ['a header of curl -v', `> x-api-key: ${b}`],
    ['a header in code', `headers.set('x-api-key', '${b}')`],
    ['code', `const client = { apiKey: "${b}" }`],
    ['JSON', `{"apiKey":"${b}"}`],
    ['JSON within a string', `{\\"api_key\\": \\"${b}\\"}`],
    ['an option', `sunor --api-key ${b}`],
    ['an option with =', `sunor --api-key=${b}`],
    ['a query', `https://sunor.cc/x?api_key=${b}`],
    ['upper case', `SUNOR_API_KEY=${b.toUpperCase()}`],
  ])('does not take a key shaped like a UUID for an id: %s', (_name, text) => {
    expect(findIds(text).ids).toEqual([]);
    for (const more of [text, `${text}\n${a}`, `${a} ${text}\n`, `${text}\n${getReply}`]) {
      const { ids, rejected } = findIds(more);
      expect(ids).toEqual(more === text ? [] : [a]);
      expect(rejected.join('\n').toLowerCase()).not.toContain(b.slice(0, 8));
    }
  });

  it('takes the last id of a URL in a longer text without blanks, and an answer with a field called key', () => {
    expect(findIds(`x/task/${a}/task/${b}/y${clip} z`).ids).toEqual([b]);
    expect(findIds(`/task/task/${a}`).ids).toEqual([a]);
    expect(findIds('{"taskId":"abcdef"}').ids).toEqual(['abcdef']);
    expect(findIds(`{"key":null,"bpm_key":12,"data":{"task_id":"${a}"}}`).ids).toEqual([a]);
    expect(findIds(`{not json {"data":{"task_id":"${a}","id":"${clip}"}}}`).ids).toEqual([a]);
  });

  const million = 1_000_000;
  it.each([
    ['base64', 'QmFzZTY0IG9mIGFueSBsZW5ndGg5'],
    ['{', '{'],
    ['[', '['],
    ['"', '"'],
    ['backslashes', '\\"'],
    ['/task/', '/task/'],
    ['task URLs', '/task/abcdefg'],
    ['{"a":', '{"a":'],
    ['{} pairs', '{}'],
    ['brackets without JSON', '{a}'],
    ['names', '"a":"b'],
    ['key names', 'x-api-key'],
    ['key assignments', 'key='],
    ['words', 'a-1-'],
    ['hexadecimal digits', '0123abcd-'],
    ['blanks', ' \n'],
    ['answers', `${getReply}\n`],
  ])('is done within seconds, where a quadratic way takes minutes, with 5 MB of %s', (_name, piece) => {
    const text = piece.repeat(Math.ceil((5 * million) / piece.length));
    const started = process.cpuUsage();
    findIds(text);

    expect(process.cpuUsage(started).user / 1000).toBeLessThan(4500);
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
    ['brackets without JSON', '{', '}'],
    ['arrays that fail at their end', '[1,', ',]'],
  ])(
    'is done within seconds, where a quadratic way takes minutes, with 5 MB of nested %s',
    (_name, open, close) => {
      const depth = Math.floor((5 * million) / (open.length + close.length));
      // Of the processor, not on the wall: the machine may have more to do.
      const started = process.cpuUsage();
      findIds(`${open.repeat(depth)}${close === '}' && open.length > 1 ? '1' : ''}${close.repeat(depth)}`);

      expect(process.cpuUsage(started).user / 1000).toBeLessThan(4500);
    },
  );

  it('finds the id of an answer cut short within 5 MB of text', () => {
    const lyrics = 'la \\n\\"'.repeat(million / 2);
    expect(findIds(`{"data":{"task_id":"${a}","input":{"prompt":"${lyrics}`)).toEqual({
      ids: [a],
      rejected: [],
    });
  });

  const piece = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '{',
      '[',
      '}',
      ']',
      '{}',
      '[1]',
      '/task/',
      '/task/abcdef1',
      '\\',
      '{not',
      "'",
      ',',
      ':',
      '-H',
    ),
  );

  it('finds ids between blanks in any text', () => {
    // Without quotes and names of keys: what follows those is a field or a key, and no id.
    const around = piece.filter((text) => !/"|key|token|secret|password|bearer|authorization/i.test(text));
    const blank = fc.constantFrom(' ', '\n', '\t', '\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(around, blank, fc.uuid(), blank)), around, (parts, end) => {
        const { ids } = findIds(parts.map((part) => part.join('')).join('') + end);
        expect(ids).toEqual(expect.arrayContaining(parts.map(([, , id]) => id)));
      }),
    );
  });

  it('throws for no text', () => {
    const bits = fc.oneof(
      piece,
      fc.constantFrom('"', '\\"', '"task_id":"', '"a":', 'x-api-key: ', a, getReply),
    );
    fc.assert(
      fc.property(fc.array(bits), (parts) => {
        const { ids, rejected } = findIds(parts.join(''));
        expect(new Set(ids).size).toBe(ids.length);
        expect(rejected.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});
