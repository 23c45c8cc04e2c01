import type { Activation } from './adapters/notifications/activation.ts';
import type { Ask } from './control/protocol.ts';
import type { Faults } from './diagnostics/faults.ts';
import type { Inbox } from './desktop/inbox.ts';
import type { ServeOptions } from './desktop/serving.ts';
import type { OwnStart } from './desktop/start-at-login.ts';

/** How this run came about, beside its launch options. */
export interface Start {
  /** What second starts and links ask for, from the first moment on. */
  inbox: Inbox<Ask>;
  /** What was pressed on notifications of an earlier run. */
  pressed: Inbox<Activation>;
  /** null: with a window. */
  serve: ServeOptions | null;
  faults: Faults;
  own: OwnStart;
  /** Arguments (without the executable) of this run, without a command or a link. */
  args: string[];
  /** Where other processes reach this one; null where they cannot. */
  place: string | null;
}
