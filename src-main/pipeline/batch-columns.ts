import { fieldNames, fields, type EventFields, type FieldEntry, type FieldName } from '../contract/index.ts';
import { packUuid, unpackText, type EventBatch } from '../case/index.ts';

type Value = NonNullable<EventFields[FieldName]>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Where columns leave what they gathered. */
export type BatchFields = { -readonly [K in 'ids' | 'numbers' | 'longTexts' | 'many']: Mutable<EventBatch[K]> };

/** One stored field of the events that are being gathered. Rows come in rising order; rows that are left out have no value. */
export interface FieldColumn {
  readonly name: FieldName;
  put(row: number, value: Value): void;
  /** Makes room for so many rows. */
  grow(rows: number): void;
  /** Hands over the first `n` rows, where any has a value, and is empty again. */
  take(n: number, into: BatchFields): void;
}

/** Distinct texts of a batch, numbered from 1. */
export class BatchTexts {
  #list: string[] = [];
  #ids = new Map<string, number>();

  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#list.push(text);
    this.#ids.set(text, id);
    return id;
  }

  take(): readonly string[] {
    const list = this.#list;
    this.#list = [];
    this.#ids = new Map();
    return list;
  }
}

/** A column for each field that travels with a batch; derived fields, the time and the address with its port are not among them. */
export function fieldColumns(texts: BatchTexts): readonly FieldColumn[] {
  return fieldNames.flatMap((name): FieldColumn[] => {
    const { storage, home, many }: FieldEntry = fields[name];
    if (storage === 'derived' || storage === 'ip' || name === '@timestamp' || name === 'source.port') return [];
    if (many || home === 'event_value') return [new ManyColumn(name, texts)];
    if (storage === 'text') return [new LongColumn(name)];
    if (storage === 'int' || storage === 'time') return [new NumberColumn(name)];
    return [storage === 'flag' ? new FlagColumn(name) : new TextColumn(name, texts)];
  });
}

/** Room for `rows` values, the first ones kept. */
export function grown<T extends Int32Array | Float64Array | Uint8Array>(old: T, rows: number): T {
  const wider = new (old.constructor as new (length: number) => T)(rows);
  wider.set(old);
  return wider;
}

class TextColumn implements FieldColumn {
  readonly name: FieldName;
  readonly #texts: BatchTexts;
  #ids = new Int32Array(0);
  #used = false;
  // Neighbours often say the same: comparing is cheaper than looking up.
  #last: Value | null = null;
  #lastId = 0;

  constructor(name: FieldName, texts: BatchTexts) {
    this.name = name;
    this.#texts = texts;
  }

  put(row: number, value: Value): void {
    if (value !== this.#last) {
      this.#last = value;
      this.#lastId = this.#texts.id(value as string);
      this.#used = true;
    }
    this.#ids[row] = this.#lastId;
  }

  grow(rows: number): void {
    this.#ids = grown(this.#ids, rows);
  }

  take(n: number, { ids }: BatchFields): void {
    if (!this.#used) return;
    ids[this.name] = this.#ids.slice(0, n);
    this.#ids.fill(0, 0, n);
    this.#used = false;
    this.#last = null;
  }
}

class FlagColumn implements FieldColumn {
  readonly name: FieldName;
  #ids = new Int32Array(0);
  #used = false;

  constructor(name: FieldName) {
    this.name = name;
  }

  put(row: number, value: Value): void {
    this.#ids[row] = value === true ? 2 : 1;
    this.#used = true;
  }

  grow(rows: number): void {
    this.#ids = grown(this.#ids, rows);
  }

  take(n: number, { ids }: BatchFields): void {
    if (!this.#used) return;
    ids[this.name] = this.#ids.slice(0, n);
    this.#ids.fill(0, 0, n);
    this.#used = false;
  }
}

class NumberColumn implements FieldColumn {
  readonly name: FieldName;
  #numbers = new Float64Array(0);
  #used = false;

  constructor(name: FieldName) {
    this.name = name;
  }

  put(row: number, value: Value): void {
    this.#numbers[row] = value as number;
    this.#used = true;
  }

  grow(rows: number): void {
    const from = this.#numbers.length;
    this.#numbers = grown(this.#numbers, rows).fill(Number.NaN, from);
  }

  take(n: number, { numbers }: BatchFields): void {
    if (!this.#used) return;
    numbers[this.name] = this.#numbers.slice(0, n);
    this.#numbers.fill(Number.NaN, 0, n);
    this.#used = false;
  }
}

class LongColumn implements FieldColumn {
  readonly name: FieldName;
  /** UUIDs, as long as every text is one. */
  #bytes = new Uint8Array(0);
  #there = new Uint8Array(0);
  #packed = 0;
  /** Texts as they are, from the first one on that is no UUID. */
  #texts: (string | null)[] | null = null;

  constructor(name: FieldName) {
    this.name = name;
  }

  put(row: number, value: Value): void {
    if (this.#texts === null) {
      if (packUuid(value as string, this.#bytes, row * 16)) {
        this.#there[row] = 1;
        this.#packed += 1;
        return;
      }
      this.#texts = this.#unpacked(row);
    }
    while (this.#texts.length < row) this.#texts.push(null);
    this.#texts.push(value as string);
  }

  grow(rows: number): void {
    this.#bytes = grown(this.#bytes, rows * 16);
    this.#there = grown(this.#there, rows);
  }

  take(n: number, { longTexts }: BatchFields): void {
    if (this.#texts !== null) {
      while (this.#texts.length < n) this.#texts.push(null);
      longTexts[this.name] = this.#texts;
    } else if (this.#packed > 0) longTexts[this.name] = { bytes: this.#bytes.slice(0, n * 16), there: this.#there.slice(0, n) };
    this.#there.fill(0, 0, n);
    this.#packed = 0;
    this.#texts = null;
  }

  #unpacked(rows: number): (string | null)[] {
    return Array.from({ length: rows }, (_, row) => (this.#there[row] === 1 ? unpackText(this.#bytes.subarray(row * 16, row * 16 + 16)) : null));
  }
}

class ManyColumn implements FieldColumn {
  readonly name: FieldName;
  readonly #texts: BatchTexts;
  #counts = new Int32Array(0);
  #values: number[] = [];

  constructor(name: FieldName, texts: BatchTexts) {
    this.name = name;
    this.#texts = texts;
  }

  put(row: number, value: Value): void {
    const before = this.#values.length;
    if (typeof value === 'string') this.#values.push(this.#texts.id(value));
    else for (const one of value as readonly string[]) this.#values.push(this.#texts.id(one));
    this.#counts[row] = this.#values.length - before;
  }

  grow(rows: number): void {
    this.#counts = grown(this.#counts, rows);
  }

  take(n: number, { many }: BatchFields): void {
    if (this.#values.length === 0) return;
    const offsets = new Int32Array(n + 1);
    for (let row = 0; row < n; row += 1) offsets[row + 1] = offsets[row]! + this.#counts[row]!;
    many[this.name] = { offsets, values: Int32Array.from(this.#values) };
    this.#counts.fill(0, 0, n);
    this.#values = [];
  }
}
