/**
 * Stopping is asking: one flag in shared memory, looked at between batches, by this thread and every thread that was given its buffer.
 */
export interface Stop {
  readonly asked: boolean;
  readonly buffer: SharedArrayBuffer;
  ask(): void;
}

export function stopFlag(buffer: SharedArrayBuffer = new SharedArrayBuffer(4)): Stop {
  const flag = new Int32Array(buffer);
  return {
    buffer,
    get asked() {
      return Atomics.load(flag, 0) !== 0;
    },
    ask() {
      Atomics.store(flag, 0, 1);
    },
  };
}
