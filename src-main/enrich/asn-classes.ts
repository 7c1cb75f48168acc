import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../contract/index.ts';

/** What kind of network an ASN is, finer than the egress class. */
export const asnKinds = ['access', 'mobile', 'satellite', 'cloud', 'hosting', 'vpn', 'tor', 'relay', 'corporate'] as const;
export type AsnKind = (typeof asnKinds)[number];

export interface AsnEntry {
  readonly asn: number;
  readonly kind: AsnKind;
  /** A word that the organisation name of the ASN must contain; the test of the table checks it. */
  readonly word: string;
  readonly name: string;
  readonly source: string;
}

/** The hand-kept table of networks that are known for what they are. */
export interface AsnClasses {
  /** `# version: …` of the file. */
  readonly version: string;
  readonly sha256: string;
  readonly entries: ReadonlyMap<number, AsnEntry>;
}

/** Reads `asn-classes.tsv`. Throws `geo/missing-pack` where it is not there and `geo/damaged` with the line where it cannot be read. */
export function readAsnClasses(path: string): AsnClasses {
  const text = read(path);
  const entries = new Map<number, AsnEntry>();
  let version = '';
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.startsWith('#')) version = /^# version: (\S+)/.exec(line)?.[1] ?? version;
    if (line === '' || line.startsWith('#')) return;
    const [asn, kind, word, name, source, ...rest] = line.split('\t');
    const known = asnKinds.find((one) => one === kind);
    const number = /^\d{1,10}$/.test(asn!) ? Number(asn) : 0;
    if (known === undefined || number === 0 || !word || !name || !source || rest.length > 0 || entries.has(number)) {
      throw new Fault('geo/damaged', { file: path, reason: `line ${i + 1} is not asn, kind, word, name, source, each ASN once` });
    }
    entries.set(number, { asn: number, kind: known, word, name, source });
  });
  if (version === '') throw new Fault('geo/damaged', { file: path, reason: 'it names no version' });
  return { version, sha256: createHash('sha256').update(text).digest('hex'), entries };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Fault('geo/missing-pack', { folder: path });
  }
}
