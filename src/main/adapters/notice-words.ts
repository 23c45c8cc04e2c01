import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Focus, Notice } from '../../shared/snapshot.ts';

/** What one system notification says, and where its click leads. */
export interface Toast {
  title: string;
  body: string;
  target: Focus['target'];
}

/** More than this within a moment come as one. */
export const groupFrom = 4;

/** One line, not too long, and without the characters that some systems read as markup or as an end. */
const shorten = (text: string): string => {
  const letters = Array.from(text.replace(/[\s<>&\p{Cc}]+/gu, ' ').trim());
  return letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : letters.join('');
};

const toastOf = (notice: Notice, words: Catalogue['desktop']): Toast => {
  const title = shorten(notice.title) || words.untitled;
  const target: Focus['target'] =
    notice.clipId !== null
      ? { kind: 'clip', id: notice.clipId }
      : notice.taskId !== null
        ? { kind: 'task', id: notice.taskId }
        : { kind: 'notices' };
  const say = (head: string, body: string): Toast => ({ title: head, body, target });
  const { notify } = words;
  switch (notice.kind) {
    case 'failed':
      return say(
        notify.failed(title),
        notice.detail === null ? notify.failedText : `${shorten(notice.detail)} ${notify.failedText}`,
      );
    case 'timed_out':
      return say(notify.timedOut(title), notify.timedOutText);
    case 'trouble':
      return say(notify.trouble(title), notify.troubleText);
    case 'expiring':
      return say(notify.expiring(title), notify.expiringText);
    case 'lost':
      return say(notify.lost(title), notify.lostText);
    case 'missing':
      return say(notify.missing(title), notify.missingText);
    case 'folder':
      return say(notify.folder, title);
    case 'key_refused':
      return say(notify.keyRefused, notify.keyRefusedText);
    case 'finished':
      return say(notify.finished(title), notice.clipId === null ? notify.finishedOther : notify.finishedText);
  }
};

/** The notifications for what ended within one moment: one each, or a single one for many. Pure. */
export const toastsOf = (
  notices: readonly Notice[],
  words: Catalogue['desktop'],
  locale: string,
): Toast[] => {
  if (notices.length < groupFrom) return notices.map((notice) => toastOf(notice, words));
  const number = new Intl.NumberFormat(locale);
  const ready = notices.filter((notice) => notice.kind === 'finished').length;
  const body =
    ready === notices.length
      ? words.notify.manyReady
      : words.notify.manyText(number.format(ready), number.format(notices.length - ready));
  return [{ title: words.notify.many(number.format(notices.length)), body, target: { kind: 'notices' } }];
};
