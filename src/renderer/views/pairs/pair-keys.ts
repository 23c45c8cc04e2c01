/** What a key asks for at the pair table. */
export type PairKey =
  | { kind: 'toggle' | 'switch' | 'keep' | 'bin' | 'favourite' | 'next' | 'previous' | 'undo' }
  | { kind: 'seek'; by: number }
  | { kind: 'step'; by: number }
  | { kind: 'take'; at: number };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/** How far the arrow keys seek, in seconds. */
export const seekStepS = 5;

const letters: Readonly<Record<string, PairKey>> = {
  ' ': { kind: 'toggle' },
  x: { kind: 'switch' },
  k: { kind: 'keep' },
  b: { kind: 'bin' },
  delete: { kind: 'bin' },
  f: { kind: 'favourite' },
  n: { kind: 'next' },
  p: { kind: 'previous' },
  u: { kind: 'undo' },
  arrowup: { kind: 'step', by: -1 },
  arrowdown: { kind: 'step', by: 1 },
};

/** What a key press asks for; null where it is for somebody else. Pure. */
export const pairKey = (event: Key): PairKey | null => {
  const key = event.key.toLowerCase();
  if (event.altKey || event.shiftKey) return null;
  if (event.ctrlKey || event.metaKey) return key === 'z' && !event.repeat ? { kind: 'undo' } : null;
  if (key === 'arrowleft') return { kind: 'seek', by: -seekStepS };
  if (key === 'arrowright') return { kind: 'seek', by: seekStepS };
  // Held down it must not go through a whole evening.
  if (event.repeat) return null;
  if (/^[1-9]$/.test(key)) return { kind: 'take', at: Number(key) - 1 };
  return letters[key] ?? null;
};

/** Where letters are typed, or a menu or a dialog is open, keys are not for the table. */
const typing =
  'input:not([type="range"], [type="radio"]), textarea, select, [contenteditable], [role="menu"], [role="menuitem"], dialog';
/** What has its own use for space and arrows. */
const own: Readonly<Record<PairKey['kind'], string>> = {
  ...{ toggle: 'a, button, summary, input', seek: 'input', step: 'input' },
  ...{ switch: '', keep: '', bin: '', favourite: '', next: '', previous: '', undo: '', take: '' },
};

/** Whether what is focused leaves this key to the table. */
export const isForTable = ({ kind }: PairKey, target: EventTarget | null): boolean => {
  if (!(target instanceof Element)) return true;
  if (target.closest(typing) !== null) return false;
  return own[kind] === '' || target.closest(own[kind]) === null;
};

/** Whether something outside the table that has the focus has its own use for this very key, and says so. */
export const isOfAnother = (
  { key, target }: Pick<KeyboardEvent, 'key' | 'target'>,
  table: Element | undefined,
): boolean => {
  if (!(target instanceof Element) || table?.contains(target) === true) return false;
  const own = target.closest('[aria-keyshortcuts]')?.getAttribute('aria-keyshortcuts') ?? '';
  return own.split(' ').includes(key);
};
