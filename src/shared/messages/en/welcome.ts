/** English texts of: welcome. A plain string, or a function of what is filled in. */
export const welcome = {
  region: 'Welcome',
  title: 'Welcome to Cliploft',
  sentence:
    'A home for the music you make: it watches your songs, brings them to your disk, and plays them offline.',
  keyLabel: 'Your API key',
  keyHelp: (keychain: string) =>
    `Checked with sunor first, then kept in ${keychain}, and nowhere else. The app never shows it again.`,
  keyHelpDemo: 'In the demo, a simulator on this computer stands in for sunor. Its key opens nothing else.',
  keychain: 'the system’s keychain',
  show: 'Show the key',
  hide: 'Hide the key',
  check: 'Check and keep',
  checking: 'Checking the key with sunor…',
  whereFrom: 'Get a key at sunor.cc',
  demo: 'Try the demo',
  demoText: 'The demo needs no key, no credits and no network.',
  useDemoKey: 'Use the demo key',
  empty: 'Paste your key first.',
  /** After a check that failed or could not be made. */
  notKept: 'The key was not kept; enter it again when that is settled.',
  notKeptRefused:
    'sunor does not know it. Look whether all of it was copied, and whether it is still enabled.',
  replaceTitle: 'Enter a key',
  replaceText: 'The new key takes the place of the old one as soon as it has been checked.',
  accepted: 'The key works',
  acceptedKeychain: (keychain: string) => `It is kept in ${keychain}.`,
  acceptedSession: 'It is kept in memory until you quit.',
  refused: {
    title: 'The key was refused.',
    text: 'Everything is paused: no checks, no downloads. What is saved plays on.',
    action: 'Enter a key',
  },
} as const;
