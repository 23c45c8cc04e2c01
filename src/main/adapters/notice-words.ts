import { numbers } from '../../shared/formatters.ts';
import { asksPerson } from '../../shared/attention.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Settings } from '../../shared/settings.ts';
import { readShares } from '../../shared/shares.ts';
import type { Focus, Notice } from '../../shared/snapshot.ts';

/** What one system notification says, and where its click leads. */
export interface Toast {
  title: string;
  body: string;
  target: Focus['target'];
  /** The clip that it brings, to be played or shown in its folder; null where it brings none. */
  clipId: string | null;
}

/** More than this within a moment come as one. */
export const groupFrom = 4;

/** One line, not too long, and without the characters that some systems read as markup or as an end. */
const shorten = (text: string): string => {
  const letters = Array.from(text.replace(/[\s<>&\p{Cc}]+/gu, ' ').trim());
  return letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : letters.join('');
};

/** Of a result that could be read in part or not at all: how much of it is saved. */
const sharesOf = (notice: Notice, notify: Catalogue['desktop']['notify'], locale: string): string => {
  const shares = readShares(notice.detail);
  if (shares === null) return notify.sharesUnknown;
  const { saved, of } = shares;
  const number = numbers(locale);
  const savedText = saved === 0 ? null : number.format(saved);
  return notify.shares(of - saved, number.format(of - saved), savedText, number.format(of));
};

const toastOf = (notice: Notice, words: Catalogue['desktop'], locale: string): Toast => {
  const title = shorten(notice.title) || words.untitled;
  const target: Focus['target'] =
    notice.clipId !== null
      ? { kind: 'clip', id: notice.clipId }
      : notice.taskId !== null
        ? { kind: 'task', id: notice.taskId }
        : { kind: 'notices' };
  const clipId = notice.kind === 'finished' ? notice.clipId : null;
  const say = (head: string, body: string): Toast => ({ title: head, body, target, clipId });
  const { notify } = words;
  switch (notice.kind) {
    case 'failed':
      return say(
        notify.failed(title),
        notice.detail === null ? notify.failedText : `${shorten(notice.detail)} ${notify.failedText}`,
      );
    case 'timed_out':
      return say(notify.timedOut(title), notify.timedOutText);
    case 'empty':
      return say(notify.empty(title), notify.emptyText);
    case 'unreadable': {
      const partly = (readShares(notice.detail)?.saved ?? 0) > 0;
      return say(
        partly ? notify.partly(title) : notify.unreadable(title),
        `${sharesOf(notice, notify, locale)} ${notify.unreadableText}`,
      );
    }
    case 'trouble':
      return say(notify.trouble(title), asksPerson(notice.detail) ? notify.needsYouText : notify.troubleText);
    case 'expiring':
      return say(notify.expiring(title), notify.expiringText);
    case 'lost':
      return say(notify.lost(title), notify.lostText);
    case 'missing':
      return say(notify.missing(title), notify.missingText);
    case 'folder':
      // Of one clip it is the trash that refused; of the folder the title is its path.
      return notice.clipId === null
        ? say(notify.folder, title)
        : say(notify.trashFailed(title), notify.trashFailedText);
    case 'key_refused':
      return say(notify.keyRefused, notify.keyRefusedText);
    case 'finished':
      return say(notify.finished(title), notice.clipId === null ? notify.finishedOther : notify.finishedText);
  }
};

/** Ends that did not give (all of) what was asked for: one switch in the settings. */
const badEnds: readonly Notice['kind'][] = ['failed', 'timed_out', 'empty', 'unreadable'];

/** By the settings; what needs a person is told whatever is switched off. Pure. */
export const isWanted = (kind: Notice['kind'], { finished, failed }: Settings['notify']): boolean => {
  if (kind === 'finished') return finished;
  return badEnds.includes(kind) ? failed : true;
};

/** They concern everything, and must not drown among many. */
const ofAll: readonly Notice['kind'][] = ['folder', 'key_refused'];
const ends: readonly Notice['kind'][] = ['finished', ...badEnds];

const groupOf = (notices: readonly Notice[], words: Catalogue['desktop'], locale: string): Toast => {
  const { notify } = words;
  const target = { kind: 'notices' as const };
  const number = (count: number): string => numbers(locale).format(count);
  if (!notices.every(({ kind }) => ends.includes(kind)))
    return {
      title: notify.manyNews(number(notices.length)),
      body: notify.manyNewsText,
      target,
      clipId: null,
    };
  const ready = notices.filter(({ kind }) => kind === 'finished').length;
  const body =
    ready === notices.length
      ? notify.manyReady
      : notify.manyText(number(ready), number(notices.length - ready));
  return { title: notify.many(number(notices.length)), body, target, clipId: null };
};

/** The notifications for what is told within one moment: one each, or a single one for many tasks. Pure. */
export const toastsOf = (
  notices: readonly Notice[],
  words: Catalogue['desktop'],
  locale: string,
): Toast[] => {
  const single = notices.filter(({ kind }) => ofAll.includes(kind));
  const rest = notices.filter(({ kind }) => !ofAll.includes(kind));
  const grouped = rest.length < groupFrom ? [] : [groupOf(rest, words, locale)];
  return [
    ...[...single, ...(grouped.length > 0 ? [] : rest)].map((notice) => toastOf(notice, words, locale)),
    ...grouped,
  ];
};
