import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import { problemCodes } from '../../../shared/problem.ts';
import type { Notice } from '../../../shared/snapshot.ts';

/** What a notice says beside its kind: our words for a problem's code, or the service's own. */
export const noticeDetail = (t: Catalogue, notice: Notice): string | null => {
  if (notice.detail === null || notice.detail === '') return null;
  const code = problemCodes.find((known) => known === notice.detail);
  return code === undefined ? t.notices.said(notice.detail) : t.problems.codes[code].title;
};
