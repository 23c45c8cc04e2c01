/** How long somebody waits for an answer. */
export interface Patience {
  readonly signal: AbortSignal;
  /** Did it run out? */
  isSilent(): boolean;
  /** Starts waiting anew. */
  wait(): void;
  heard(): void;
  /** Over: lets go of the caller's signal. */
  end(): void;
  /** Over, and the connection is closed. */
  giveUp(): void;
}

/** Ends a request when the caller does, or when nothing was heard for `timeoutMs`. */
export const createPatience = (timeoutMs: number, caller: AbortSignal | undefined): Patience => {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silent = false;
  const stop = (): void => controller.abort();
  caller?.addEventListener('abort', stop, { once: true });
  if (caller?.aborted) stop();
  const end = (): void => {
    clearTimeout(timer);
    caller?.removeEventListener('abort', stop);
  };
  return {
    signal: controller.signal,
    isSilent: () => silent,
    wait() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        silent = true;
        controller.abort();
      }, timeoutMs);
    },
    heard: () => clearTimeout(timer),
    end,
    giveUp() {
      end();
      controller.abort();
    },
  };
};
