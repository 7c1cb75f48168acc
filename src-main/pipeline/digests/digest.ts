import { isObject, listOf, parsedJson, textOf } from '../../sources/read.ts';

/** A file that a digest names, with the SHA-256 of its unpacked bytes. */
export interface NamedLog {
  readonly object: string;
  readonly sha256: string;
}

/** What a digest file says. Objects are `bucket/key`; hashes and signatures lower-case hex. */
export interface DigestFacts {
  readonly object: string;
  readonly account: string;
  readonly start: string;
  readonly end: string;
  readonly fingerprint: string;
  readonly previous: { readonly object: string; readonly sha256: string; readonly signature: string } | null;
  readonly logs: readonly NamedLog[];
}

/** Reads a digest, by the structure that AWS documents; null where it lacks what a digest must have. */
export function readDigest(text: string): DigestFacts | null {
  const value = parsedJson(text);
  if (!isObject(value)) return null;
  const [bucket, key, start, end] = [textOf(value['digestS3Bucket']), textOf(value['digestS3Object']), textOf(value['digestStartTime']), textOf(value['digestEndTime'])];
  if (bucket === undefined || key === undefined || start === undefined || end === undefined) return null;
  const before = textOf(value['previousDigestS3Object']);
  return {
    object: `${bucket}/${key}`, account: textOf(value['awsAccountId']) ?? '', start, end, fingerprint: hex(value['digestPublicKeyFingerprint']),
    previous: before === undefined ? null : {
      object: `${textOf(value['previousDigestS3Bucket']) ?? bucket}/${before}`, sha256: hex(value['previousDigestHashValue']), signature: hex(value['previousDigestSignature']),
    },
    logs: listOf(value['logFiles']).flatMap((entry) => {
      const name = isObject(entry) ? textOf(entry['s3Object']) : undefined;
      return isObject(entry) && name !== undefined ? [{ object: `${textOf(entry['s3Bucket']) ?? bucket}/${name}`, sha256: hex(entry['hashValue']) }] : [];
    }),
  };
}

/**
 * The text that CloudTrail signs (RSA PKCS #1 v1.5 over SHA-256), as AWS documents it for custom validation: end of the digest's time, bucket and key, SHA-256 of its unpacked bytes, and the signature of
 * the digest before it, `null` where there is none.
 * @param sha256 of the digest's unpacked bytes, hex
 */
export function signedText(digest: DigestFacts, sha256: string): string {
  return `${digest.end}\n${digest.object}\n${sha256}\n${digest.previous === null || digest.previous.signature === '' ? 'null' : digest.previous.signature}`;
}

/** Trail and region of a digest: its name without time and ending, since each chain has one name. Backfill digests are a chain of their own. */
export function chainOf({ object }: DigestFacts): string {
  const name = object.slice(object.lastIndexOf('/') + 1);
  return name.replace(/_\d{8}T\d{6}Z((?:_backfill)?)(?:\.json)?(?:\.gz)?$/, '$1');
}

/** The name of a file, without folders and without the ending of its packing: what stays when it is copied and unpacked. */
export function bareName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), path.lastIndexOf('» ')) + 1).trim().replace(/\.gz$/i, '');
}

function hex(value: unknown): string {
  return (textOf(value) ?? '').toLowerCase();
}
