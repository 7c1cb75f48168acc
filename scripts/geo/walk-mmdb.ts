import type { Reader, Response } from 'mmdb-lib';

/** Called for every network in ascending order: its first address as words, its length, and where its record lies. */
export type Visit = (words: readonly [number, number, number, number], depth: number, pointer: number) => void;

/** Walks the search tree of a MaxMind DB. IPv4 files use the first word only. */
export function walkMmdb(bytes: Buffer, reader: Reader<Response>, visit: Visit): void {
  const { nodeCount, recordSize, ipVersion } = reader.metadata;
  if (recordSize !== 28) throw new Error(`record size ${recordSize}: these packages have 28`);
  const leaf = ipVersion === 6 ? 128 : 32;
  const left = (node: number) => ((bytes[node * 7 + 3]! >> 4) * 0x100_0000) + bytes.readUIntBE(node * 7, 3);
  const right = (node: number) => ((bytes[node * 7 + 3]! & 15) * 0x100_0000) + bytes.readUIntBE(node * 7 + 4, 3);
  const descend = (node: number, depth: number, a: number, b: number, c: number, d: number): void => {
    if (node === nodeCount) return;
    if (node > nodeCount) return visit([a, b, c, d], depth, node);
    if (depth >= leaf) throw new Error('tree deeper than an address');
    const bit = 2 ** (31 - (depth % 32));
    descend(left(node), depth + 1, a, b, c, d);
    const word = depth >> 5;
    descend(right(node), depth + 1, word === 0 ? a + bit : a, word === 1 ? b + bit : b, word === 2 ? c + bit : c, word === 3 ? d + bit : d);
  };
  descend(0, 0, 0, 0, 0, 0);
}
