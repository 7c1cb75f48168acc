import { hash } from 'node:crypto';
import { SAYS_ALL_COMPARED, saysBits, type CleanAddress, type EventDraft, type EventFields, type FieldName } from '../contract/index.ts';
import type { EventBatch } from '../case/index.ts';
import { cleanAddress } from '../enrich/address.ts';
import type { Adjusted } from './adjust-times.ts';
import { BatchTexts, fieldColumns, grown, type BatchFields, type FieldColumn } from './batch-columns.ts';
import { FurtherPlaces, PlaceColumns, type DraftPlace } from './batch-places.ts';

export type { DraftPlace } from './batch-places.ts';

const PRECISIONS = { second: 0, millisecond: 1, finer: 2 } as const;
const ZONE_ASSUMED = 4;
const ZONE_UNSURE = 8;
const CLOCK_OFFSET = 16;
/** Distinct address texts that are remembered between batches. */
const ADDRESS_MEMO = 100_000;
const FIRST_ROOM = 1024;
const IDENTITY_BYTES = 16;

/**
 * Gathers events of one member into columns, field by field as they come: a draft that is kept for later costs more to throw away than to take
 * apart. One builder per thread; `take` empties it.
 */
export class BatchBuilder {
  readonly #texts = new BatchTexts();
  readonly #columns = fieldColumns(this.#texts);
  readonly #byName = new Map<string, FieldColumn>(this.#columns.map((column) => [column.name, column]));
  readonly #dataset = this.#byName.get('event.dataset')!;
  /** Columns by the position of their field in the last draft: drafts of one source all have one shape. */
  readonly #order: { readonly name: string; readonly column: FieldColumn | null }[] = [];
  readonly #network = new NetworkColumns();
  readonly #places = new PlaceColumns(this.#texts);
  readonly #further = new FurtherPlaces(this.#texts);
  #occurrences = new Map<string, number>();
  #n = 0;
  #room = 0;
  #timeMs = new Float64Array(0);
  #timeRestNs = new Int32Array(0);
  #timeFlags = new Uint8Array(0);
  #says = new Int32Array(0);
  #poorer = false;
  #identity = Buffer.alloc(0);

  get size(): number {
    return this.#n;
  }

  /** The n-th occurrence of events without a vendor id is counted per member. */
  startMember(): void {
    this.#occurrences = new Map();
    // What a file left that was given up in its middle.
    this.take();
  }

  /**
   * @param adjusted the times to store, where they are not those of the draft, which its identity is made of
   * @param further where the other records lie that are this event, where it is written in several
   */
  add(draft: EventDraft, place: DraftPlace, adjusted: Adjusted | null = null, further: readonly DraftPlace[] = []): void {
    const row = this.#n;
    if (row === this.#room) this.#grow(Math.max(FIRST_ROOM, row * 2));
    this.#n += 1;
    const { time, fields } = adjusted ?? draft;
    this.#timeMs[row] = time.ms;
    this.#timeRestNs[row] = time.restNs;
    this.#timeFlags[row] = PRECISIONS[time.precision] | (time.zoneAssumed ? ZONE_ASSUMED : 0);
    if (adjusted !== null) this.#timeFlags[row]! |= (adjusted.time.unsure ? ZONE_UNSURE : 0) | (adjusted.time.shifted ? CLOCK_OFFSET : 0);
    const says = saysOf(draft);
    this.#says[row] = says;
    if (says !== 0) this.#poorer = true;
    this.#places.put(row, place);
    this.#further.put(row, further);
    this.#identify(row, draft);
    this.#network.put(row, fields);
    this.#dataset.put(row, draft.dataset);
    this.#takeApart(row, fields);
  }

  #takeApart(row: number, fields: EventFields): void {
    let at = 0;
    for (const name in fields) {
      const value = fields[name as FieldName];
      if (value !== undefined) this.#columnAt(at, name)?.put(row, value);
      at += 1;
    }
  }

