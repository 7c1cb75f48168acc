/** Work in steps: whoever runs it may do other things between two of them. A step takes some 20 ms at most where nothing else is said. */
export type Steps<T> = Generator<void, T>;

/** Runs what is left, in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Something that is made once of a thing, in steps. */
export interface Resumable<K extends object, T> {
  /** What was made; what is left of it is made now. */
  get(of: K): T;
  /** Makes it a step at a time. Whoever needs it in between finishes it with `get`. */
  steps(of: K): Steps<void>;
}

/** Keeps what was made, and how far it is, as long as the thing it is made of. After an error it begins anew. */
export function resumable<K extends object, T>(begin: (of: K) => Steps<T>): Resumable<K, T> {
  const made = new WeakMap<K, { readonly value: T }>();
  const open = new WeakMap<K, Steps<T>>();
  const advance = (of: K): void => {
    const steps = open.get(of) ?? begin(of);
    open.set(of, steps);
    try {
      const step = steps.next();
      if (step.done !== true) return;
      made.set(of, { value: step.value });
      open.delete(of);
    } catch (error) {
      open.delete(of);
      throw error;
    }
  };
  return {
    get(of) {
      while (!made.has(of)) advance(of);
      return made.get(of)!.value;
    },
    *steps(of) {
      while (!made.has(of)) {
        advance(of);
        yield;
      }
    },
  };
}
