import type { Clock } from '../../core/ports.ts';

/** The longest wait that a timer of the runtime takes; anything longer would fire at once. ms. */
const longest = 2 ** 31 - 1;

/** Time of this machine. Delays are measured on the runtime's monotonic clock, whatever the date does. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  after(ms, run) {
    let left = Math.max(0, ms);
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      const step = Math.min(left, longest);
      left -= step;
      timer = setTimeout(() => (left > 0 ? wait() : run()), step);
    };
    wait();
    return () => clearTimeout(timer);
  },
});
