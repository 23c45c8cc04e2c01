import { asksPerson } from '../../../shared/attention.ts';
import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import { problemCodes, type ProblemCode } from '../../../shared/problem.ts';
import { readShares } from '../../../shared/shares.ts';
import type { Notice } from '../../../shared/snapshot.ts';
import { count, shorten } from '../../ui/format.ts';

export interface NoticeWords {
  /** Whom it concerns: a song, or the folder or key itself. */
  title: string;
  /** The kind in a word or two. */
  kind: string;
  /** More about it; null where the kind says all. */
  detail: string | null;
}

const codeOf = (notice: Notice): ProblemCode | undefined =>
  problemCodes.find((known) => known === notice.detail);

const kindOf = (t: Catalogue, { kind, detail }: Notice): string =>
  kind === 'trouble' && asksPerson(detail) ? t.notices.needsYou : t.notices.kind[kind];

/** "1 of 2 saved, the other could not be read"; null for a notice of another kind. */
const sharesOf = (t: Catalogue, { kind, detail }: Notice): string | null => {
  const shares = kind === 'unreadable' ? readShares(detail) : null;
  if (shares === null) return null;
  const { saved, of } = shares;
  return t.notices.shares(of - saved, count(of - saved), saved === 0 ? null : count(saved), count(of));
};

/** A notice in words. A problem's code never stands as it is: it has words of its own. */
export const noticeWords = (t: Catalogue, notice: Notice): NoticeWords => {
  const code = codeOf(notice);
  const problem = code === undefined ? null : t.problems.codes[code];
  const title = shorten(notice.title.trim(), 200);
  const kind = kindOf(t, notice);
  if (notice.kind === 'key_refused')
    return { title: t.notices.keyRefused, kind, detail: t.notices.keyRefusedText };
  // About the folder as a whole the title is its path; about one clip it is the clip's.
  if (notice.kind === 'folder' && notice.clipId === null)
    return { title: problem?.title ?? t.notices.folder, kind, detail: title === '' ? null : title };
  const said = notice.detail === null || notice.detail.trim() === '' ? null : notice.detail;
  return {
    title: title === '' ? t.notices.untitled : title,
    kind,
    detail:
      sharesOf(t, notice) ??
      problem?.title ??
      (said === null ? (t.notices.more[notice.kind] ?? null) : t.notices.said(shorten(said, 300))),
  };
};

/** How urgent it looks. */
export const noticeTone = (kind: Notice['kind']): 'success' | 'warning' | 'danger' => {
  if (kind === 'finished') return 'success';
  return kind === 'failed' || kind === 'timed_out' || kind === 'lost' || kind === 'key_refused'
    ? 'danger'
    : 'warning';
};
