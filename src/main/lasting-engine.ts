import type { Engine, EngineChange } from '../core/engine-api.ts';
import type { Notice } from '../shared/snapshot.ts';

/** One engine for all who hold it, though another may take the place of the one behind it. */
export interface LastingEngine {
  readonly engine: Engine;
  /** From now on `next` answers; whoever listened goes on listening, to it alone. */
  replace(next: Engine): void;
}

/** Listeners that move from one source to the next together. */
const createAudience = <T>(listenTo: (listener: (value: T) => void) => () => void) => {
  const listeners = new Set<(value: T) => void>();
  const tell = (value: T): void => listeners.forEach((listener) => listener(value));
  let leave = listenTo(tell);
  return {
    add(listener: (value: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    move(): void {
      leave();
      leave = listenTo(tell);
    },
  };
};

/** `own` are functions that it has instead of those of the engine behind it. */
export const createLastingEngine = (first: Engine, own: Partial<Engine>): LastingEngine => {
  let behind = first;
  const changes = createAudience<EngineChange>((listener) => behind.onChange(listener));
  const notices = createAudience<Notice>((listener) => behind.onNotice(listener));
  const lasting: Partial<Engine> = { ...own, onChange: changes.add, onNotice: notices.add };
  return {
    engine: new Proxy(first, {
      get: (_first, name): unknown => Reflect.get(lasting, name) ?? Reflect.get(behind, name),
    }),
    replace(next) {
      behind = next;
      changes.move();
      notices.move();
    },
  };
};
