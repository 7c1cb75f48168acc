import { createPublicKey, type KeyObject } from 'node:crypto';

/** A public key that CloudTrail signed digests with. */
export interface DigestKey {
  readonly fingerprint: string;
  readonly key: KeyObject;
}

/**
 * Reads the answer of `aws cloudtrail list-public-keys`: `PublicKeyList` of `Value` (base64 of a PKCS #1 RSA key in DER) and `Fingerprint`. An entry that is no key is counted.
 */
export function readKeys(value: unknown): { readonly keys: readonly DigestKey[]; readonly bad: number } {
  const list = typeof value === 'object' && value !== null && 'PublicKeyList' in value && Array.isArray(value.PublicKeyList) ? (value.PublicKeyList as readonly unknown[]) : [];
  const keys = list.flatMap((entry) => readKey(entry) ?? []);
  return { keys, bad: list.length - keys.length };
}

function readKey(entry: unknown): DigestKey | undefined {
  if (typeof entry !== 'object' || entry === null || !('Value' in entry) || !('Fingerprint' in entry) || typeof entry.Value !== 'string' || typeof entry.Fingerprint !== 'string') return undefined;
  try {
    return { fingerprint: entry.Fingerprint.toLowerCase(), key: createPublicKey({ key: Buffer.from(entry.Value, 'base64'), format: 'der', type: 'pkcs1' }) };
  } catch {
    return undefined;
  }
}
