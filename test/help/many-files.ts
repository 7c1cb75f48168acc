import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { deliveryOf, trailRecord } from './trail-records.ts';

/** Writes a folder of S3 deliveries as CloudTrail lays them out, with copies, overlaps and a torn file among them. Gives its path. */
export function manyFiles(folder: string, files: number, records: number): string {
  const evidence = join(folder, 'evidence');
  mkdirSync(evidence, { recursive: true });
  for (let i = 0; i < files; i += 1) {
    // Every tenth file overlaps with the one before it.
    const first = i % 10 === 9 ? (i - 1) * records + Math.floor(records / 2) : i * records;
    const text = deliveryOf(Array.from({ length: records }, (_, n) => trailRecord(first + n)));
    const name = `777788889999_CloudTrail_eu-west-1_202602${String(1 + (i % 28)).padStart(2, '0')}T${String(i).padStart(4, '0')}Z.json`;
    if (i % 15 === 7) writeFileSync(join(evidence, name), `${text.slice(0, -40)}`);
    else writeFileSync(join(evidence, `${name}.gz`), gzipSync(text, { level: 1 }));
    if (i % 20 === 3) writeFileSync(join(evidence, `${name}.copy.gz`), gzipSync(text, { level: 1 }));
  }
  return evidence;
}
