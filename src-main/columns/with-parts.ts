/** A copy with other parts. Unlike a spread it does not ask for what is read on first use. */
export function withParts<B extends object, T extends B = B>(base: B, parts: Partial<B> & Omit<T, keyof B>): T {
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(base), ...Object.getOwnPropertyDescriptors(parts) }) as T;
}
