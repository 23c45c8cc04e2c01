import { expect, it } from 'vitest';
import { plainNotes } from './notes.ts';

it.each<[string, unknown, string]>([
  ['text', 'Fixed:\n- a\n- b', 'Fixed:\n- a\n- b'],
  [
    'HTML',
    '<h2>New</h2><ul><li>Search &amp; sort</li><li>It&#39;s <b>quick</b></li></ul><p>Bye<br/>now</p>',
    "New\n\n• Search & sort\n• It's quick\nBye\nnow",
  ],
  ['a script', '<script>alert(1)</script>ok<img src=x onerror=alert(1)>', 'ok'],
  ['what looks like a tag', 'a < b and c > d', 'a < b and c > d'],
  [
    'several versions',
    [
      { version: '2.0', note: '<p>two</p>' },
      { version: '1.9', note: null },
    ],
    '2.0\ntwo\n\n1.9',
  ],
  ['control characters', 'a\u0000b\u202ec\u001b[31m', 'abc[31m'],
  ['strange entities', '&nope; &#1114112; &#x41;', '&nope; &#1114112; A'],
  ['nothing', null, ''],
  ['too much', 'x'.repeat(20_000), 'x'.repeat(10_000)],
  ['nothing but spaces', ' '.repeat(500_000) + 'x', ''],
  ['tags that never end', '<script'.repeat(100_000), '<script'.repeat(100_000).slice(0, 10_000)],
])('%s', (_name, notes, text) => expect(plainNotes(notes)).toBe(text));
