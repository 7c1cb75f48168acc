import { Fault, type FaultShape } from '../contract/index.ts';

/** What went wrong as a shape that may cross a process. A bug keeps its message and stack for the log, under job/crashed. */
export function faultShapeOf(error: unknown): FaultShape {
  if (error instanceof Fault) return error.toShape();
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'job/crashed', params: { message: error instanceof Error ? error.message : String(error), stack: text.slice(0, 4000) }, retryable: false };
}
