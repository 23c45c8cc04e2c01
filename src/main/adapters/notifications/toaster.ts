import type { Activation } from './activation.ts';

/** A button of a notification. */
export interface ToastAction {
  key: string;
  label: string;
}

/** What the system is asked to show. */
export interface ShownToast {
  /** Says where it leads; see `toastId`. */
  id: string;
  title: string;
  body: string;
  /** Shown where the system has buttons; a click on the notification itself is `default`. */
  actions: readonly ToastAction[];
}

/** The system's own notifications, one way of reaching them. */
export interface Toaster {
  /** Resolves with null when the system took it, else with why it was not shown. */
  show(toast: ShownToast): Promise<string | null>;
  /** What is pressed from now on. One listener. */
  onActivated(listener: (activation: Activation) => void): void;
  /** Is one still shown that leads somewhere, and whose click would be lost with this process? */
  hasShown(): boolean;
  /** Takes back those whose click would be lost with this process. */
  withdraw(): Promise<void>;
}