  #columnAt(at: number, name: string): FieldColumn | null {
    const known = this.#order[at];
    if (known !== undefined && known.name === name) return known.column;
    const column = name === 'event.dataset' ? null : this.#byName.get(name) ?? null;
    this.#order[at] = { name, column };
    return column;
  }

  #grow(rows: number): void {
    this.#room = rows;
    for (const column of this.#columns) column.grow(rows);
    this.#network.grow(rows);
    this.#timeMs = grown(this.#timeMs, rows);
    this.#timeRestNs = grown(this.#timeRestNs, rows);
    this.#timeFlags = grown(this.#timeFlags, rows);
    this.#says = grown(this.#says, rows);
    this.#places.grow(rows);
    const identity = Buffer.alloc(rows * IDENTITY_BYTES);
    this.#identity.copy(identity);
    this.#identity = identity;
  }

  /** The events so far as one batch, or null where there are none. */
  take(): EventBatch | null {
    const n = this.#n;
    if (n === 0) return null;
    this.#n = 0;
    const made: BatchFields = { ids: {}, numbers: {}, longTexts: {}, many: {} };
    for (const column of this.#columns) column.take(n, made);
    const says = this.#poorer ? { says: this.#says.slice(0, n) } : {};
    this.#poorer = false;
    const further = this.#further.take(n);
    return {
      n,
      timeMs: this.#timeMs.slice(0, n),
      timeRestNs: this.#timeRestNs.slice(0, n),
      timeFlags: this.#timeFlags.slice(0, n),
      ...says,
      identity: Uint8Array.from(this.#identity.subarray(0, n * IDENTITY_BYTES)),
      ...this.#network.take(n, made),
      ...made,
      ...this.#places.take(n),
      ...(further === undefined ? {} : { further }),
      texts: this.#texts.take(),
    };
  }

  #identify(row: number, draft: EventDraft): void {
    const at = row * IDENTITY_BYTES;
    this.#identity.write(digest(draft.vendorId === null ? this.#withoutVendorId(draft) : `${draft.dataset}\n${draft.vendorId}`), at, 8, 'hex');
    this.#identity.write(digest(`${draft.dataset}\n${JSON.stringify(draft.identity)}`), at + 8, 8, 'hex');
  }

  #withoutVendorId(draft: EventDraft): string {
    const all = `${draft.dataset}\n${JSON.stringify([draft.time.ms, draft.time.restNs, draft.fields])}`;
    const content = digest(all);
    const nth = (this.#occurrences.get(content) ?? 0) + 1;
    this.#occurrences.set(content, nth);
    return `${all}\n${nth}`;
  }
}

/** A record without a zone says all but that: one that names the zone is fuller, and the event is read from that one. */
function saysOf({ says, isPart, time, vendorId }: EventDraft): number {
  return says === undefined && time.zoneAssumed && vendorId !== null ? SAYS_ALL_COMPARED : saysBits(says, isPart);
}

/** Hex, because Node makes a text of a short digest in a third of the time that it takes for a buffer. */
function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}

/** The source address of each event, cleaned, with its port. */
class NetworkColumns {
  readonly #cleaned = new Map<string, ReturnType<typeof cleanAddress>>();
  #addresses: CleanAddress[] = [];
  #index = new Map<string, number>();
  #ip = new Int32Array(0);
  #port = new Float64Array(0);
  #ports = false;
  #last: string | null = null;
  #lastClean: ReturnType<typeof cleanAddress> | null = null;

  put(row: number, fields: EventFields): void {
    const text = fields['source.ip'];
    let port = fields['source.port'];
    if (text !== undefined && text !== '') {
      if (text !== this.#last || this.#lastClean === null) {
        this.#last = text;
        this.#lastClean = this.#clean(text);
      }
      this.#ip[row] = this.#indexOf(this.#lastClean.address);
      port ??= this.#lastClean.port ?? undefined;
    }
    if (port === undefined) return;
    this.#port[row] = port;
    this.#ports = true;
  }

  grow(rows: number): void {
    const from = this.#port.length;
    this.#ip = grown(this.#ip, rows);
    this.#port = grown(this.#port, rows).fill(Number.NaN, from);
  }

  take(n: number, { numbers }: BatchFields): Pick<EventBatch, 'ip' | 'addresses'> {
    if (this.#ports) numbers['source.port'] = this.#port.slice(0, n);
    const taken = { ip: this.#ip.slice(0, n), addresses: this.#addresses };
    this.#port.fill(Number.NaN, 0, n);
    this.#ip.fill(0, 0, n);
    this.#ports = false;
    this.#addresses = [];
    this.#index = new Map();
    return taken;
  }

  #indexOf(address: CleanAddress): number {
    const known = this.#index.get(address.text);
    if (known !== undefined) return known;
    const at = this.#addresses.push(address);
    this.#index.set(address.text, at);
    return at;
  }

  #clean(text: string): ReturnType<typeof cleanAddress> {
    const known = this.#cleaned.get(text);
    if (known) return known;
    if (this.#cleaned.size > ADDRESS_MEMO) this.#cleaned.clear();
    const clean = cleanAddress(text);
    this.#cleaned.set(text, clean);
    return clean;
  }
}
