import ipaddr from 'ipaddr.js';

/** A value of a record: numbers become uint32 where whole and not negative, else double. */
export type MmdbValue = string | number | boolean | readonly MmdbValue[] | { readonly [key: string]: MmdbValue };

export interface MmdbOptions {
  readonly type: string;
  readonly ipVersion?: 4 | 6;
  readonly recordSize?: 24 | 28 | 32;
  readonly major?: number;
  /** Seconds since 1970. */
  readonly epoch?: number;
  /** Raw bytes in place of the encoded record of a network. */
  readonly raw?: Readonly<Record<string, Uint8Array>>;
}

type Branch = { kind: 'node'; index: number } | { kind: 'data'; offset: number } | null;

/** The bytes of a MaxMind DB with these networks (CIDR to record), for tests. Networks must not overlap. */
export function mmdbBytes(networks: Readonly<Record<string, MmdbValue>>, options: MmdbOptions): Buffer {
  const { type, ipVersion = 6, recordSize = 28, major = 2, epoch = 1_780_000_000, raw = {} } = options;
  const nodes: [Branch, Branch][] = [[null, null]];
  const data: number[] = [];
  for (const [cidr, value] of Object.entries(networks)) {
    const leaf: Branch = { kind: 'data', offset: data.length };
    if (raw[cidr] === undefined) encode(value, data);
    else data.push(...raw[cidr]);
    hang(nodes, bitsOf(cidr, ipVersion), leaf);
  }
  const tree = Buffer.concat(nodes.map((node) => nodeBytes(node.map((branch) => branchNumber(branch, nodes.length)) as [number, number], recordSize)));
  const metadata: number[] = [];
  encode({
    binary_format_major_version: major, binary_format_minor_version: 0, build_epoch: epoch, database_type: type, description: { en: 'made for a test' },
    ip_version: ipVersion, languages: ['en'], node_count: nodes.length, record_size: recordSize,
  }, metadata);
  return Buffer.concat([tree, Buffer.alloc(16), Buffer.from(data), Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), Buffer.from(metadata)]);
}

function hang(nodes: [Branch, Branch][], bits: string, leaf: Branch): void {
  let at = 0;
  for (const [i, bit] of [...bits].entries()) {
    const side = bit === '1' ? 1 : 0;
    if (i === bits.length - 1) {
      nodes[at]![side] = leaf;
      return;
    }
    let branch = nodes[at]![side];
    if (branch === null) {
      branch = { kind: 'node', index: nodes.push([null, null]) - 1 };
      nodes[at]![side] = branch;
    }
    if (branch.kind === 'data') throw new Error('networks overlap');
    at = branch.index;
  }
}

/** The bits of a network; IPv4 in an IPv6 tree lies under 96 zeros. */
function bitsOf(cidr: string, ipVersion: 4 | 6): string {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const bits = address.toByteArray().map((byte) => byte.toString(2).padStart(8, '0')).join('').slice(0, length);
  return address.kind() === 'ipv4' && ipVersion === 6 ? '0'.repeat(96) + bits : bits;
}

function branchNumber(branch: Branch, nodeCount: number): number {
  if (branch === null) return nodeCount;
  return branch.kind === 'node' ? branch.index : nodeCount + 16 + branch.offset;
}

function nodeBytes([left, right]: [number, number], recordSize: number): Buffer {
  const bytes = Buffer.alloc(recordSize / 4);
  if (recordSize === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  } else if (recordSize === 24) {
    bytes.writeUIntBE(left, 0, 3);
    bytes.writeUIntBE(right, 3, 3);
  } else {
    bytes.writeUIntBE(left & 0xff_ffff, 0, 3);
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24);
    bytes.writeUIntBE(right & 0xff_ffff, 4, 3);
  }
  return bytes;
}

function encode(value: MmdbValue, out: number[]): void {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    control(2, bytes.length, out);
    out.push(...bytes);
  } else if (typeof value === 'boolean') control(14, value ? 1 : 0, out);
  else if (typeof value === 'number') encodeNumber(value, out);
  else if (Array.isArray(value)) {
    control(11, value.length, out);
    for (const one of value as readonly MmdbValue[]) encode(one, out);
  } else {
    const entries = Object.entries(value as Readonly<Record<string, MmdbValue>>);
    control(7, entries.length, out);
    for (const [key, one] of entries) {
      encode(key, out);
      encode(one, out);
    }
  }
}

function encodeNumber(value: number, out: number[]): void {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) {
    const bytes: number[] = [];
    for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
    control(6, bytes.length, out);
    out.push(...bytes);
    return;
  }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  control(3, 8, out);
  out.push(...bytes);
}

/** Type and size of a value; types over 7 stand in a byte of their own. */
function control(type: number, size: number, out: number[]): void {
  const [short, ...more] = size < 29 ? [size] : size < 285 ? [29, size - 29] : [30, (size - 285) >> 8, (size - 285) & 255];
  out.push(((type <= 7 ? type : 0) << 5) | short!);
  if (type > 7) out.push(type - 7);
  out.push(...more);
}
