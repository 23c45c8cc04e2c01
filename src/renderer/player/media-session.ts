import type { Player } from './player.svelte.ts';

/**
 * Ties the system's media keys and media panel to the player. Call inside an effect: it follows the
 * player's state; the answer undoes the action handlers.
 */
export const followMediaKeys = (session: MediaSession, player: Player): (() => void) => {
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['nexttrack', () => void player.next()],
    ['previoustrack', () => player.previous()],
    ['seekbackward', ({ seekOffset }) => player.seek(player.position - (seekOffset ?? 10))],
    ['seekforward', ({ seekOffset }) => player.seek(player.position + (seekOffset ?? 10))],
    ['seekto', ({ seekTime }) => player.seek(seekTime ?? player.position)],
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
  player: Player,
  untitled: string,
  cover: string | null,
): void => {
  const clip = player.current;
  session.metadata =
    clip === null
      ? null
      : new MediaMetadata({
          ...{ title: clip.title || untitled, artist: clip.style },
          artwork: cover === null ? [] : [{ src: cover, type: 'image/png' }],
        });
  session.playbackState = clip === null ? 'none' : player.playing ? 'playing' : 'paused';
};
