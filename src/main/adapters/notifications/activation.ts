import type { Focus } from '../../../shared/snapshot.ts';

/** What a person pressed: on which notification, and what of it. */
export interface Activation {
  /** Id of the notification; see `toastId`. */
  id: string;
  /** A button's key, or `default` for the notification itself. */
  key: string;
}

/** Keys of the buttons of a finished clip, in the order shown: systems tell of a button by its place. */
export const clipActions = ['play', 'folder'] as const;

/** Windows takes no longer tag. */
const longestId = 64;
const separator = ':';

/**
 * A notification's id says where it leads, so that a click on it can be followed by a program that was started by the
 * click and knows of no notification. What comes later of the same clip or task takes its place. Pure.
 */
export const toastId = (target: Focus['target'] | null): string => {
  if (target === null || target.kind === 'notices') return target === null ? 'app' : target.kind;
  const id = `${target.kind}${separator}${target.id}`;
  return id.length <= longestId ? id : 'notices';
};

/** Where an id leads; null: to the window as it is. It comes from outside and may be anything. Pure. */
export const readToastId = (id: string): Focus['target'] | null => {
  if (id === 'notices') return { kind: 'notices' };
  const [kind, ...rest] = id.split(separator);
  const named = rest.join(separator);
  if (named === '' || id.length > longestId) return null;
  return kind === 'clip' || kind === 'task' ? { kind, id: named } : null;
};

const keyAt = (index: number): string => clipActions[index] ?? 'default';

/** What is left of a dictionary that came from the system; all of it may be missing. */
const textOf = (from: object, name: string): string | null => {
  const value: unknown = (from as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/**
 * macOS: what the app was opened by (`launchInfo` of Electron's `ready`, a UNNotificationResponse). null: by nothing of
 * ours, or a notification that was only put away. Pure.
 */
export const fromResponse = (launchInfo: unknown): Activation | null => {
  if (typeof launchInfo !== 'object' || launchInfo === null) return null;
  const [id, action] = [textOf(launchInfo, 'identifier'), textOf(launchInfo, 'actionIdentifier')];
  if (id === null || action === null || action.endsWith('DismissActionIdentifier')) return null;
  const place = /(\d+)$/.exec(action)?.[1];
  return { id, key: place === undefined ? 'default' : keyAt(Number(place)) };
};

/**
 * Windows: an activation of a toast (Electron's ActivationArguments), whose raw arguments hold the tag that the toast was
 * given as id. Without one it leads to the window. Pure.
 */
export const fromArguments = (details: unknown): Activation | null => {
  if (typeof details !== 'object' || details === null) return null;
  const type = textOf(details, 'type');
  if (type !== 'click' && type !== 'action') return null;
  const id = new URLSearchParams(textOf(details, 'arguments') ?? '').get('tag') ?? '';
  const index: unknown = (details as Record<string, unknown>)['actionIndex'];
  return { id, key: type === 'action' && typeof index === 'number' ? keyAt(index) : 'default' };
};
