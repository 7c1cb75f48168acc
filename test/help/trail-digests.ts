import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { deliveryOf, trailRecord } from './trail-records.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const fingerprint = '31e8b5433410dfb61a9dc45cc65b22ff';
export const sha256 = (bytes: string) => createHash('sha256').update(bytes).digest('hex');
export const time = (hour: number) => new Date(Date.UTC(2026, 1, 2, hour)).toISOString().replace('.000', '');
export const stamp = (hour: number) => time(hour).replaceAll(/[-:]/g, '');

/** What `list-public-keys` answers: the key that signed, or another under its name. */
export const keyList = (key = publicKey) => JSON.stringify({ PublicKeyList: [{ Value: key.export({ format: 'der', type: 'pkcs1' }).toString('base64'), ValidityStartTime: 1, ValidityEndTime: 2, Fingerprint: fingerprint }] });

/** The files of one trail: for each hour a log of ten records, and a digest that names it, signed as CloudTrail signs. */
export function trail(hours: number, keyOf: (hour: number) => string = () => fingerprint) {
  const files = new Map<string, string>();
  let before: { readonly key: string; readonly text: string; readonly signature: string } | null = null;
  for (let hour = 1; hour <= hours; hour += 1) {
    const log = `777788889999_CloudTrail_eu-west-1_${stamp(hour - 1)}_ab${hour}.json`;
    files.set(log, deliveryOf(Array.from({ length: 10 }, (_, n) => trailRecord(hour * 100 + n))));
    const key = `AWSLogs/777788889999/CloudTrail-Digest/eu-west-1/2026/02/02/777788889999_CloudTrail-Digest_eu-west-1_main_eu-west-1_${stamp(hour)}.json.gz`;
    const text: string = JSON.stringify({
      awsAccountId: '777788889999', digestStartTime: time(hour - 1), digestEndTime: time(hour), digestS3Bucket: 'trails', digestS3Object: key, digestPublicKeyFingerprint: keyOf(hour), digestSignatureAlgorithm: 'SHA256withRSA',
      previousDigestS3Bucket: before === null ? null : 'trails', previousDigestS3Object: before?.key ?? null, previousDigestHashValue: before === null ? null : sha256(before.text), previousDigestHashAlgorithm: 'SHA-256',
      previousDigestSignature: before?.signature ?? null, logFiles: [{ s3Bucket: 'trails', s3Object: `AWSLogs/777788889999/CloudTrail/eu-west-1/2026/02/02/${log}.gz`, hashValue: sha256(files.get(log)!), hashAlgorithm: 'SHA-256' }],
    });
    const signed: string = [time(hour), `trails/${key}`, sha256(text), before?.signature ?? 'null'].join('\n');
    before = { key, text, signature: sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('hex') };
    files.set(key.slice(key.lastIndexOf('/') + 1, -3), text);
  }
  return files;
}
