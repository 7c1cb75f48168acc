import { hash } from 'node:crypto';
import type { CleanAddress, EventDraft, FieldEntry, FieldName } from '../contract/index.ts';
import { fieldNames, fields } from '../contract/index.ts';
import type { EventBatch } from '../case/index.ts';
import { cleanAddress } from '../enrich/address.ts';

const PRECISIONS = { second: 0, millisecond: 1, finer: 2 } as const;
const ZONE_ASSUMED = 4;
/** Distinct address texts that are remembered between batches. */
const ADDRESS_MEMO = 100_000;

type Kind = 'id' | 'flag' | 'number' | 'long' | 'many';

/** How each stored field travels; derived fields and the time are not among them. */
const plan: readonly { readonly name: FieldName; readonly kind: Kind }[] = fieldNames.flatMap((name) => {
  const kind = kindOf(name);
  return kind === null ? [] : [{ name, kind }];
});

function kindOf(name: FieldName): Kind | null {
  const { storage, home, many }: FieldEntry = fields[name];
  if (storage === 'derived' || storage === 'ip' || name === '@timestamp' || name === 'source.port') return null;
  if (many || home === 'event_value') return 'many';
  if (storage === 'text') return 'long';
  if (storage === 'int' || storage === 'time') return 'number';
  return storage === 'flag' ? 'flag' : 'id';
}

/** Where a draft lies: offset and length in the unpacked member, ordinal of its span, path inside the record. */
export interface DraftPlace {
  readonly offset: number;
  readonly length: number;
  readonly ordinal: number;
  readonly path: string | null;
}

/** Gathers events of one member into columns. One builder per thread; `take` empties it. */
export class BatchBuilder {
  #drafts: EventDraft[] = [];
  #places: DraftPlace[] = [];
  #occurrences = new Map<string, number>();
  readonly #addresses = new Map<string, ReturnType<typeof cleanAddress>>();

  get size(): number {
    return this.#drafts.length;
  }

  /** The n-th occurrence of events without a vendor id is counted per member. */
  startMember(): void {
    this.#occurrences = new Map();
  }

  add(draft: EventDraft, place: DraftPlace): void {
    this.#drafts.push(draft);
    this.#places.push(place);
  }

  /** The events so far as one batch, or null where there are none. */
  take(): EventBatch | null {
    const drafts = this.#drafts;
    const places = this.#places;
    if (drafts.length === 0) return null;
    this.#drafts = [];
    this.#places = [];
    const texts = new Texts();
    return {
      n: drafts.length,
      ...times(drafts),
      identity: this.#identities(drafts),
      ...columnsOf(drafts, texts),
      ...this.#networks(drafts),
      offset: Float64Array.from(places, (place) => place.offset),
      length: Int32Array.from(places, (place) => place.length),
      ordinal: Int32Array.from(places, (place) => place.ordinal),
      path: Int32Array.from(places, (place) => texts.id(place.path)),
      texts: texts.list,
    };
  }

  #identities(drafts: readonly EventDraft[]): Uint8Array {
    const identity = new Uint8Array(drafts.length * 16);
    for (const [i, draft] of drafts.entries()) {
      const tuple = `${draft.dataset}\n${JSON.stringify(draft.identity)}`;
      identity.set(digest(draft.vendorId === null ? this.#withoutVendorId(draft) : `${draft.dataset}\n${draft.vendorId}`), i * 16);
      identity.set(digest(tuple), i * 16 + 8);
    }
    return identity;
  }

  #withoutVendorId(draft: EventDraft): string {
    const all = `${draft.dataset}\n${JSON.stringify([draft.time.ms, draft.time.restNs, draft.fields])}`;
    const nth = (this.#occurrences.get(all) ?? 0) + 1;
    this.#occurrences.set(all, nth);
    return `${all}\n${nth}`;
  }

  #networks(drafts: readonly EventDraft[]): Pick<EventBatch, 'ip' | 'addresses'> & { numbers: EventBatch['numbers'] } {
    const ip = new Int32Array(drafts.length);
    const port = new Float64Array(drafts.length).fill(Number.NaN);
    const addresses: CleanAddress[] = [];
    const index = new Map<string, number>();
    for (const [i, draft] of drafts.entries()) {
      const text = draft.fields['source.ip'];
      port[i] = draft.fields['source.port'] ?? Number.NaN;
      if (text === undefined || text === '') continue;
      const clean = this.#clean(text);
      if (Number.isNaN(port[i]) && clean.port !== null) port[i] = clean.port;
      let at = index.get(clean.address.text);
      if (at === undefined) {
        at = addresses.push(clean.address);
        index.set(clean.address.text, at);
      }
      ip[i] = at;
    }
    const numbers = numbersOf(drafts);
    if (port.some((value) => !Number.isNaN(value))) numbers['source.port'] = port;
    return { ip, addresses, numbers };
  }

