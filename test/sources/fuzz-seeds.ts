import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sources } from '../../src-main/sources/index.ts';
import { auditFiles } from './audit-records.ts';
import { full, poorer } from './okta-shape-files.ts';
import { windowsFiles } from './windows-files.ts';

/** Where a mutation starts from: a file as it lies, or records that are written down after some of them were changed. */
export type Seed =
  | { readonly name: string; readonly isForeign: boolean; readonly bytes: Buffer; readonly records?: undefined }
  | { readonly name: string; readonly isForeign: false; readonly records: readonly unknown[]; readonly write: (records: readonly unknown[]) => string; readonly bytes?: undefined };

const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
/** Of a sample only the beginning: a cut file is one more kind of damage. */
const SAMPLE_BYTES = 48 * 1024;

const cell = (value: unknown): string => `"${(typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)).replaceAll('"', '""')}"`;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** How tools write records down. */
const layouts: Readonly<Record<string, (records: readonly unknown[]) => string>> = {
  array: (records) => JSON.stringify(records),
  pretty: (records) => JSON.stringify(records, null, 2),
  lines: (records) => records.map((one) => JSON.stringify(one)).join('\n'),
  objects: (records) => records.map((one) => JSON.stringify(one, null, 1)).join('\n'),
  records: (records) => JSON.stringify({ Records: records }),
  value: (records) => JSON.stringify({ '@odata.context': 'x', value: records }, null, 2),
  raw: (records) => records.map((one) => JSON.stringify({ _raw: JSON.stringify(one), _time: 1_777_885_000 })).join('\n'),
  stamped: (records) => records.map((one) => `2026-05-04T08:00:00.000Z ${JSON.stringify(one)}`).join('\n'),
  text: (records) => records.map((one) => JSON.stringify({ '@timestamp': '2026-05-04T08:00:00Z', message: JSON.stringify(one) })).join('\n'),
  csv: (records) => {
    const names = [...new Set(records.filter(isObject).flatMap((one) => Object.keys(one)))].slice(0, 200);
    return [names, ...records.map((one) => names.map((name) => (isObject(one) && Object.hasOwn(one, name) ? one[name] : '')))].map((row) => row.map(cell).join(',')).join('\r\n');
  },
};

/** Every dataset in every layout, Okta in its shapes, and the public samples where they are. */
export async function seeds(): Promise<readonly Seed[]> {
  const made: Seed[] = [];
  for (const { dataset } of sources) {
    const { examples } = await import(new URL(`./examples/${dataset}.ts`, import.meta.url).href) as { readonly examples: readonly unknown[] };
    for (const [layout, write] of Object.entries(layouts)) made.push({ name: `${dataset} as ${layout}`, isForeign: false, records: examples, write });
  }
  for (const [name, text] of Object.entries({ ...full, ...poorer })) made.push({ name: `okta ${name}`, isForeign: false, bytes: Buffer.from(text) });
  for (const [name, bytes] of Object.entries(auditFiles())) made.push({ name: `audit ${name}`, isForeign: false, bytes });
  for (const [name, bytes] of Object.entries(windowsFiles())) made.push({ name: `windows ${name}`, isForeign: false, bytes });
  if (!existsSync(samples)) {
    console.log('Without the public sample logs, which are not beside the repository: their licences keep them out of it.');
    return made;
  }
  for (const folder of ['cloudtrail', 'entra', 'okta', 'k8s', 'process', 'extra']) {
    for (const file of readdirSync(samples + folder)) made.push({ name: `${folder}/${file}`, isForeign: /\.labels\.|app-and-identity|HoneyBucket/.test(file), bytes: beginning(`${samples}${folder}/${file}`) });
  }
  return made;
}

function beginning(path: string): Buffer {
  const bytes = Buffer.alloc(Math.min(SAMPLE_BYTES, statSync(path).size));
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}
