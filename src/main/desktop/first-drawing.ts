import type { Clock } from '../../core/ports.ts';
import type { CommandName } from '../../shared/contract.ts';

/** When the first page has what it draws: until then the program does nothing that could wait. */
export interface FirstDrawing {
  /** The page was answered. */
  answered(command: CommandName): void;
  readonly done: Promise<void>;
}

/** So long the library is on its way to the screen, drawn in software by a slow computer. ms. */
const afterLibraryMs = 400;
/** Not every view asks for the library. ms. */
const afterSnapshotMs = 1500;
/** A page that asks for nothing holds nothing up for longer. ms. */
const longestMs = 5000;

/** `isAwaited`: there is a page to wait for. */
export const createFirstDrawing = (clock: Clock, isAwaited: boolean): FirstDrawing => {
  let end = (): void => undefined;
  let callOff = (): void => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  const within = (ms: number): void => {
    callOff();
    callOff = clock.after(ms, end);
  };
  if (isAwaited) within(longestMs);
  else end();
  let asked: CommandName | null = null;
  return {
    answered(command) {
      if (!isAwaited || asked === 'library.page') return;
      if (command !== 'library.page' && (command !== 'app.snapshot' || asked !== null)) return;
      asked = command;
      within(command === 'library.page' ? afterLibraryMs : afterSnapshotMs);
    },
    done,
  };
};
