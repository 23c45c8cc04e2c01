/** English texts of: player. A plain string, or a function of what is filled in. */
export const player = {
  title: 'Player',
  nothing: 'Nothing playing',
  nothingHint: 'Choose a clip in the library',
  play: 'Play',
  pause: 'Pause',
  previous: 'Previous',
  next: 'Next',
  seek: 'Position',
  position: (at: string, length: string) => `${at} of ${length}`,
  volume: 'Volume',
  volumeText: (percent: number) => `${percent} percent`,
  mute: 'Mute',
  unmute: 'Sound on',
  showDetails: (title: string) => `Show details of ${title}`,
  failed: {
    title: (title: string) => `“${title}” cannot be played`,
    text: 'The file is missing or cannot be read. The rest of the library plays on.',
  },
} as const;
