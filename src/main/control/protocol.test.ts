import { expect, it } from 'vitest';
import { readReply, readRequest, replyLine, requestLine } from './protocol.ts';

it('says and understands itself', () => {
  expect(readRequest(requestLine({ kind: 'add', text: 'a\nb “ü”' }))).toEqual({
    ask: { kind: 'add', text: 'a\nb “ü”' },
  });
  expect(readReply(replyLine({ kind: 'refused', code: 'serving' }))).toEqual({
    kind: 'refused',
    code: 'serving',
  });
});

it.each([
  ['', 'bad_request'],
  ['{', 'bad_request'],
  ['null', 'bad_request'],
  ['[]', 'bad_request'],
  ['{"v":1}', 'bad_request'],
  ['{"v":1,"ask":{"kind":"forget"}}', 'bad_request'],
  ['{"v":1,"ask":{"kind":"add"}}', 'bad_request'],
  [`{"v":1,"ask":{"kind":"add","text":"${'a'.repeat(5_000_001)}"}}`, 'bad_request'],
  ['{"v":"1","ask":{"kind":"open"}}', 'bad_request'],
  ['{"v":2,"ask":{"kind":"open"}}', 'other_version'],
])('refuses %.40s', (line, code) => expect(readRequest(line)).toEqual({ refuse: code }));

it.each(['', 'HTTP/1.1 200 OK', '{"v":2,"reply":{"kind":"done"}}', '{"v":1,"reply":{"kind":"gone"}}'])(
  'does not take %j for an answer',
  (line) => expect(readReply(line)).toBeNull(),
);
