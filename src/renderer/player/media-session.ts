import type { Heard, MediaKeys } from './media-keys.svelte.ts';

/** Ties the system's media keys and media panel to whatever has them at the time; the answer undoes that. */
export const followMediaKeys = (session: MediaSession, keys: MediaKeys): (() => void) => {
  const by = (seconds: number): void => keys.heard.seek(keys.heard.position + seconds);
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => keys.heard.play()],
    ['pause', () => keys.heard.pause()],
    ['nexttrack', () => void keys.heard.next()],
    ['previoustrack', () => void keys.heard.previous()],
    ['seekbackward', ({ seekOffset }) => by(-(seekOffset ?? 10))],
    ['seekforward', ({ seekOffset }) => by(seekOffset ?? 10)],
    ['seekto', ({ seekTime }) => keys.heard.seek(seekTime ?? keys.heard.position)],
  ];
  for (const [action, handler] of handlers) session.setActionHandler(action, handler);
  return () => {
    for (const [action] of handlers) session.setActionHandler(action, null);
  };
};

/**
 * Tells the system what plays; `cover` is a data URL, for the panel may not ask our own scheme. Call inside an effect, after
 * each change of the clip, its cover or the status.
 */
export const tellMediaSession = (
  session: MediaSession,
  { current, name, playing }: Pick<Heard, 'current' | 'name' | 'playing'>,
  untitled: string,
  cover: string | null,
): void => {
  session.metadata =
    current === null
      ? null
      : new MediaMetadata({
          ...{ title: name ?? (current.title || untitled), artist: current.style },
          artwork: cover === null ? [] : [{ src: cover, type: 'image/png' }],
        });
  session.playbackState = current === null ? 'none' : playing ? 'playing' : 'paused';
};

/** Tells the system where what plays is. Call inside an effect, after each change of its place and its status. */
export const tellPlace = (
  session: MediaSession,
  { place, playing }: Pick<Heard, 'place' | 'playing'>,
): void => {
  // From there on the system counts by itself, while it plays.
  void playing;
  if (place === undefined || place.length <= 0) session.setPositionState();
  else {
    const position = Math.min(place.position, place.length);
    session.setPositionState({ duration: place.length, position, playbackRate: 1 });
  }
};
