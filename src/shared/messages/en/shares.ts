import { plural } from '../format.ts';

/**
 * How much of a result could not be read: "1 of 2 saved, the other could not be read". `unread` is a count, the
 * others are counts as they are to be shown; `saved` null when nothing is saved.
 */
export const shares = (unread: number, unreadText: string, saved: string | null, of: string): string => {
  if (saved === null)
    return plural('en', unread, {
      one: 'Its result could not be read.',
      other: `Its ${unreadText} results could not be read.`,
    });
  return plural('en', unread, {
    one: `${saved} of ${of} saved, the other could not be read.`,
    other: `${saved} of ${of} saved, ${unreadText} could not be read.`,
  });
};
