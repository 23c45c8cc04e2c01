import { plural } from '../format.ts';
import { shares } from './shares.ts';

/** English texts of: notices. A plain string, or a function of what is filled in. */
export const notices = {
  title: 'Notifications',
  today: 'Today',
  yesterday: 'Yesterday',
  unread: (count: number, text: string) =>
    plural('en', count, { one: `${text} unread`, other: `${text} unread` }),
  new: 'New',
  markAll: 'Mark all as read',
  clear: 'Clear the list',
  clearTitle: 'Clear all notifications?',
  clearText: 'Only this list is emptied. Tasks and clips stay where they are.',
  kind: {
    finished: 'Finished and saved',
    empty: 'No result',
    unreadable: 'Not all saved',
    failed: 'Failed',
    timed_out: 'Timed out',
    trouble: 'Not saved yet',
    expiring: 'Links run out within a day',
    lost: 'Not saved in time',
    missing: 'Not found',
    folder: 'Library folder',
    key_refused: 'Key',
  },
  /** In place of “Not saved yet”, where nothing goes on without a person. */
  needsYou: 'Needs you',
  shares,
  /** What more there is to say of a kind when nobody gave words. */
  more: {
    expiring: 'It is not saved yet.',
    lost: 'Its links have run out; you can try once more.',
    missing: 'The service does not know this id for your key.',
    trouble: 'It is done, but not saved yet.',
    empty: 'It ended well, but nothing came that could be saved. You can check once more.',
    unreadable: 'Not all of its results could be read. You can check once more.',
  } as Readonly<Record<string, string>>,
  folder: 'Saving waits for your library folder',
  keyRefused: 'Your key was refused',
  keyRefusedText: 'Everything pauses until a key works; nothing is lost.',
  untitled: 'A task',
  said: (words: string) => `The service says: “${words}”`,
  empty: {
    title: 'Nothing to report',
    text: 'When a task finishes, fails or needs you, it is noted here, and your system tells you.',
  },
} as const;
