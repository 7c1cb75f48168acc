import { isGzip } from './gzip.ts';
import { isTar } from './tar.ts';
import { isZip } from './zip.ts';
import { isZstd } from './zstd.ts';

/** True for the first bytes of a container that is opened. */
export function isPacked(head: Buffer): boolean {
  return isGzip(head) || isZip(head) || isTar(head) || isZstd(head);
}
