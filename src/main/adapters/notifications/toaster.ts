/** A button of a notification. */
export interface ToastAction {
  key: string;
  label: string;
}

/** What the system is asked to show. */
export interface ShownToast {
  title: string;
  body: string;
  /** Shown where the system has buttons; a click on the notification itself is `default`. */
  actions: readonly ToastAction[];
}

/** The system's own notifications, one way of reaching them. */
export interface Toaster {
  /** Resolves with null when the system took it, else with why it was not shown. */
  show(toast: ShownToast, onAct: (key: string) => void): Promise<string | null>;
}
