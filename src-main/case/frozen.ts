import { createHash } from 'node:crypto';
import type { Variant } from '../contract/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { prepared, type ReadCase } from './handle.ts';

/** Identities of frozen events (16 bytes each, one after the other) as hex. */
export function frozenEvents(bytes: Uint8Array): readonly string[] {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return Array.from({ length: hex.length / 32 }, (_, at) => hex.slice(at * 32, at * 32 + 32));
}

/** `event.id` of frozen events in this file (4 bytes each, big-endian), `from` to `to` exclusive. */
export function frozenRows(bytes: Uint8Array, from = 0, to = bytes.length / 4): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.max(0, Math.min(to, bytes.length / 4) - from) }, (_, at) => view.getUint32((from + at) * 4));
}

/** Freezes events: their identities, which hold in any case that has them, and their rows in this file. */
export function freeze(file: ReadCase, rows: Int32Array): { readonly events: Buffer; readonly eventRows: Buffer } {
  const events = Buffer.alloc(rows.length * 16);
  const eventRows = Buffer.alloc(rows.length * 4);
  const identity = prepared<{ identity: Uint8Array }>(file, 'SELECT identity FROM event WHERE id = ?');
  rows.forEach((row, at) => {
    events.set(identity.get(row)!.identity, at * 16);
    eventRows.writeUInt32BE(row, at * 4);
  });
  return { events, eventRows };
}

/** What a finding is, whatever it says of it: rule, variant, entity and start of the first window. 32 hex digits. */
export function findingIdentity(of: { readonly rule: string; readonly variant: Variant; readonly entity: Readonly<Record<string, string>>; readonly start: number }): string {
  const { rule, variant, entity, start } = of;
  return createHash('sha256').update(`bilocate-finding-v1\n${canonicalJson({ rule, variant, entity, start })}`).digest('hex').slice(0, 32);
}
