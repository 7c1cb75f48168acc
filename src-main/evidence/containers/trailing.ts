import { Fault } from '../../contract/index.ts';
import type { PeekSource } from '../byte-source.ts';

/** Reads what lies behind the last packed stream to its end, and gives the fault that counts it; padding with zeros is told apart. */
export async function trailing(from: PeekSource): Promise<Fault> {
  let bytes = 0;
  let zeros = true;
  for (let chunk = await from.next(); chunk !== null; chunk = await from.next()) {
    bytes += chunk.length;
    zeros &&= chunk.every((byte) => byte === 0);
  }
  return new Fault('evidence/trailing-bytes', { bytes, zeros });
}
