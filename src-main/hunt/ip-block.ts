import { parsedNetwork } from './cidr.ts';

/** The block of an address that one site usually has: /24 of IPv4, /48 of IPv6 (RFC 6177). Null where the text is no address. */
export function blockOf(address: string): string | null {
  const parsed = parsedNetwork(address);
  if (parsed === null || parsed.length !== parsed.bits) return null;
  return parsed.bits === 32 ? `4 ${parsed.base >> 8n}` : `6 ${parsed.base >> 80n}`;
}

/** Whether two blocks are of one IP version: only then it can be said that they differ. */
export const comparable = (a: string, b: string): boolean => a[0] === b[0];
