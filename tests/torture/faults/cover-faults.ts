import type { Fault as SimulatorFault } from '../../../simulator/faults.ts';
import type { Fault } from './fault.ts';

const room = 'covers and titles';

const cover = (name: string, fault: Omit<SimulatorFault, 'on'>): Fault => ({
  ...{ name: `cover: ${name}`, room, shows: ['saved'], ends: 'saved', task: { clip: [{}] } },
  ...{ sees: 'the clip without its cover', next: 'tried twice more, then saved without' },
  begin: (world) => void world.simulator.setFault({ on: 'image', ...fault }),
});

const title = (name: string, text: string): Fault => ({
  ...{ name: `title: ${name}`, room, shows: ['saved'], ends: 'saved' },
  ...{ sees: 'the title as it is', next: 'saved under a name that every system takes' },
  task: {
    clip: [
      { imageUrl: null, title: text },
      { imageUrl: null, title: text },
    ],
  },
});

export const coverFaults: readonly Fault[] = [
  cover('missing', { status: 404 }),
  cover('no answer', { hang: true }),
  cover('cut short', { cutAfter: 500 }),
  cover('no image', { body: '<html>', status: 200 }),
  title('empty', ''),
  title('5,000 characters', 'Long '.repeat(1000)),
  title('emoji', '🎷🌊👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿'),
  title('right to left', '\u202egnp.\u05e9\u05d9\u05e8'),
  title('../', '../../../../etc/passwd'),
  title('CON', 'CON'),
  title('slashes', 'AC/DC \\ back \\ / slash'),
  title('NUL', 'a\0b'),
  title('half a letter', 'half \ud83c letter'),
  title('dots', '...'),
];
