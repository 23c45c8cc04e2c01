import { expect, it } from 'vitest';
import { desktop as words } from '../../shared/messages/en/desktop.ts';
import { type Notice, noticeKinds } from '../../shared/snapshot.ts';
import { groupFrom, isWanted, toastsOf } from './notice-words.ts';

const notice = (more: Partial<Notice> = {}): Notice => ({
  id: 'n',
  kind: 'finished',
  taskId: 't',
  clipId: 'c',
  title: 'Harbour Waltz',
  detail: null,
  at: 0,
  read: false,
  ...more,
});
const toast = (more: Partial<Notice>) => toastsOf([notice(more)], words, 'en')[0];

it('says what ended, and leads there', () => {
  expect(toast({})).toEqual({
    title: words.notify.finished('Harbour Waltz'),
    body: words.notify.finishedText,
    target: { kind: 'clip', id: 'c' },
    clipId: 'c',
  });
  expect(toast({ kind: 'timed_out', clipId: null })).toMatchObject({
    title: words.notify.timedOut('Harbour Waltz'),
    target: { kind: 'task', id: 't' },
  });
  expect(toast({ kind: 'failed', clipId: null, detail: 'Refused.' })?.body).toBe(
    `Refused. ${words.notify.failedText}`,
  );
  expect(toast({ kind: 'trouble', clipId: null, detail: 'link_dead' })).toMatchObject({
    ...{ title: words.notify.trouble('Harbour Waltz'), body: words.notify.troubleText },
  });
  expect(toast({ kind: 'trouble', detail: 'disk_full' })?.body).toBe(words.notify.needsYouText);
  expect(toast({ clipId: null, taskId: null })?.target).toEqual({ kind: 'notices' });
});

it('does not call ready what gave nothing, or not all', () => {
  expect(toast({ kind: 'empty', clipId: null })).toMatchObject({
    ...{ title: words.notify.empty('Harbour Waltz'), target: { kind: 'task', id: 't' } },
  });
  const half = (detail: string | null) => toast({ kind: 'unreadable', clipId: null, detail });
  expect(half('1/2')).toMatchObject({
    title: words.notify.partly('Harbour Waltz'),
    body: `1 of 2 saved, the other could not be read. ${words.notify.unreadableText}`,
  });
  expect(half('3/5')?.body).toContain('3 of 5 saved, 2 could not be read.');
  expect(half('0/1')).toMatchObject({
    title: words.notify.unreadable('Harbour Waltz'),
    body: `Its result could not be read. ${words.notify.unreadableText}`,
  });
  expect(half('0/2')?.body).toContain('Its 2 results could not be read.');
  expect(half(null)?.body).toContain(words.notify.sharesUnknown);
});

it('says of one clip that the trash refused it, and of the folder that saving waits', () => {
  const title = '/music';
  expect(toast({ kind: 'folder', clipId: null, taskId: null, title })).toMatchObject({
    title: words.notify.folder,
    body: '/music',
  });
  expect(toast({ kind: 'folder', taskId: null, detail: 'trash_failed' })).toEqual({
    title: words.notify.trashFailed('Harbour Waltz'),
    body: words.notify.trashFailedText,
    target: { kind: 'clip', id: 'c' },
    clipId: null,
  });
});

it('has a word for what has no title, and makes hostile titles harmless', () => {
  expect(toast({ title: '  ' })?.title).toBe(words.notify.finished(words.untitled));
  expect(toast({ title: '<b>a</b>\n&amp;' })?.title).not.toMatch(/[<>&\n]/);
  expect(toast({ title: 'a\u0000b\u0007c\u0085d' })?.title).toBe(words.notify.finished('a b c d'));
  expect(Array.from(toast({ title: 'x'.repeat(5000) })?.title ?? '').length).toBeLessThan(120);
  const detail = toast({ kind: 'failed', detail: `<a href="x">${'y '.repeat(5000)}` })?.body ?? '';
  expect(detail.length).toBeLessThan(200);
  expect(detail).not.toMatch(/[<>&]/);
  const long = toast({ title: '🎵'.repeat(500) })?.title ?? '';
  expect(Array.from(long).length).toBeLessThan(120);
  expect(long).not.toContain('\uFFFD');
});

it('tells few one by one, and many as one', () => {
  const few = Array.from({ length: groupFrom - 1 }, () => notice());
  expect(toastsOf(few, words, 'en')).toHaveLength(groupFrom - 1);
  const many = [...few, notice({ kind: 'failed' })];
  expect(toastsOf(many, words, 'en')).toEqual([
    {
      title: words.notify.many(String(groupFrom)),
      body: words.notify.manyText(String(groupFrom - 1), '1'),
      target: { kind: 'notices' },
      clipId: null,
    },
  ]);
  expect(toastsOf([...few, notice()], words, 'en')[0]?.body).toBe(words.notify.manyReady);
  for (const kind of ['empty', 'unreadable'] as const)
    expect(toastsOf([...few, notice({ kind })], words, 'en')[0]?.body).toBe(
      words.notify.manyText(String(groupFrom - 1), '1'),
    );
  expect(toastsOf([], words, 'en')).toEqual([]);
});

it('says of many that are not all at their end only that there is news, and never hides what concerns everything', () => {
  const many = Array.from({ length: groupFrom }, () => notice({ kind: 'expiring', clipId: null }));
  const folder = notice({ kind: 'folder', taskId: null, clipId: null, title: '/music', detail: 'disk_full' });
  expect(toastsOf([...many, folder], words, 'en')).toEqual([
    { title: words.notify.folder, body: '/music', target: { kind: 'notices' }, clipId: null },
    {
      title: words.notify.manyNews(String(groupFrom)),
      body: words.notify.manyNewsText,
      target: { kind: 'notices' },
      clipId: null,
    },
  ]);
});

it('shows what needs a person even where ends are switched off', () => {
  const off = { finished: false, failed: false };
  expect(noticeKinds.filter((kind) => !isWanted(kind, off))).toEqual([
    ...['finished', 'empty', 'unreadable', 'failed', 'timed_out'],
  ]);
  expect(isWanted('empty', { finished: false, failed: true })).toBe(true);
  expect(noticeKinds.every((kind) => isWanted(kind, { finished: true, failed: true }))).toBe(true);
});
