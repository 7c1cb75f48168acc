/** A part of the page did not come: the host has ended, or the connection to it was cut. */
export class NotLoaded extends Error {}

/**
 * For what is loaded when it is first shown. A browser remembers that a part did not come and does not ask for it again (HTML, "fetch a single module script":
 * the module map keeps the failure), so who catches {@link NotLoaded} has to load the page anew.
 */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  return () => load().catch((cause: unknown) => { throw new NotLoaded(cause instanceof Error ? cause.message : String(cause), { cause }); });
}
