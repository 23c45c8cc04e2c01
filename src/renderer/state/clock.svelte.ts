import { createSubscriber } from 'svelte/reactivity';

/** The time for countdowns: ticks once a second, and only while something on screen reads it. */
export class Clock {
  #time: () => number;
  #subscribe: () => void;

  /** `time` gives ms since the epoch; tests put their own in. */
  constructor(time: () => number = () => Date.now()) {
    this.#time = time;
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, 1000);
      return () => clearInterval(timer);
    });
  }

  /** ms since the epoch. Reading it in a template keeps that template up to date. */
  get now(): number {
    this.#subscribe();
    return this.#time();
  }
}