  #clean(text: string): ReturnType<typeof cleanAddress> {
    const known = this.#addresses.get(text);
    if (known) return known;
    if (this.#addresses.size > ADDRESS_MEMO) this.#addresses.clear();
    const clean = cleanAddress(text);
    this.#addresses.set(text, clean);
    return clean;
  }
}

/** Distinct texts of a batch, numbered from 1. */
class Texts {
  readonly list: string[] = [];
  readonly #ids = new Map<string, number>();
  id(text: string | null | undefined): number {
    if (text === null || text === undefined) return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.list.push(text);
    this.#ids.set(text, id);
    return id;
  }
}

function digest(text: string): Uint8Array {
  return hash('sha256', text, 'buffer').subarray(0, 8);
}

function times(drafts: readonly EventDraft[]): Pick<EventBatch, 'timeMs' | 'timeRestNs' | 'timeFlags'> {
  return {
    timeMs: Float64Array.from(drafts, (draft) => draft.time.ms),
    timeRestNs: Int32Array.from(drafts, (draft) => draft.time.restNs),
    timeFlags: Uint8Array.from(drafts, ({ time }) => PRECISIONS[time.precision] | (time.zoneAssumed ? ZONE_ASSUMED : 0)),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function columnsOf(drafts: readonly EventDraft[], texts: Texts): Pick<EventBatch, 'ids' | 'longTexts' | 'many'> {
  const ids: Mutable<EventBatch['ids']> = {};
  const longTexts: Mutable<EventBatch['longTexts']> = {};
  const many: Mutable<EventBatch['many']> = {};
  ids['event.dataset'] = Int32Array.from(drafts, (draft) => texts.id(draft.dataset));
  for (const { name, kind } of plan) {
    if (name === 'event.dataset' || kind === 'number' || !drafts.some((draft) => draft.fields[name] !== undefined)) continue;
    if (kind === 'id') ids[name] = Int32Array.from(drafts, (draft) => texts.id(draft.fields[name] as string | undefined));
    else if (kind === 'flag') ids[name] = Int32Array.from(drafts, (draft) => flagId(draft.fields[name] as boolean | undefined));
    else if (kind === 'long') longTexts[name] = drafts.map((draft) => (draft.fields[name] as string | undefined) ?? null);
    else many[name] = manyOf(drafts, name, texts);
  }
  return { ids, longTexts, many };
}

function flagId(value: boolean | undefined): number {
  return value === undefined ? 0 : value ? 2 : 1;
}

function manyOf(drafts: readonly EventDraft[], name: FieldName, texts: Texts): { offsets: Int32Array; values: Int32Array } {
  const offsets = new Int32Array(drafts.length + 1);
  const values: number[] = [];
  for (const [i, draft] of drafts.entries()) {
    const value = draft.fields[name] as string | readonly string[] | undefined;
    if (typeof value === 'string') values.push(texts.id(value));
    else if (value) for (const one of value) values.push(texts.id(one));
    offsets[i + 1] = values.length;
  }
  return { offsets, values: Int32Array.from(values) };
}

function numbersOf(drafts: readonly EventDraft[]): Mutable<EventBatch['numbers']> {
  const numbers: Mutable<EventBatch['numbers']> = {};
  for (const { name, kind } of plan) {
    if (kind !== 'number' || !drafts.some((draft) => draft.fields[name] !== undefined)) continue;
    numbers[name] = Float64Array.from(drafts, (draft) => (draft.fields[name] as number | undefined) ?? Number.NaN);
  }
  return numbers;
}
