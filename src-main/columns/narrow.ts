export type Narrow = Uint8Array | Uint16Array | Uint32Array;

/** The narrowest unsigned type that holds numbers below `size`. */
export function narrowType(size: number): 'u8' | 'u16' | 'u32' {
  if (size <= 0x100) return 'u8';
  return size <= 0x10000 ? 'u16' : 'u32';
}

/** A copy of the first n numbers, as narrow as `highest` allows. */
export function narrowCopy(wide: Uint32Array, n: number, highest: number): Narrow {
  const part = wide.subarray(0, n);
  const type = narrowType(highest + 1);
  if (type === 'u8') return new Uint8Array(part);
  return type === 'u16' ? new Uint16Array(part) : part.slice();
}

/** Room for n numbers below `size`. */
export function narrowArray(size: number, n: number): Narrow {
  const type = narrowType(size);
  if (type === 'u8') return new Uint8Array(n);
  return type === 'u16' ? new Uint16Array(n) : new Uint32Array(n);
}
