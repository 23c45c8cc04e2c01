import { plural } from '../format.ts';

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
    failed: 'Failed',
    timed_out: 'Timed out',
    trouble: 'Needs a look',
    expiring: 'Links run out soon',
    lost: 'Could not be saved in time',
    missing: 'Unknown to the service',
    folder: 'The library folder',
    key_refused: 'Key refused',
  },
  untitled: 'A task',
  said: (words: string) => `The service says: “${words}”`,
  empty: {
    title: 'Nothing to report',
    text: 'When a task finishes, fails or needs you, it is noted here, and your system tells you.',
  },
} as const;
