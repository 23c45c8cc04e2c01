import type { ProblemCode } from '../../problem.ts';

interface Words {
  /** What happened. */
  readonly title: string;
  /** What is safe; empty where nothing was at risk. */
  readonly safety: string;
  /** What the app or the user does next. */
  readonly next: string;
}

const codes: Record<ProblemCode, Words> = {
  offline: {
    title: 'No connection',
    safety: 'Nothing is lost: your tasks go on at sunor, and what is saved plays offline.',
    next: 'Cliploft goes on by itself when the network is back.',
  },
  timed_out: {
    title: 'No answer in time',
    safety: 'Nothing is lost.',
    next: 'Cliploft tries again by itself.',
  },
  proxy_login: {
    title: 'The proxy wants a login',
    safety: 'Nothing is lost: everything waits.',
    next: 'Enter name and password for it in Settings, under Proxy; everything goes on from there.',
  },
  proxy_unreachable: {
    title: 'The proxy cannot be reached',
    safety: 'Nothing is lost: everything waits.',
    next: 'Cliploft tries again by itself. If it stays, check the proxy in Settings.',
  },
  proxy_refused: {
    title: 'The proxy does not let this through',
    safety: 'Nothing is lost: everything waits.',
    next: 'Ask whoever runs the proxy, or set another one in Settings.',
  },
  unauthorized: {
    title: 'The key was refused',
    safety: 'Your tasks and your library are untouched.',
    next: 'Enter a key that works; everything goes on from there.',
  },
  no_key: {
    title: 'There is no key yet',
    safety: 'Your tasks and your library are untouched.',
    next: 'Enter your API key first.',
  },
  no_credits: {
    title: 'Not enough credits',
    safety: 'Nothing was charged.',
    next: 'Top up at sunor.cc, then try again.',
  },
  rate_limited: {
    title: 'Request budget used up',
    safety: 'Nothing is lost.',
    next: 'Cliploft waits as long as the service asks and then goes on.',
  },
  not_found: {
    title: 'Unknown to this account',
    safety: 'Clips that are saved stay in your library.',
    next: 'Check the id, or use the key of the account that made it.',
  },
  server: {
    title: 'The service has a fault',
    safety: 'Nothing is lost: sunor gives credits of failed tasks back.',
    next: 'Cliploft tries again with growing pauses.',
  },
  bad_reply: {
    title: 'An answer that makes no sense',
    safety: 'Nothing was changed because of it.',
    next: 'Cliploft asks again. If it stays, a newer version may know this answer.',
  },
  link_dead: {
    title: 'The download link no longer works',
    safety: 'The song still belongs to your task.',
    next: 'Cliploft asks the task for a fresh link and tries again.',
  },
  bad_audio: {
    title: 'The download was not playable audio',
    safety: 'It was thrown away; nothing broken is in your library.',
    next: 'Cliploft downloads it again.',
  },
  no_decoder: {
    title: 'This kind of sound cannot be measured',
    safety: 'The clip is saved and plays as it is.',
    next: 'Only MP3 and plain WAV get a waveform and even loudness.',
  },
  links_expired: {
    title: 'The links have run out',
    safety: 'What is saved stays in your library.',
    next: 'Suno keeps links for about seven days. You can try once more, or leave this clip out.',
  },
  disk_full: {
    title: 'The disk is full',
    safety: 'Everything saved before is whole.',
    next: 'Make room; saving goes on by itself.',
  },
  folder_missing: {
    title: 'The library folder is not there',
    safety: 'Nothing was taken off your library.',
    next: 'Connect the disk again, or put the folder back; everything goes on by itself. If it is gone for good, choose another library folder.',
  },
  folder_denied: {
    title: 'The library folder cannot be written',
    safety: 'What is saved stays as it is.',
    next: 'Allow writing to it, or choose another library folder.',
  },
  file_locked: {
    title: 'Another program holds the file',
    safety: 'Nothing was changed.',
    next: 'Close it there; saving goes on by itself.',
  },
  disk_fault: {
    title: 'The disk reports a fault',
    safety: 'Nothing was taken off your library.',
    next: 'Check the disk or its cable; saving goes on by itself once it answers.',
  },
  file_missing: {
    title: 'The file is not where it was saved',
    safety: 'Its place in your library is kept.',
    next: 'Put it back into the library folder, and it plays again.',
  },
  trash_failed: {
    title: 'The trash did not take the file',
    safety: 'The clip stays in your library; nothing was deleted.',
    next: 'Check whether this disk has a trash, then try again.',
  },
  autostart_denied: {
    title: 'What starts at login could not be changed',
    safety: 'It is as it was before.',
    next: 'Allow writing to the place that the details name, or change it in your system’s settings.',
  },
  archive_bad: {
    title: 'This is not a Cliploft archive, or it is damaged',
    safety: 'Your library was not changed.',
    next: 'Choose another file, or export again.',
  },
  archive_newer: {
    title: 'A newer Cliploft made this archive',
    safety: 'Your library was not changed.',
    next: 'Install that version, then import it again.',
  },
  no_keychain: {
    title: 'This system has no keychain service',
    safety: 'The key is not written anywhere else.',
    next: 'Cliploft keeps it in memory and asks again after the next start.',
  },
  keychain_locked: {
    title: 'The keychain is locked',
    safety: 'The key is not written anywhere else.',
    next: 'Unlock the keychain, then replace the key to have it kept.',
  },
  bad_request: {
    title: 'That could not be understood',
    safety: 'Nothing was changed.',
    next: 'Check what you entered and try again.',
  },
  internal: {
    title: 'Cliploft made a mistake',
    safety: 'What is saved stays saved.',
    next: 'Try again. If it comes back, please report it with the details.',
  },
};

/** English words for everything that can go wrong. */
export const problems = {
  codes,
  /** `when` is a wait such as "8 s". */
  triesAgain: (when: string) => `Cliploft tries again in ${when}.`,
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  details: 'Technical details',
} as const;
