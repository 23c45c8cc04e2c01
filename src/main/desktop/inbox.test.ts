import { expect, it } from 'vitest';
import { createInbox } from './inbox.ts';

it('keeps what comes before there is a taker, in order, and hands each thing over once', () => {
  const inbox = createInbox<string>();
  const taken: string[] = [];
  inbox.put('a');
  inbox.put('b');
  expect(taken).toEqual([]);
  inbox.open((item) => taken.push(item));
  expect(taken).toEqual(['a', 'b']);
  inbox.put('c');
  expect(taken).toEqual(['a', 'b', 'c']);
});

it('hands over what comes from now on to the last who opened it', () => {
  const inbox = createInbox<string>();
  const [first, second]: [string[], string[]] = [[], []];
  inbox.put('a');
  inbox.open((item) => first.push(item));
  inbox.open((item) => second.push(item));
  inbox.put('b');
  expect([first, second]).toEqual([['a'], ['b']]);
});

it('takes what comes while it is being opened, too', () => {
  const inbox = createInbox<string>();
  const taken: string[] = [];
  inbox.put('a');
  inbox.open((item) => {
    taken.push(item);
    if (item === 'a') inbox.put('b');
  });
  expect(taken).toEqual(['a', 'b']);
});
